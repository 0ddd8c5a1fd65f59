import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Gate, GateSheet } from '@ballast/contract/gate.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { gateTexts } from './gate.texts.ts'
import { useGateAction } from './use-gate-action.ts'
import { useGateName } from './use-gate-names.ts'

/** Reasons that the system itself gives when something else is done. */
const GIVEN_BY_THE_SYSTEM = new Set(['register', 'passed', 'reopened'])

export function useSlipReasons() {
  const name = useName()
  const codes = useRoute('code-list.read', {}).data?.lists['slip-reason'] ?? []
  return {
    nameOf: (code: string) => {
      const item = codes.find((one) => one.code === code)
      return item ? name(item) : code
    },
    options: codes.filter(({ code }) => !GIVEN_BY_THE_SYSTEM.has(code)).map((item) => ({ value: item.code, label: name(item) })),
  }
}

/** Says when a gate is expected now, and why that is another day. */
export function ForecastDialog({ sheet, gate, onClose }: { sheet: GateSheet; gate: Gate; onClose: () => void }) {
  const t = useTexts(gateTexts)
  const gateName = useGateName()
  const reasons = useSlipReasons()
  const [on, setOn] = useState(gate.forecastOn ?? gate.plannedOn ?? '')
  const [reasonCode, setReasonCode] = useState<string>()
  const [note, setNote] = useState('')
  const { run, error, isPending } = useGateAction('gate.forecast', onClose)
  const save = () => {
    if (reasonCode === undefined) return
    run({
      params: { projectId: sheet.projectId, gate: gate.gate },
      body: { on: on === '' ? null : on, reasonCode, note: note.trim() === '' ? null : note.trim() },
      ifMatch: gate.version,
    })
  }
  return (
    <Modal
      open
      title={t('forecastTitle', { gate: gateName(gate.gate) })}
      okText={t('ok')}
      okButtonProps={{ disabled: reasonCode === undefined }}
      confirmLoading={isPending}
      onOk={save}
      onCancel={onClose}
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <p className="quiet">{t('forecastHint')}</p>
      <Form layout="vertical" requiredMark={false} component="div">
        <Form.Item label={t('forecastOn')} htmlFor="forecast-on">
          <DateField id="forecast-on" label={t('forecastOn')} value={on} onChange={setOn} />
        </Form.Item>
        <Form.Item label={t('slipReason')} htmlFor="forecast-reason">
          <Select
            id="forecast-reason"
            aria-label={t('slipReason')}
            placeholder={t('reasonChoose')}
            options={reasons.options}
            value={reasonCode ?? null}
            onChange={(code: string | null) => setReasonCode(code ?? undefined)}
          />
        </Form.Item>
        <Form.Item label={t('note')} htmlFor="forecast-note">
          <Input id="forecast-note" maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

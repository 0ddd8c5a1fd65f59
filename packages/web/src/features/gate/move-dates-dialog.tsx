import { Form, Input, Modal, Radio, Select, Tag, Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import type { GateSheet, PlannedDates } from '@ballast/contract/gate.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { PlanMode } from '@ballast/domain/gate/planned-dates.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { useSlipReasons } from './forecast-dialog.tsx'
import { nextOf } from './gate-state.ts'
import { gateTexts } from './gate.texts.ts'
import { useGateAction } from './use-gate-action.ts'
import { useGateName } from './use-gate-names.ts'

const MODES: readonly PlanMode[] = ['shift', 'template', 'alone']

/** Plans one gate on another day; what becomes of the later ones stands below before anything is saved. */
export function MoveDatesDialog({ sheet, gate: shown, onClose }: { sheet: GateSheet; gate: LifeGate | undefined; onClose: () => void }) {
  const t = useTexts(gateTexts)
  const gateName = useGateName()
  const reasons = useSlipReasons()
  const open = sheet.gates.filter(({ actualOn }) => actualOn === null)
  const first = open.find((one) => one.gate === shown) ?? nextOf(open)
  const [gate, setGate] = useState<LifeGate | undefined>(first?.gate)
  const [on, setOn] = useState(first?.plannedOn ?? sheet.businessOn)
  const [mode, setMode] = useState<PlanMode>('shift')
  const [reasonCode, setReasonCode] = useState<string>()
  const [note, setNote] = useState('')
  const preview = useAction('gate.plan-dates', [])
  const { mutate } = preview
  const anyReason = reasonCode ?? reasons.options[0]?.value
  const save = useGateAction('gate.plan-dates', onClose)
  useEffect(() => {
    if (gate === undefined || on === '' || anyReason === undefined) return
    const body = { gate, on, mode, reasonCode: anyReason, dryRun: true }
    mutate({ params: { projectId: sheet.projectId }, body, ifMatch: sheet.projectVersion })
  }, [mutate, gate, on, mode, anyReason, sheet.projectId, sheet.projectVersion])
  const store = () => {
    if (gate === undefined || reasonCode === undefined) return
    const body = { gate, on, mode, reasonCode, note: note.trim() === '' ? null : note.trim() }
    save.run({ params: { projectId: sheet.projectId }, body, ifMatch: sheet.projectVersion })
  }
  const error = save.error ?? preview.error
  return (
    <Modal
      open
      title={t('moveTitle')}
      style={{ top: 24 }}
      okText={t('ok')}
      okButtonProps={{ disabled: reasonCode === undefined || on === '' || preview.data === undefined }}
      confirmLoading={save.isPending}
      onOk={store}
      onCancel={onClose}
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <p className="quiet">{t('moveHint')}</p>
      <Form layout="vertical" requiredMark={false} component="div">
        <Form.Item label={t('gate')} htmlFor="move-gate">
          <Select
            id="move-gate"
            aria-label={t('gate')}
            value={gate ?? null}
            options={open.map((one) => ({ value: one.gate, label: gateName(one.gate) }))}
            onChange={(next: LifeGate) => {
              setGate(next)
              setOn(sheet.gates.find((one) => one.gate === next)?.plannedOn ?? sheet.businessOn)
            }}
          />
        </Form.Item>
        <Form.Item label={t('newDate')} htmlFor="move-on">
          <DateField id="move-on" label={t('newDate')} value={on} onChange={setOn} />
        </Form.Item>
        <Form.Item label={t('laterGates')}>
          <Radio.Group
            value={mode}
            onChange={({ target }) => setMode(target.value as PlanMode)}
            options={MODES.map((value) => ({ value, label: t(`mode.${value}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('slipReason')} htmlFor="move-reason">
          <Select
            id="move-reason"
            aria-label={t('slipReason')}
            placeholder={t('reasonChoose')}
            options={reasons.options}
            value={reasonCode ?? null}
            onChange={(code: string | null) => setReasonCode(code ?? undefined)}
          />
        </Form.Item>
        <Form.Item label={t('note')} htmlFor="move-note">
          <Input id="move-note" maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </Form.Item>
      </Form>
      {preview.data === undefined ? null : <Legs planned={preview.data} />}
    </Modal>
  )
}

function Legs({ planned }: { planned: PlannedDates }) {
  const t = useTexts(gateTexts)
  const gateName = useGateName()
  return (
    <table className="legs">
      <thead>
        <tr>
          <th scope="col">{t('gate')}</th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {planned.legs.map(({ gate, fromOn, toOn, isEstimate }) => (
          <tr key={gate} className={fromOn === toOn ? undefined : 'leg-moved'}>
            <th scope="row">{gateName(gate)}</th>
            <td className="number">{fromOn ?? '—'}</td>
            <td className="number">
              {toOn ?? '—'}
              {isEstimate ? (
                <Tooltip title={t('estimateHint')}>
                  <Tag className="badge">{t('estimate')}</Tag>
                </Tooltip>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { GateCondition, GateSheet } from '@ballast/contract/gate.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { gateTexts } from './gate.texts.ts'
import { useGateAction } from './use-gate-action.ts'

/** Says that a condition is met: when, by which document, with which amount. */
export function FulfilDialog({ sheet, condition, onClose }: { sheet: GateSheet; condition: GateCondition; onClose: () => void }) {
  const t = useTexts(gateTexts)
  const name = useName()
  const { fulfilment } = condition
  const before = fulfilment !== null && fulfilment.waivedReason === null ? fulfilment : null
  const [on, setOn] = useState(before?.fulfilledOn ?? sheet.businessOn)
  const [wan, setWan] = useState(wanOfYuan(before?.figureYuan ?? null))
  const [documentNo, setDocumentNo] = useState(before?.documentNo ?? '')
  const [note, setNote] = useState(before?.note ?? '')
  const { run, error, isPending } = useGateAction('gate.fulfil', onClose)
  const figureYuan = wan === '' ? null : yuanOfWan(wan)
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  const save = () => {
    if (on === '' || figureYuan === undefined) return
    run({
      params: { projectId: sheet.projectId, conditionCode: condition.conditionCode },
      body: { fulfilledOn: on, documentNo: orNull(documentNo), figureYuan, note: orNull(note) },
      ifMatch: fulfilment?.version ?? '0',
    })
  }
  return (
    <Modal
      open
      title={t('fulfilTitle', { name: name(condition) })}
      okText={t('fulfil')}
      okButtonProps={{ disabled: on === '' || figureYuan === undefined }}
      confirmLoading={isPending}
      onOk={save}
      onCancel={onClose}
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" requiredMark={false} component="div">
        <Form.Item label={t('fulfilledOn')} htmlFor="fulfil-on">
          <DateField id="fulfil-on" label={t('fulfilledOn')} value={on} onChange={setOn} />
        </Form.Item>
        {condition.kind === 'figure' ? (
          <Form.Item label={t('figure')} htmlFor="fulfil-figure">
            <MoneyInput id="fulfil-figure" label={t('figure')} value={wan} onChange={setWan} />
          </Form.Item>
        ) : null}
        <Form.Item label={t('documentNo')} htmlFor="fulfil-no">
          <Input id="fulfil-no" maxLength={200} value={documentNo} onChange={({ target }) => setDocumentNo(target.value)} />
        </Form.Item>
        <Form.Item label={t('note')} htmlFor="fulfil-note">
          <Input id="fulfil-note" maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ReportReturn } from '@ballast/contract/report.ts'
import { INVESTMENT_ITEMS, type InvestmentItem } from '@ballast/domain/report/form.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { usePersonName } from '../../app/person-name.ts'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Money } from '../../ui/money.tsx'
import { yuanOfWan } from '../../ui/wan.ts'
import { useCodeNames } from '../project/code-names.ts'
import { reportTexts } from './report.texts.ts'
import { useReturnAction } from './use-return-action.ts'

/** What was added to the month after it was closed. */
export function Corrections({ given }: { given: ReportReturn }) {
  const t = useTexts(reportTexts)
  const name = useName()
  const personName = usePersonName()
  const codes = useCodeNames()
  if (given.corrections.length === 0) return null
  const reasons = codes.lists?.lists['correction-reason'] ?? []
  return (
    <section className="card">
      <h2>{t('section.corrections')}</h2>
      <ul className="return-events">
        {given.corrections.map(({ correctionId, totalYuan, appearsIn, reasonCode, note, by, at }) => {
          const reason = reasons.find(({ code }) => code === reasonCode)
          return (
            <li key={correctionId}>
              <Money yuan={totalYuan} withUnit /> · {reason === undefined ? reasonCode : name(reason)} ·{' '}
              {t('appearsIn', { month: appearsIn })}
              <div>{note}</div>
              <div className="quiet">{t('historyOf', { by: personName(by), at: drawInstant(at) })}</div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

export function CorrectButton({ given }: { given: ReportReturn }) {
  const t = useTexts(reportTexts)
  const mayCorrect = useMay('report.correct')
  const [isOpen, setIsOpen] = useState(false)
  if (!mayCorrect || given.lock?.code !== 'period-closed') return null
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t('correct')}</Button>
      {isOpen ? <CorrectDialog given={given} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}

function CorrectDialog({ given, onClose }: { given: ReportReturn; onClose: () => void }) {
  const t = useTexts(reportTexts)
  const name = useName()
  const codes = useCodeNames()
  const { message } = App.useApp()
  const [wan, setWan] = useState<Partial<Record<InvestmentItem, string>>>({})
  const [reasonCode, setReasonCode] = useState<string>()
  const [note, setNote] = useState('')
  const correct = useReturnAction('report.correct')
  const items = Object.fromEntries(
    INVESTMENT_ITEMS.flatMap((item) => {
      const yuan = yuanOfWan(wan[item] ?? '')
      return yuan === null || yuan === undefined ? [] : [[item, yuan]]
    }),
  )
  const isReady = reasonCode !== undefined && note.trim() !== '' && Object.values(wan).every((text) => yuanOfWan(text) !== undefined)
  const done = () => {
    void message.success(t('saved'))
    onClose()
  }
  return (
    <Modal
      open
      title={t('correctTitle', { month: given.month })}
      okText={t('correct')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={correct.isPending}
      onCancel={onClose}
      onOk={() =>
        correct.mutate(
          {
            params: { projectId: given.projectId, month: given.month },
            body: { items, reasonCode: reasonCode as string, note: note.trim() },
          },
          { onSuccess: done },
        )
      }
    >
      {correct.error ? <ProblemAlert error={correct.error} labelOf={() => undefined} /> : null}
      <p className="quiet">{t('correctHint')}</p>
      <Form layout="horizontal" labelCol={{ flex: '150px' }} colon={false} component="div" requiredMark={false}>
        {INVESTMENT_ITEMS.map((item) => (
          <Form.Item key={item} label={t(`item.${item}`)} style={{ marginBottom: 6 }} htmlFor={`correct-${item}`}>
            <MoneyInput
              id={`correct-${item}`}
              size="small"
              label={t(`item.${item}`)}
              value={wan[item] ?? ''}
              onChange={(text) => setWan({ ...wan, [item]: text })}
            />
          </Form.Item>
        ))}
        <Form.Item label={t('correctReason')} htmlFor="correct-reason">
          <Select
            id="correct-reason"
            value={reasonCode ?? null}
            options={(codes.lists?.lists['correction-reason'] ?? []).map((item) => ({ value: item.code, label: name(item) }))}
            onChange={(code: string) => setReasonCode(code)}
          />
        </Form.Item>
        <Form.Item label={t('note')} htmlFor="correct-note">
          <Input id="correct-note" maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

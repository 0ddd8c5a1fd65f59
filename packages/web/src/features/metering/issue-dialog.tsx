import { App, Modal, Select } from 'antd'
import { useState } from 'react'
import { drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { billTexts } from './bill.texts.ts'

/** Issues the bills of one month that has use on none. */
export function IssueDialog({ months, onClose }: { months: readonly string[]; onClose: () => void }) {
  const t = useTexts(billTexts)
  const { message } = App.useApp()
  const choices = [...new Set(months)].toSorted()
  const [month, setMonth] = useState(choices[0] ?? '')
  const issue = useAction('compute-bill.issue', ['compute-bill.'])
  const send = () =>
    issue.mutate(
      { body: { month } },
      {
        onSuccess: ({ month: of, bills, runs, chargedYuan }) => {
          void message.success(t('issued', { month: of, bills, runs, yuan: drawYuan(parseYuan(chargedYuan)) }))
          onClose()
        },
      },
    )
  return (
    <Modal open title={t('issueTitle', { month })} okText={t('issue')} confirmLoading={issue.isPending} onOk={send} onCancel={onClose}>
      {issue.error ? <ProblemAlert error={issue.error} labelOf={() => undefined} /> : null}
      <p className="quiet">{t('issueHint')}</p>
      <Select
        aria-label={t('month')}
        style={{ minWidth: 160 }}
        value={month}
        options={choices.map((value) => ({ value, label: value }))}
        onChange={setMonth}
      />
    </Modal>
  )
}

import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ReportPeriod } from '@ballast/contract/period.ts'
import type { ReturnRow } from '@ballast/contract/report.ts'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { reportTexts } from './report.texts.ts'

/** Lets one project report after the due day. */
export function ExceptDialog({ period, row, onClose }: { period: ReportPeriod; row: ReturnRow; onClose: () => void }) {
  const t = useTexts(reportTexts)
  const name = useName()
  const { message } = App.useApp()
  const [untilOn, setUntilOn] = useState(row.exceptionUntil ?? period.closesOn)
  const [reason, setReason] = useState('')
  const except = useAction('period.except', ['report.', 'period.'])
  const done = () => {
    void message.success(t('saved'))
    onClose()
  }
  return (
    <Modal
      open
      title={t('exceptTitle', { name: name(row) })}
      okButtonProps={{ disabled: reason.trim() === '' || untilOn === '' }}
      confirmLoading={except.isPending}
      onCancel={onClose}
      onOk={() =>
        except.mutate(
          { params: { month: period.month, projectId: row.projectId }, body: { untilOn, reason: reason.trim() } },
          { onSuccess: done },
        )
      }
    >
      {except.error ? <ProblemAlert error={except.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('exceptUntil')} htmlFor="except-until">
          <DateField id="except-until" label={t('exceptUntil')} value={untilOn} onChange={setUntilOn} />
        </Form.Item>
        <Form.Item label={t('reason')} htmlFor="except-reason">
          <Input id="except-reason" maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

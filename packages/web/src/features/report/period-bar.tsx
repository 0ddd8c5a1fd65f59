import { App, Button, Flex, Form, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import type { ReportPeriod } from '@ballast/contract/period.ts'
import type { ReturnState } from '@ballast/domain/report/return-state.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { usePersonName } from '../../app/person-name.ts'
import { useMay } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { reportTexts } from './report.texts.ts'

interface Props {
  period: ReportPeriod
  onState: (state: (ReturnState | 'none')[]) => void
}

/** How a period stands: its dates, how many are where, what it comes to, and what can be done with it. */
export function PeriodBar({ period, onState }: Props) {
  const t = useTexts(reportTexts)
  const personName = usePersonName()
  const mayClose = useMay('period.close')
  const [open, setOpen] = useState<'edit' | 'close'>()
  const { month, firstMonth, opensOn, dueOn, closesOn, closedAt, closedBy, counts } = period
  const figures: readonly (readonly [string, number, (ReturnState | 'none')[]])[] = [
    [t('due'), counts.due, []],
    [t('missing'), counts.missing, ['none', 'draft']],
    [t('waiting'), counts.submitted + counts.inReview, ['submitted', 'in_review']],
    [t('returned'), counts.returned, ['returned']],
    [t('verified'), counts.verified + counts.closed, ['verified', 'closed']],
  ]
  return (
    <section className="card period-bar" aria-label={t('period')}>
      <Flex wrap gap="6px 16px" align="center" justify="space-between">
        <span>
          <Tag color={closedAt === null ? 'blue' : 'default'}>{t(closedAt === null ? 'period.open' : 'period.closed')}</Tag>
          {firstMonth === month ? null : <span>{t('covers', { first: firstMonth, last: month })} · </span>}
          <span className="quiet">{t('dates', { opens: opensOn, due: dueOn, closes: closesOn })}</span>
          {closedAt === null || closedBy === null ? null : (
            <span className="quiet"> · {t('closedOn', { by: personName(closedBy), at: drawInstant(closedAt) })}</span>
          )}
        </span>
        {mayClose && closedAt === null ? (
          <Flex gap={8} className="no-print">
            <Button size="small" onClick={() => setOpen('edit')}>
              {t('edit')}
            </Button>
            <Button size="small" type="primary" onClick={() => setOpen('close')}>
              {t('close')}
            </Button>
          </Flex>
        ) : null}
      </Flex>
      <dl className="period-figures">
        {figures.map(([title, count, states]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <button type="button" className="period-count number" onClick={() => onState(states)}>
                {count}
              </button>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('reported')}</dt>
          <dd>
            <Money yuan={period.reportedYuan} withUnit />
          </dd>
        </div>
      </dl>
      {open === 'edit' ? <EditDialog period={period} onClose={() => setOpen(undefined)} /> : null}
      {open === 'close' ? <CloseDialog period={period} onClose={() => setOpen(undefined)} /> : null}
    </section>
  )
}

function EditDialog({ period, onClose }: { period: ReportPeriod; onClose: () => void }) {
  const t = useTexts(reportTexts)
  const { message } = App.useApp()
  const [dates, setDates] = useState({ opensOn: period.opensOn, dueOn: period.dueOn, closesOn: period.closesOn })
  const [reason, setReason] = useState('')
  const edit = useAction('period.edit', ['period.', 'report.'])
  const done = () => {
    void message.success(t('saved'))
    onClose()
  }
  return (
    <Modal
      open
      title={t('editTitle', { month: period.month })}
      okButtonProps={{ disabled: reason.trim() === '' }}
      confirmLoading={edit.isPending}
      onCancel={onClose}
      onOk={() =>
        edit.mutate(
          { params: { month: period.month }, body: { ...dates, reason: reason.trim() }, ifMatch: period.version },
          { onSuccess: done },
        )
      }
    >
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        {(['opensOn', 'dueOn', 'closesOn'] as const).map((key) => (
          <Form.Item key={key} label={t(key)} htmlFor={`period-${key}`}>
            <DateField id={`period-${key}`} label={t(key)} value={dates[key]} onChange={(date) => setDates({ ...dates, [key]: date })} />
          </Form.Item>
        ))}
        <Form.Item label={t('reason')} htmlFor="period-reason">
          <Input id="period-reason" maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function CloseDialog({ period, onClose }: { period: ReportPeriod; onClose: () => void }) {
  const t = useTexts(reportTexts)
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const close = useAction('period.close', ['period.', 'report.', 'audit.'])
  const { missing } = period.counts
  const done = () => {
    void message.success(t('saved'))
    onClose()
  }
  const body = reason.trim() === '' ? {} : { missingReason: reason.trim() }
  return (
    <Modal
      open
      title={t('closeTitle', { month: period.month })}
      okText={t('close')}
      confirmLoading={close.isPending}
      onCancel={onClose}
      onOk={() => close.mutate({ params: { month: period.month }, body, ifMatch: period.version }, { onSuccess: done })}
    >
      {close.error ? <ProblemAlert error={close.error} labelOf={() => undefined} /> : null}
      <p>{t('closeHint')}</p>
      <p>
        {t('reported')} <Money yuan={period.reportedYuan} withUnit />
      </p>
      {missing === 0 ? null : (
        <Form layout="vertical" component="div" requiredMark={false}>
          <Form.Item label={t('missingReason', { count: missing })} htmlFor="period-missing">
            <Input.TextArea
              id="period-missing"
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 5 }}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}

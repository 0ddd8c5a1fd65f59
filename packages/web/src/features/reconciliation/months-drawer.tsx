import { App, Button, Drawer, Form, Input, Modal, Select, Table } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FiguresMonth, ReconciliationRow } from '@ballast/contract/reconciliation.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { usePersonName } from '../../app/person-name.ts'
import { useMay } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { useCodeNames } from '../project/code-names.ts'
import { useStateName } from '../report/return-state.tsx'
import { reconciliationTexts } from './reconciliation.texts.ts'

/** A project's three figures in each month of the year, down to the return behind them. */
export function MonthsDrawer({ row, year, onClose }: { row: ReconciliationRow; year: number; onClose: () => void }) {
  const t = useTexts(reconciliationTexts)
  const name = useName()
  const stateName = useStateName()
  const mayExplain = useMay('reconciliation.explain')
  const [explained, setExplained] = useState<FiguresMonth>()
  const months = useRoute('reconciliation.months', { params: { projectId: row.key, year } })
  const money = (
    key: 'planYuan' | 'dispatchedYuan' | 'reportedYuan' | 'correctedYuan' | 'differenceYuan' | 'landPaidYuan' | 'landReportedYuan',
    title: string,
  ) => ({
    key,
    title,
    align: 'right' as const,
    width: 110,
    render: (_: unknown, month: FiguresMonth) => <Money yuan={month[key]} />,
  })
  return (
    <Drawer open size={1180} title={t('months', { name: name(row), year })} onClose={onClose}>
      <Loaded query={months}>
        {(data) => (
          <Table<FiguresMonth>
            size="small"
            rowKey="month"
            pagination={false}
            dataSource={data.months}
            scroll={{ x: 1120 }}
            columns={[
              { key: 'month', title: t('month'), width: 90, render: (_, { month }) => <span className="number">{month}</span> },
              money('planYuan', t('plan')),
              money('dispatchedYuan', t('dispatched')),
              money('reportedYuan', t('reported')),
              money('correctedYuan', t('corrected')),
              money('differenceYuan', t('difference')),
              money('landPaidYuan', t('landPaid')),
              money('landReportedYuan', t('landReported')),
              {
                key: 'state',
                title: t('state'),
                width: 90,
                render: (_, { month, state }) =>
                  state === null ? (
                    '—'
                  ) : (
                    <Link to="/reports/$month/$projectId" params={{ month, projectId: row.key }}>
                      {stateName(state)}
                    </Link>
                  ),
              },
              { key: 'files', title: t('files'), dataIndex: 'files', width: 60, align: 'right' },
              {
                key: 'reason',
                title: t('reason'),
                width: 200,
                render: (_, month) => <Reason month={month} {...(mayExplain ? { onExplain: () => setExplained(month) } : {})} />,
              },
            ]}
          />
        )}
      </Loaded>
      {explained === undefined ? null : <ExplainDialog projectId={row.key} month={explained} onClose={() => setExplained(undefined)} />}
    </Drawer>
  )
}

const differs = ({ differenceYuan }: FiguresMonth): boolean => differenceYuan !== null && parseYuan(differenceYuan) !== 0n

function Reason({ month, onExplain }: { month: FiguresMonth; onExplain?: () => void }) {
  const t = useTexts(reconciliationTexts)
  const name = useName()
  const personName = usePersonName()
  const codes = useCodeNames()
  const { reason } = month
  const code = codes.lists?.lists['difference-reason']?.find((item) => item.code === reason?.reasonCode)
  return (
    <>
      {reason === null ? null : (
        <span title={personName(reason.by)}>
          {code === undefined ? reason.reasonCode : name(code)}
          {reason.note === null ? '' : `：${reason.note}`}{' '}
        </span>
      )}
      {onExplain !== undefined && (differs(month) || reason !== null) ? (
        <Button size="small" type="link" onClick={onExplain}>
          {t('explain')}
        </Button>
      ) : null}
    </>
  )
}

function ExplainDialog({ projectId, month, onClose }: { projectId: string; month: FiguresMonth; onClose: () => void }) {
  const t = useTexts(reconciliationTexts)
  const name = useName()
  const codes = useCodeNames()
  const { message } = App.useApp()
  const [reasonCode, setReasonCode] = useState(month.reason?.reasonCode)
  const [note, setNote] = useState(month.reason?.note ?? '')
  const explain = useAction('reconciliation.explain', ['reconciliation.'])
  const done = () => {
    void message.success(t('saved'))
    onClose()
  }
  return (
    <Modal
      open
      title={t('explainTitle', { month: month.month })}
      okButtonProps={{ disabled: reasonCode === undefined }}
      confirmLoading={explain.isPending}
      onCancel={onClose}
      onOk={() =>
        explain.mutate(
          {
            params: { projectId, month: month.month },
            body: { reasonCode: reasonCode as string, note: note.trim() === '' ? null : note.trim() },
            ifMatch: month.reason?.version ?? '0',
          },
          { onSuccess: done },
        )
      }
    >
      {explain.error ? <ProblemAlert error={explain.error} labelOf={() => undefined} /> : null}
      <p>
        {t('difference')} <Money yuan={month.differenceYuan} withUnit />
      </p>
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('reason')} htmlFor="explain-reason">
          <Select
            id="explain-reason"
            value={reasonCode ?? null}
            options={(codes.lists?.lists['difference-reason'] ?? []).map((item) => ({ value: item.code, label: name(item) }))}
            onChange={(code: string) => setReasonCode(code)}
          />
        </Form.Item>
        <Form.Item label={t('note')} htmlFor="explain-note">
          <Input id="explain-note" maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import type { EscalationList, EscalationRow } from '@ballast/contract/escalation.ts'
import { ESCALATION_STEPS } from '@ballast/domain/light/escalation.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { TotalMoney } from '../../ui/total-money.tsx'
import { useOwesText } from '../light/owes-text.tsx'
import { sortRows } from '../light/sort-rows.ts'
import { useWatchedColumns } from '../light/watched-columns.tsx'
import { escalationTexts } from './escalation.texts.ts'

interface Props {
  list: EscalationList
  sort: string
  onSort: (sort: string) => void
  isFetching: boolean
  isClosed: boolean
}

/** What is being followed up, or what was: step, dates, who owes the answer, money. */
export function EscalationTable({ list, sort, onSort, isFetching, isClosed }: Props) {
  const t = useTexts(escalationTexts)
  const name = useName()
  const owesText = useOwesText()
  const { project, serviceManager, total, plan, sorts, dash } = useWatchedColumns<EscalationRow>()
  const ruleName = ({ ruleZh, ruleEn }: EscalationRow) => name({ nameZh: ruleZh, nameEn: ruleEn })
  const date = (key: 'redSince' | 'stepOn' | 'closedOn', title: string): DataColumn<EscalationRow> => ({
    key,
    title,
    width: 115,
    sort: key,
    render: (row) => <span className="number">{row[key] ?? '—'}</span>,
    text: (row) => row[key] ?? '',
  })
  const columns: DataColumn<EscalationRow>[] = [
    project,
    {
      key: 'rule',
      title: t('rule'),
      width: 190,
      sort: 'rule',
      render: (row) => (
        <Link to="/escalations/$escalationId" params={{ escalationId: row.escalationId }}>
          {ruleName(row)}
        </Link>
      ),
      text: ruleName,
    },
    date('redSince', t('redSince')),
    {
      key: 'step',
      title: t('step'),
      width: 110,
      sort: 'step',
      render: (row) => t(`what.${row.step}`),
      text: (row) => t(`what.${row.step}`),
    },
    date('stepOn', t('stepOn')),
    {
      key: 'letter',
      title: t('letter'),
      width: 170,
      sort: 'letter',
      render: ({ letter }) => (letter === null ? dash : t('letterNo', letter)),
      text: ({ letter }) => (letter === null ? '' : t('letterNo', letter)),
    },
    ...(isClosed
      ? [date('closedOn', t('closedOn'))]
      : [
          {
            key: 'replyDueOn',
            title: t('replyDue'),
            width: 200,
            sort: 'replyDueOn',
            render: (row: EscalationRow) => <Due row={row} />,
            text: (row: EscalationRow) => row.promisedOn ?? row.replyDueOn ?? '',
          },
          {
            key: 'next',
            title: t('next'),
            width: 190,
            render: ({ nextStep }: EscalationRow) =>
              nextStep === null ? dash : t('nextOn', { date: nextStep.dueOn ?? '—', step: t(`what.${nextStep.step}`) }),
            text: () => '',
          },
        ]),
    { key: 'owes', title: t('owed'), width: 210, sort: 'owes', render: (row) => owesText(row.owes), text: (row) => owesText(row.owes) },
    plan,
    total,
    serviceManager,
  ]
  const rows = sortRows(list.rows, sort, {
    ...sorts,
    rule: ruleName,
    redSince: (row) => row.redSince,
    stepOn: (row) => row.stepOn,
    closedOn: (row) => row.closedOn,
    step: (row) => ESCALATION_STEPS.indexOf(row.step),
    letter: ({ letter }) => (letter === null ? null : letter.year * 100_000 + letter.number),
    replyDueOn: (row) => row.promisedOn ?? row.replyDueOn,
    owes: (row) => owesText(row.owes),
  })
  const { totals } = list
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.escalationId}
      sort={sort}
      onSort={onSort}
      error={null}
      isFetching={isFetching}
      hasMore={false}
      onMore={() => undefined}
      onRetry={() => undefined}
      footer={
        <span className="data-table-totals">
          <b>{t('count', { count: totals.count })}</b>
          <span>{t('projects', { count: totals.projects })}</span>
          <TotalMoney label={t('plan')} yuan={totals.planYuan} />
          <TotalMoney label={t('total')} yuan={totals.totalYuan} />
        </span>
      }
    />
  )
}

function Due({ row: { promisedOn, replyDueOn, isReplyOverdue } }: { row: EscalationRow }) {
  const t = useTexts(escalationTexts)
  if (promisedOn !== null) return <>{t('promised', { date: promisedOn })}</>
  if (replyDueOn === null) return <span className="quiet">—</span>
  return (
    <>
      <span className="number">{replyDueOn}</span> {isReplyOverdue ? <Tag color="red">{t('overdue')}</Tag> : null}
    </>
  )
}

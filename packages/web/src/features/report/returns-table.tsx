import { App, Button, Flex, Select } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReportPeriod } from '@ballast/contract/period.ts'
import type { ReturnRow } from '@ballast/contract/report.ts'
import { RETURN_STATES } from '@ballast/domain/report/return-state.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { usePersonName } from '../../app/person-name.ts'
import { useMay } from '../../app/session.tsx'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { TotalMoney } from '../../ui/total-money.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { useCodeNames } from '../project/code-names.ts'
import { ExceptDialog } from './except-dialog.tsx'
import { reportTexts } from './report.texts.ts'
import type { ReportsSearch } from './reports-search.ts'
import { ReturnStateTag, useStateName } from './return-state.tsx'

interface Props {
  period: ReportPeriod
  search: ReportsSearch
  onChange: (change: Partial<ReportsSearch>) => void
}

/** The returns of a period: what waits for somebody first, the largest difference between report and site on top. */
export function ReturnsTable({ period, search, onChange }: Props) {
  const t = useTexts(reportTexts)
  const stateName = useStateName()
  const codes = useCodeNames()
  const [picked, setPicked] = useState<string[]>([])
  const [excepted, setExcepted] = useState<ReturnRow>()
  const mayVerify = useMay('report.verify-many')
  const columns = useColumns(period, setExcepted)
  const list = useRoute(
    'report.list',
    {
      params: { month: period.month },
      query: {
        ...(search.q === undefined || search.q === '' ? {} : { q: search.q }),
        ...(search.state === undefined || search.state.length === 0 ? {} : { state: search.state }),
        ...(search.cluster === undefined || search.cluster.length === 0 ? {} : { clusterCode: search.cluster }),
        ...(search.late === undefined ? {} : { late: search.late }),
      },
    },
    { keepPrevious: true },
  )
  const rows = list.data?.rows
  const totals = list.data?.totals
  return (
    <>
      <Flex wrap gap={8} align="center" className="report-filters no-print">
        <SearchBox
          value={search.q ?? ''}
          label={t('search')}
          placeholder={t('search')}
          width={260}
          onSearch={(q) => onChange({ q: q === '' ? undefined : q })}
        />
        <Select
          mode="multiple"
          allowClear
          aria-label={t('state')}
          placeholder={t('state')}
          style={{ minWidth: 180 }}
          maxTagCount="responsive"
          value={search.state ?? []}
          options={(['none', ...RETURN_STATES] as const).map((value) => ({
            value,
            label: value === 'none' ? t('state.none') : stateName(value),
          }))}
          onChange={(state) => onChange({ state })}
        />
        <Select
          mode="multiple"
          allowClear
          aria-label={t('cluster')}
          placeholder={t('cluster')}
          style={{ minWidth: 180 }}
          maxTagCount="responsive"
          value={search.cluster ?? []}
          options={[...codes.choicesOf('cluster')]}
          onChange={(cluster) => onChange({ cluster })}
        />
        <Select<'late' | 'in-time'>
          allowClear
          aria-label={t('lateness')}
          placeholder={t('lateness')}
          style={{ minWidth: 110 }}
          value={search.late === undefined ? null : search.late ? 'late' : 'in-time'}
          options={[
            { value: 'late', label: t('lateOnly') },
            { value: 'in-time', label: t('notLate') },
          ]}
          onChange={(late?: 'late' | 'in-time') => onChange({ late: late === undefined ? undefined : late === 'late' })}
        />
        {mayVerify && period.closedAt === null ? (
          <VerifyButton
            month={period.month}
            rows={(rows ?? []).filter(({ projectId }) => picked.includes(projectId))}
            onDone={() => setPicked([])}
          />
        ) : null}
      </Flex>
      <DataTable<ReturnRow>
        label={t('title')}
        columns={columns}
        rows={rows}
        rowKey={({ projectId }) => projectId}
        sort=""
        onSort={() => undefined}
        error={list.error}
        isFetching={list.isFetching}
        hasMore={false}
        onMore={() => undefined}
        onRetry={() => void list.refetch()}
        {...(mayVerify && period.closedAt === null ? { picked, onPick: setPicked } : {})}
        empty={t('empty')}
        footer={
          totals === undefined ? null : (
            <>
              <span>{t('count', { count: totals.projects })}</span>
              <TotalMoney label={t('month')} yuan={totals.monthYuan} />
              <TotalMoney label={t('plan')} yuan={totals.planYuan} />
              <TotalMoney label={t('dispatched')} yuan={totals.dispatchedYuan} />
              <TotalMoney label={t('year')} yuan={totals.yearYuan} />
            </>
          )
        }
      />
      {excepted === undefined ? null : <ExceptDialog period={period} row={excepted} onClose={() => setExcepted(undefined)} />}
    </>
  )
}

function useColumns({ month, closedAt }: ReportPeriod, onExcept: (row: ReturnRow) => void): DataColumn<ReturnRow>[] {
  const t = useTexts(reportTexts)
  const name = useName()
  const stateName = useStateName()
  const personName = usePersonName()
  const codes = useCodeNames()
  const mayExcept = useMay('period.except')
  const money = (
    key: 'monthYuan' | 'planYuan' | 'dispatchedYuan' | 'differenceYuan' | 'previousMonthYuan' | 'yearYuan',
    title: string,
  ) => ({
    key,
    title,
    width: 120,
    align: 'right' as const,
    isMoney: true,
    render: (row: ReturnRow) => <Money yuan={row[key]} />,
    text: (row: ReturnRow) => wanOfYuan(row[key]),
  })
  return [
    {
      key: 'project',
      title: t('project'),
      width: 300,
      fixed: true,
      render: (row) => (
        <>
          <Link to="/reports/$month/$projectId" params={{ month, projectId: row.projectId }}>
            {name(row)}
          </Link>
          {row.sourceKind === 'simulated' ? <SourceBadge kind="simulated" citation={null} /> : null}
        </>
      ),
      text: (row) => `${row.projectNo} ${name(row)}`,
    },
    {
      key: 'state',
      title: t('state'),
      width: 150,
      render: (row) => (
        <span title={row.returnedFor ?? ''}>
          <ReturnStateTag state={row.state} />
          {row.isLate ? <span className="report-late">{t('late')}</span> : null}
          {row.exceptionUntil === null || closedAt !== null ? null : (
            <span className="quiet">{t('until', { date: row.exceptionUntil })}</span>
          )}
        </span>
      ),
      text: ({ state }) => stateName(state),
    },
    money('monthYuan', t('month')),
    money('planYuan', t('plan')),
    money('dispatchedYuan', t('dispatched')),
    money('differenceYuan', t('difference')),
    money('previousMonthYuan', t('previous')),
    money('yearYuan', t('year')),
    {
      key: 'files',
      title: t('files'),
      width: 70,
      align: 'right',
      render: ({ files }) => <span className="number">{files}</span>,
      text: ({ files }) => String(files),
    },
    {
      key: 'warnings',
      title: t('warnings'),
      width: 70,
      align: 'right',
      render: ({ warnings }) => <span className="number">{warnings}</span>,
      text: ({ warnings }) => String(warnings),
    },
    { key: 'owner', title: t('owner'), width: 200, render: ({ owner }) => owner ?? '—', text: ({ owner }) => owner ?? '' },
    {
      key: 'serviceManager',
      title: t('serviceManager'),
      width: 110,
      render: ({ serviceManager }) => (serviceManager === null ? '—' : codes.wordingOf(serviceManager)),
      text: ({ serviceManager }) => serviceManager ?? '',
    },
    {
      key: 'submittedBy',
      title: t('submittedBy'),
      width: 200,
      render: ({ submittedBy, submittedAt }) =>
        submittedBy === null || submittedAt === null ? '—' : `${personName(submittedBy)} ${drawInstant(submittedAt)}`,
      text: ({ submittedBy }) => submittedBy ?? '',
    },
    ...(mayExcept && closedAt === null
      ? [
          {
            key: 'except',
            title: '',
            width: 110,
            render: (row: ReturnRow) =>
              row.isLate ? (
                <Button size="small" type="link" onClick={() => onExcept(row)}>
                  {t('except')}
                </Button>
              ) : null,
            text: () => '',
          },
        ]
      : []),
  ]
}

function VerifyButton({ month, rows, onDone }: { month: string; rows: readonly ReturnRow[]; onDone: () => void }) {
  const t = useTexts(reportTexts)
  const { message, modal } = App.useApp()
  const verify = useAction('report.verify-many', ['report.', 'period.'])
  const run = () =>
    verify.mutate(
      { params: { month }, body: { returns: rows.map(({ projectId, version }) => ({ projectId, version })) } },
      {
        onSuccess: ({ verified, refused }) => {
          onDone()
          void message.success(t('verifiedMany', { count: verified }))
          if (refused.length === 0) return
          modal.warning({
            title: t('notVerified', { count: refused.length }),
            content: (
              <ul>
                {refused.map(({ projectId, projectNo, message: words }) => (
                  <li key={projectId}>
                    {projectNo} {words}
                  </li>
                ))}
              </ul>
            ),
          })
        },
      },
    )
  return (
    <>
      <Button type="primary" disabled={rows.length === 0} loading={verify.isPending} onClick={run}>
        {t('verifySelected', { count: rows.length })}
      </Button>
      {verify.error ? <ProblemAlert error={verify.error} /> : null}
    </>
  )
}

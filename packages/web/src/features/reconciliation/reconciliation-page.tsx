import { Flex, Segmented, Select, Tag } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { RECONCILIATION_GROUPS, type ReconciliationRow } from '@ballast/contract/reconciliation.ts'
import { percentText, parsePpm } from '@ballast/domain/shared/ratio.ts'
import { monthsOfYear, yearOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useSession } from '../../app/session.tsx'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { TotalMoney } from '../../ui/total-money.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { useCodeNames } from '../project/code-names.ts'
import { MonthsDrawer } from './months-drawer.tsx'
import { reconciliationTexts } from './reconciliation.texts.ts'

const pageSearch = z.object({
  year: z.number().int().min(1990).max(2100).optional(),
  through: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
  group: z.enum(RECONCILIATION_GROUPS).default('project'),
  q: z.string().max(200).optional(),
  cluster: z.array(z.string()).optional(),
  sort: z.string().max(40).default('-toDispatched'),
})
type Group = (typeof RECONCILIATION_GROUPS)[number]

/** Planned, dispatched and reported, side by side; each row opens down to its months. */
export function ReconciliationPage() {
  const t = useTexts(reconciliationTexts)
  const { zone } = useSession()
  const codes = useCodeNames()
  const [search, setSearch] = useSearchState(pageSearch)
  const [opened, setOpened] = useState<ReconciliationRow>()
  const thisYear = yearOf(zone.businessOn as PlainDate)
  const year = search.year ?? thisYear
  const query = {
    group: search.group,
    ...(search.through === undefined ? {} : { through: search.through }),
    ...(search.q === undefined || search.q === '' ? {} : { q: search.q }),
    ...(search.cluster === undefined || search.cluster.length === 0 ? {} : { clusterCode: search.cluster }),
  }
  const answer = useRoute('reconciliation.read', { params: { year }, query }, { keepPrevious: true })
  const columns = useColumns(search.group, setOpened)
  const { data } = answer
  return (
    <Page
      title={t('title')}
      subtitle={
        <>
          {t('subtitle', { year, through: data?.through ?? '—' })}
          {data?.isSimulated === true ? (
            <Tag color="gold" className="badge">
              {t('simulated')}
            </Tag>
          ) : null}
        </>
      }
      actions={
        <>
          <Select
            aria-label={t('year')}
            value={year}
            options={[thisYear + 1, thisYear, thisYear - 1, thisYear - 2].map((value) => ({ value, label: value }))}
            onChange={(value) => setSearch({ year: value, through: undefined })}
          />
          <Select
            allowClear
            aria-label={t('through')}
            placeholder={t('through')}
            style={{ minWidth: 120 }}
            value={search.through ?? null}
            options={monthsOfYear(year).map((value) => ({ value, label: value }))}
            onChange={(through: string | undefined) => setSearch({ through })}
          />
        </>
      }
    >
      <Flex wrap gap={8} align="center" style={{ marginBottom: 10 }} className="no-print">
        <div style={{ maxWidth: '100%', overflowX: 'auto' }}>
          <Segmented<Group>
            aria-label={t('group')}
            value={search.group}
            options={RECONCILIATION_GROUPS.map((value) => ({ value, label: t(`group.${value}`) }))}
            onChange={(group) => setSearch({ group })}
          />
        </div>
        <SearchBox
          value={search.q ?? ''}
          label={t('search')}
          placeholder={t('search')}
          width={240}
          onSearch={(q) => setSearch({ q: q === '' ? undefined : q })}
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
          onChange={(cluster) => setSearch({ cluster })}
        />
      </Flex>
      <DataTable<ReconciliationRow>
        label={t('title')}
        columns={columns}
        rows={data === undefined ? undefined : sorted(data.rows, search.sort)}
        rowKey={({ key }) => key}
        sort={search.sort}
        onSort={(sort) => setSearch({ sort })}
        error={answer.error}
        isFetching={answer.isFetching}
        hasMore={false}
        onMore={() => undefined}
        onRetry={() => void answer.refetch()}
        empty={t('empty')}
        footer={
          data === undefined ? null : (
            <>
              <span>{t('count', { count: data.totals.projects })}</span>
              <TotalMoney label={t('plan')} yuan={data.totals.planYuan} />
              <TotalMoney label={t('dispatched')} yuan={data.totals.dispatchedYuan} />
              <TotalMoney label={t('reported')} yuan={data.totals.reportedYuan} />
              <TotalMoney label={t('toDispatched')} yuan={data.totals.toDispatchedYuan} />
            </>
          )
        }
      />
      {opened === undefined ? null : <MonthsDrawer row={opened} year={year} onClose={() => setOpened(undefined)} />}
    </Page>
  )
}

const SORTED = {
  plan: 'planYuan',
  dispatched: 'dispatchedYuan',
  reported: 'reportedYuan',
  toPlan: 'toPlanYuan',
  toDispatched: 'toDispatchedYuan',
} as const

/** Differences sort by their size, whichever way they point. */
function sorted(rows: readonly ReconciliationRow[], sort: string): ReconciliationRow[] {
  const name = sort.replace(/^-/, '') as keyof typeof SORTED
  const key = SORTED[name]
  if (key === undefined) return [...rows]
  const size = (row: ReconciliationRow): bigint => {
    const amount = BigInt(row[key].replace('.', ''))
    return name.startsWith('to') && amount < 0n ? -amount : amount
  }
  const direction = sort.startsWith('-') ? -1 : 1
  return rows.toSorted((a, b) => (size(a) === size(b) ? 0 : size(a) < size(b) ? -direction : direction))
}

function useColumns(group: Group, onOpen: (row: ReconciliationRow) => void): DataColumn<ReconciliationRow>[] {
  const t = useTexts(reconciliationTexts)
  const name = useName()
  const codes = useCodeNames()
  const nameOf = (row: ReconciliationRow): string => {
    if (group === 'project') return name(row)
    if (row.key === '') return t(group === 'parcel' ? 'notPlaced' : 'none')
    if (group === 'parcel') return name(row)
    if (group === 'manager') return codes.wordingOf(row.key)
    return codes.nameOf(group, row.key)
  }
  const money = (name_: keyof typeof SORTED, title: string): DataColumn<ReconciliationRow> => ({
    key: name_,
    title,
    width: 130,
    align: 'right',
    sort: name_,
    isMoney: true,
    render: (row) => <Money yuan={row[SORTED[name_]]} />,
    text: (row) => wanOfYuan(row[SORTED[name_]]),
  })
  return [
    {
      key: 'name',
      title: t(`group.${group}`),
      width: 300,
      fixed: true,
      render: (row) =>
        group === 'project' ? (
          <button type="button" className="link-button" title={t('open')} onClick={() => onOpen(row)}>
            {nameOf(row)}
          </button>
        ) : (
          nameOf(row)
        ),
      text: (row) => (row.projectNo === null ? nameOf(row) : `${row.projectNo} ${nameOf(row)}`),
    },
    ...(group === 'project'
      ? []
      : [
          {
            key: 'projects',
            title: t('projects'),
            width: 80,
            align: 'right' as const,
            render: ({ projects }: ReconciliationRow) => <span className="number">{projects}</span>,
            text: ({ projects }: ReconciliationRow) => String(projects),
          },
        ]),
    money('plan', t('plan')),
    money('dispatched', t('dispatched')),
    money('reported', t('reported')),
    money('toPlan', t('toPlan')),
    money('toDispatched', t('toDispatched')),
    {
      key: 'done',
      title: t('done'),
      width: 100,
      align: 'right',
      render: ({ done }) => <span className="number">{done === null ? '—' : `${percentText(parsePpm(done), 1)} %`}</span>,
      text: ({ done }) => done ?? '',
    },
    {
      key: 'evidence',
      title: t('evidence'),
      width: 100,
      align: 'right',
      render: ({ monthsProven, monthsReported }) => (
        <span className="number">
          {monthsProven} / {monthsReported}
        </span>
      ),
      text: ({ monthsProven, monthsReported }) => `${monthsProven}/${monthsReported}`,
    },
    {
      key: 'unexplained',
      title: t('unexplained'),
      width: 110,
      align: 'right',
      render: ({ unexplained }) => <span className="number">{unexplained}</span>,
      text: ({ unexplained }) => String(unexplained),
    },
  ]
}

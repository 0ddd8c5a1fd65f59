import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Grid, Input, Select, Skeleton, Table, Tag, Tooltip } from 'antd'
import type { ColumnType } from 'antd/es/table'
import { useMemo } from 'react'
import type { PlanMatrixRow } from '@ballast/contract/plan-edit.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { percentText } from '@ballast/domain/shared/ratio.ts'
import { api, useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { AddProject } from './add-project.tsx'
import { planTexts } from './plan.texts.ts'
import { ofVersion, usePlan } from './use-plan.ts'

const PAGE = 500
const QUARTERS = [0, 1, 2, 3] as const

interface Line {
  key: string
  row: PlanMatrixRow | null
  name: string
  annualYuan: string
  months: readonly string[]
  notCountableYuan: string
}

const sumOf = (amounts: readonly string[]): string => formatYuan(amounts.reduce((sum, yuan) => sum + parseYuan(yuan), 0n))

function useMatrix() {
  const { year, version, search } = usePlan()
  const { locale } = useLanguage()
  const filter = { nodeId: search.node, categoryCode: search.category, clusterCode: search.cluster, search: search.q }
  return useInfiniteQuery({
    queryKey: ['plan.matrix', year, version.versionId, filter, locale],
    queryFn: ({ pageParam, signal }) =>
      api(
        'plan.matrix',
        { params: { year }, query: { versionId: version.versionId, ...filter, cursor: pageParam, limit: PAGE } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
}

export function MatrixTab() {
  const t = useTexts(planTexts)
  const { canEdit } = usePlan()
  const query = useMatrix()
  return (
    <>
      <div className="plan-bar">
        <MatrixFilters />
        <span className="quiet push">{t('unitWan')}</span>
        {canEdit ? <AddProject /> : null}
      </div>
      {query.data ? <Matrix query={query} /> : query.error ? <ProblemAlert error={query.error} /> : <Skeleton active />}
    </>
  )
}

function MatrixFilters() {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const view = usePlan()
  const { search, setSearch } = view
  const tree = useRoute('plan.tree', ofVersion(view))
  const scopes = useRoute('plan.targets', ofVersion(view)).data?.scopes ?? []
  const choices = (kind: 'category' | 'cluster') =>
    scopes.filter((scope) => scope.kind === kind).map((scope) => ({ value: scope.code, label: nameOf(scope) }))
  return (
    <>
      <Input.Search
        aria-label={t('search')}
        placeholder={t('search')}
        allowClear
        defaultValue={search.q}
        style={{ width: 200 }}
        onSearch={(text) => setSearch({ q: text.trim() === '' ? undefined : text.trim() })}
      />
      <Select
        aria-label={t('node')}
        allowClear
        placeholder={t('allNodes')}
        value={search.node}
        style={{ minWidth: 150 }}
        popupMatchSelectWidth={false}
        options={(tree.data?.nodes ?? []).map((node) => ({ value: node.nodeId, label: `${'　'.repeat(node.depth)}${nameOf(node)}` }))}
        onChange={(node?: string) => setSearch({ node })}
      />
      <Select
        aria-label={t('category')}
        allowClear
        placeholder={t('allCategories')}
        value={search.category}
        style={{ minWidth: 120 }}
        options={choices('category')}
        onChange={(category?: string) => setSearch({ category })}
      />
      <Select
        aria-label={t('cluster')}
        allowClear
        placeholder={t('allClusters')}
        value={search.cluster}
        style={{ minWidth: 130 }}
        popupMatchSelectWidth={false}
        options={choices('cluster')}
        onChange={(cluster?: string) => setSearch({ cluster })}
      />
    </>
  )
}

function Matrix({ query }: { query: ReturnType<typeof useMatrix> }) {
  const t = useTexts(planTexts)
  // On a phone two fixed columns would leave no room for the months.
  const isWide = Grid.useBreakpoint().md !== false
  const { setSearch } = usePlan()
  const pages = useMemo(() => query.data?.pages ?? [], [query.data])
  const total = pages[0]?.total
  const lines = useMemo<Line[]>(() => {
    const rows = pages
      .flatMap((page) => page.rows)
      .map((row) => ({
        key: row.projectId,
        row,
        name: row.shortName ?? row.nameZh,
        annualYuan: row.annualYuan,
        months: row.months,
        notCountableYuan: row.notCountableYuan,
      }))
    if (!total) return rows
    const { annualYuan, months, notCountableYuan, projects } = total
    return [{ key: 'total', row: null, name: t('totalOf', { count: projects }), annualYuan, months, notCountableYuan }, ...rows]
  }, [pages, total, t])
  const amount = (title: string, key: string, pick: (line: Line) => string, width = 104): ColumnType<Line> => ({
    title,
    key,
    align: 'right',
    width,
    render: (_, line) => {
      const yuan = pick(line)
      return parseYuan(yuan) === 0n ? <span className="quiet">·</span> : <Money yuan={yuan} />
    },
  })
  const columns: ColumnType<Line>[] = [
    {
      title: t('project'),
      key: 'name',
      width: isWide ? 230 : 150,
      fixed: 'start',
      ellipsis: true,
      render: (_, { row, name }) =>
        row === null ? (
          name
        ) : (
          <>
            <button
              type="button"
              className="inline-edit"
              title={row.nameZh}
              onClick={() => setSearch({ project: row.projectId }, { replace: false })}
            >
              {row.projectNo} {name}
            </button>
            <SourceBadge kind={row.sourceKind} citation={row.citation} />
          </>
        ),
    },
    {
      title: t('annual'),
      key: 'annual',
      align: 'right',
      width: 130,
      ...(isWide ? { fixed: 'start' as const } : {}),
      render: (_, { row, annualYuan }) => (
        <>
          <Money yuan={annualYuan} />
          {row === null ? null : <RowWarnings row={row} />}
        </>
      ),
    },
    ...QUARTERS.flatMap((quarter) => [
      ...[0, 1, 2].map((offset) => {
        const index = quarter * 3 + offset
        return amount(t('month', { number: index + 1 }), `m${index}`, (line) => line.months[index] ?? '0.00')
      }),
      {
        ...amount(
          t('quarter', { number: quarter + 1 }),
          `q${quarter}`,
          (line) => sumOf(line.months.slice(quarter * 3, quarter * 3 + 3)),
          118,
        ),
        className: 'total-row',
      },
    ]),
    { ...amount(t('monthsSum'), 'sum', (line) => sumOf(line.months), 130), className: 'total-row' },
    amount(t('notCountable'), 'not', (line) => line.notCountableYuan, 110),
  ]
  return (
    <>
      <Table<Line>
        className="plan-table"
        size="small"
        bordered
        virtual
        columns={columns}
        dataSource={lines}
        pagination={false}
        loading={query.isFetching && !query.isFetchingNextPage}
        scroll={{ x: 230 + 130 + 12 * 104 + 4 * 118 + 240, y: 560 }}
        rowClassName={({ row }) => (row === null ? 'total-row' : '')}
      />
      {query.hasNextPage ? (
        <Button style={{ marginTop: 8 }} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('loadMore')}
        </Button>
      ) : null}
    </>
  )
}

function RowWarnings({ row }: { row: PlanMatrixRow }) {
  const t = useTexts(planTexts)
  const whole = 1_000_000
  return (
    <>
      {row.annualYuan === row.monthsYuan ? null : (
        <Tooltip title={t('monthsDiffer')}>
          <Tag color="red" className="badge">
            ≠
          </Tag>
        </Tooltip>
      )}
      {row.sharePpm === whole ? null : (
        <Tooltip title={row.sharePpm === 0 ? t('notPlaced') : t('partlyPlaced', { percent: Number(percentText(BigInt(row.sharePpm), 4)) })}>
          <Tag color="orange" className="badge">
            ◌
          </Tag>
        </Tooltip>
      )}
    </>
  )
}

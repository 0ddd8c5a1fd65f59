import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Grid, Input, Select, Skeleton, Table, Tag, Tooltip } from 'antd'
import type { ColumnType } from 'antd/es/table'
import { useMemo, useRef } from 'react'
import type { PlanMatrixRow } from '@ballast/contract/plan-edit.ts'
import { percentText } from '@ballast/domain/shared/ratio.ts'
import { api, useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { AddProject } from './add-project.tsx'
import { Amount, AMOUNTS } from './matrix-amounts.tsx'
import { MatrixPrint } from './matrix-print.tsx'
import { planTexts } from './plan.texts.ts'
import { useIsPrinting } from '../../ui/use-is-printing.ts'
import { ofVersion, usePlan, useShortName } from './use-plan.ts'
import { useRoomBelow } from '../../ui/use-room-below.ts'
import { useScopeChoices } from './use-scopes.ts'

const PAGE = 500
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
  const choices = useScopeChoices()
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
  const nameOf = useName()
  const projectName = useShortName()
  // On a phone two fixed columns would leave no room for the months.
  const isWide = Grid.useBreakpoint().md !== false
  const isPrinting = useIsPrinting()
  const place = useRef<HTMLDivElement>(null)
  const height = useRoomBelow(place, 112, 360)
  const { setSearch } = usePlan()
  const pages = useMemo(() => query.data?.pages ?? [], [query.data])
  const total = pages[0]?.total
  const rows = useMemo(() => pages.flatMap((page) => page.rows), [pages])
  const columns = AMOUNTS.map(
    ({ key, title, width, isSum, pick }): ColumnType<PlanMatrixRow> => ({
      title: title(t),
      key,
      align: 'right',
      width,
      ...(isSum ? { className: 'sum-cell' } : {}),
      render: (_, row) => <Amount yuan={pick(row)} />,
    }),
  )
  const nameWidth = isWide ? 300 : 190
  if (isPrinting) return <MatrixPrint rows={rows} total={total} />
  return (
    <div ref={place}>
      <Table<PlanMatrixRow>
        className="plan-table matrix-table"
        size="small"
        bordered
        virtual
        rowKey="projectId"
        columns={[
          {
            title: t('project'),
            key: 'name',
            width: nameWidth,
            fixed: 'start',
            render: (_, row) => (
              <span className="matrix-name">
                <button
                  type="button"
                  className="plan-link"
                  title={`${row.projectNo} ${nameOf(row)}`}
                  onClick={() => setSearch({ project: row.projectId }, { replace: false })}
                >
                  {isWide ? `${row.projectNo} ` : ''}
                  {projectName(row)}
                </button>
                <RowWarnings row={row} />
                <SourceBadge kind={row.sourceKind} citation={row.citation} />
              </span>
            ),
          },
          {
            title: t('annual'),
            key: 'annual',
            align: 'right',
            width: 134,
            ...(isWide ? { fixed: 'start' as const } : {}),
            render: (_, { annualYuan }) => <Money yuan={annualYuan} />,
          },
          ...columns,
        ]}
        dataSource={rows}
        pagination={false}
        loading={query.isFetching && !query.isFetchingNextPage}
        scroll={{ x: nameWidth + 134 + AMOUNTS.reduce((sum, { width }) => sum + width, 0), y: height }}
        summary={() => (total === undefined ? null : totalRow(total, t('totalOf', { count: total.projects })))}
      />
      {query.hasNextPage ? (
        <Button style={{ marginTop: 8 }} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('loadMore')}
        </Button>
      ) : null}
    </div>
  )
}

/** Stays under the heading while the projects scroll. */
const totalRow = (total: Pick<PlanMatrixRow, 'annualYuan' | 'months' | 'notCountableYuan'>, name: string) => (
  <Table.Summary fixed="top">
    <Table.Summary.Row className="total-row">
      <Table.Summary.Cell index={0}>{name}</Table.Summary.Cell>
      <Table.Summary.Cell index={1} align="right">
        <Money yuan={total.annualYuan} />
      </Table.Summary.Cell>
      {AMOUNTS.map(({ key, pick }, index) => (
        <Table.Summary.Cell key={key} index={index + 2} align="right">
          <Amount yuan={pick(total)} />
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  </Table.Summary>
)

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

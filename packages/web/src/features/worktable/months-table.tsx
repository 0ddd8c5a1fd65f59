import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Empty, Segmented, Select } from 'antd'
import { useCallback, useMemo, type ReactNode } from 'react'
import { type WorkTableRow, WORK_TABLE_PARTS, type WorkTablePart } from '@ballast/contract/work-table.ts'
import type { ProjectListRow } from '@ballast/contract/project.ts'
import { monthsOfYear } from '@ballast/domain/shared/time.ts'
import { api, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay, usePlanYear } from '../../app/session.tsx'
import { allRows } from '../../ui/data-table-pages.ts'
import type { GridColumn } from '../../ui/grid-cells.ts'
import type { DeriveCells } from '../../ui/grid-row.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { filterOf } from '../project/project-search.ts'
import { monthSums } from './edit-sums.ts'
import type { RowChange, TableRow } from './table-row.ts'
import { WorkTableEditor, type WorkTableFrame } from './work-table-editor.tsx'
import type { WorkTableSearch } from './work-table-search.ts'
import { workTableTexts } from './work-table.texts.ts'

interface Props {
  search: WorkTableSearch
  setSearch: (change: { versionId?: string; part?: WorkTablePart }) => void
  frame: WorkTableFrame
  isDirty: boolean
}

/** Months of a plan version, project by project: its draft if there is one, else the version in force, to read. */
export function MonthsTable({ search, setSearch, frame, isDirty }: Props) {
  const w = useTexts(workTableTexts)
  const sessionYear = usePlanYear()
  const year = search.planYear ?? sessionYear
  const versions = useRoute('plan.versions', { params: { year } })
  return (
    <Loaded query={versions} isEmpty={(data) => data.versions.length === 0} empty={<Empty description={w('noPlan')} />}>
      {({ versions: all }) => {
        const chosen =
          all.find(({ versionId }) => versionId === search.versionId) ??
          all.find(({ status }) => status === 'draft') ??
          all.find(({ isInForce }) => isInForce) ??
          all[0]
        if (!chosen) return null
        const selectors = (
          <>
            <Select
              aria-label={w('version')}
              value={chosen.versionId}
              disabled={isDirty}
              popupMatchSelectWidth={false}
              options={all.map((version) => ({
                value: version.versionId,
                label: `${version.number === null ? w(version.status === 'draft' ? 'draft' : 'discarded') : w('versionOf', { number: version.number })} ${version.title}`,
              }))}
              onChange={(versionId: string) => setSearch({ versionId })}
            />
            <Segmented
              aria-label={w('part')}
              value={search.part}
              disabled={isDirty}
              options={WORK_TABLE_PARTS.map((part) => ({ value: part, label: w(`part.${part}`) }))}
              onChange={(part) => setSearch({ part })}
            />
          </>
        )
        return (
          <VersionTable
            key={`${chosen.versionId}${search.part}`}
            search={search}
            year={year}
            versionId={chosen.versionId}
            frame={frame}
            selectors={selectors}
          />
        )
      }}
    </Loaded>
  )
}

function VersionTable({
  search,
  year,
  versionId,
  frame,
  selectors,
}: {
  search: WorkTableSearch
  year: number
  versionId: string
  frame: WorkTableFrame
  selectors: ReactNode
}) {
  const w = useTexts(workTableTexts)
  const name = useName()
  const queryClient = useQueryClient()
  const maySave = useMay('work-table.save')
  const months = useMemo(() => monthsOfYear(year), [year])
  const { part } = search
  const table = useRoute('work-table.read', { params: { year }, query: { versionId, part } })
  const chosenIds = useFilteredIds(search)
  const isDraft = table.data?.status === 'draft'
  const columns = useMonthColumns(months, part)
  const derive = useMemo<DeriveCells>(() => (textOf) => ({ ...monthSums(months, textOf) }), [months])
  const rowOf = useCallback(
    (row: WorkTableRow): TableRow => ({
      key: row.projectId,
      label: name(row),
      ...(row.sourceKind === 'simulated' ? { simulated: new Set(['annual', ...months]) } : {}),
      version: row.version,
      cells: {
        nameZh: name(row),
        projectNo: row.projectNo,
        node: row.nodeNameZh === null ? '' : name({ nameZh: row.nodeNameZh, nameEn: row.nodeNameEn }),
        annual: wanOfYuan(row.annualYuan),
        notCountable: row.notCountableYuan === '0.00' ? '' : wanOfYuan(row.notCountableYuan),
        ...Object.fromEntries(months.map((month, index) => [month, row.months[index] === '0.00' ? '' : wanOfYuan(row.months[index])])),
      },
    }),
    [months, name],
  )
  const rows = useMemo(
    () => (table.data?.rows ?? []).filter((row) => chosenIds === undefined || chosenIds.has(row.projectId)).map(rowOf),
    [table.data, chosenIds, rowOf],
  )
  const send = async (changes: readonly RowChange[]) => {
    const answer = await api('work-table.save', {
      params: { versionId },
      body: {
        part,
        rows: changes.map(({ rowKey, version, texts }) => {
          const { annual, ...amounts } = texts
          return {
            projectId: rowKey,
            version,
            ...(annual === undefined ? {} : { annualYuan: yuanOfWan(annual) ?? '0' }),
            months: Object.fromEntries(Object.entries(amounts).map(([month, wan]) => [month, yuanOfWan(wan) ?? '0'])),
          }
        }),
      },
    })
    await queryClient.invalidateQueries({ predicate: ({ queryKey }) => /^(work-table|plan|cockpit|project)\./.test(String(queryKey[0])) })
    return new Map(answer.rows.map((row) => [row.projectId, row.version]))
  }
  return (
    <Loaded query={table}>
      {() => (
        <>
          {isDraft ? null : <Alert type="info" showIcon title={w('notDraft')} style={{ marginBottom: 8 }} />}
          {rows.length === 0 ? (
            <Empty description={w('empty')} />
          ) : (
            <WorkTableEditor
              {...frame}
              label={w('months')}
              columns={columns}
              rows={rows}
              derive={derive}
              mayEdit={maySave && isDraft}
              send={send}
              readCurrent={(current) => rowOf(current as WorkTableRow)}
              columnOf={columnOfField}
              selectors={selectors}
              {...(part === 'total' ? { hint: w('partHint') } : {})}
            />
          )}
        </>
      )}
    </Loaded>
  )
}

/** "annualFen", "months.2024-03.landFen" and the like → the column they stand in. */
const columnOfField = (field: string): string | undefined =>
  field.startsWith('annual') ? 'annual' : /^months\.(\d{4}-\d{2})/.exec(field)?.[1]

/** The projects that the list's filter chooses; undefined: it filters nothing. */
function useFilteredIds(search: WorkTableSearch): ReadonlySet<string> | undefined {
  const { set: _set, versionId: _version, part: _part, find: _find, ...list } = search
  const filter = filterOf(list)
  const isOn = Object.values(filter).some((value) => value !== undefined)
  const query = useQuery({
    queryKey: ['project.work-table-ids', filter],
    queryFn: async () => new Set((await allRows<'project.list', ProjectListRow>('project.list', filter)).map(({ projectId }) => projectId)),
    enabled: isOn,
  })
  return isOn ? (query.data ?? new Set()) : undefined
}

function useMonthColumns(months: readonly string[], part: WorkTablePart): GridColumn[] {
  const w = useTexts(workTableTexts)
  return useMemo(
    () => [
      { key: 'nameZh', title: w('nameZh'), width: 220, kind: 'text', readOnly: true },
      { key: 'projectNo', title: w('projectNo'), width: 100, kind: 'text', readOnly: true },
      { key: 'node', title: w('node'), width: 120, kind: 'text', readOnly: true },
      { key: 'annual', title: w('annual'), width: 120, kind: 'money', required: true },
      ...months.map(
        (month): GridColumn => ({ key: month, title: w('month', { month: Number(month.slice(5)) }), width: 104, kind: 'money' }),
      ),
      { key: 'sum', title: w('sum'), width: 120, kind: 'money', readOnly: true },
      ...(part === 'total'
        ? ([{ key: 'difference', title: w('difference'), width: 110, kind: 'money', readOnly: true, marksNonZero: true }] as const)
        : []),
      { key: 'notCountable', title: w('notCountable'), width: 104, kind: 'money', readOnly: true },
    ],
    [months, part, w],
  )
}

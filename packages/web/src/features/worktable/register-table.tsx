import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Empty } from 'antd'
import { useMemo } from 'react'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { Project, ProjectListRow } from '@ballast/contract/project.ts'
import { COMPOSITION_PARTS, GATES, PROJECT_NATURES } from '@ballast/domain/project/project-row.ts'
import { api } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { allRows } from '../../ui/data-table-pages.ts'
import type { GridColumn } from '../../ui/grid-cells.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useCodeNames } from '../project/code-names.ts'
import { projectPatchOf, projectTextsOf } from '../project/project-facts.ts'
import { filterOf } from '../project/project-search.ts'
import { projectTexts, type ProjectTextKey } from '../project/project.texts.ts'
import type { RowChange, TableRow } from './table-row.ts'
import { WorkTableEditor, type WorkTableFrame } from './work-table-editor.tsx'
import type { WorkTableSearch } from './work-table-search.ts'
import { workTableTexts } from './work-table.texts.ts'

const rowOf = (project: ProjectListRow | Project): TableRow => ({
  key: project.projectId,
  label: project.nameZh,
  version: project.version,
  cells: projectTextsOf(project),
  simulated: simulatedOf(project),
})

function simulatedOf(project: ProjectListRow | Project): ReadonlySet<string> | 'all' {
  if (project.sourceKind === 'simulated') return 'all'
  if ('simulated' in project) return new Set(project.simulated)
  return new Set(Object.entries(project.provenance).flatMap(([field, { kind }]) => (kind === 'simulated' ? [field] : [])))
}

/** Facts of the register, project by project. */
export function RegisterTable({ search, frame }: { search: WorkTableSearch; frame: WorkTableFrame }) {
  const w = useTexts(workTableTexts)
  const columns = useRegisterColumns()
  const mayEdit = useMay('project.save-many')
  const queryClient = useQueryClient()
  const { set: _set, versionId: _version, part: _part, find: _find, ...list } = search
  const filter = { ...filterOf(list), sort: search.sort }
  const query = useQuery<TableRow[], ProblemError>({
    queryKey: ['project.work-table', filter],
    queryFn: async () => (await allRows<'project.list', ProjectListRow>('project.list', filter)).map(rowOf),
    refetchOnMount: 'always',
    refetchOnReconnect: false,
  })
  const send = async (changes: readonly RowChange[]) => {
    const { rows } = await api('project.save-many', {
      body: { rows: changes.map(({ rowKey, version, texts }) => ({ projectId: rowKey, version, changes: projectPatchOf(texts) })) },
    })
    await queryClient.invalidateQueries({ predicate: ({ queryKey }) => /^(project|enterprise|plan|cockpit)\./.test(String(queryKey[0])) })
    return new Map(rows.map((row) => [row.projectId, row.version]))
  }
  return (
    <Loaded query={query} isEmpty={(rows) => rows.length === 0} empty={<Empty description={w('empty')} />}>
      {(rows) => (
        <WorkTableEditor
          {...frame}
          label={w('register')}
          columns={columns}
          rows={rows}
          mayEdit={mayEdit}
          send={send}
          readCurrent={(current) => rowOf(current as Project)}
          columnOf={(field) => columnKeyOf(field, columns)}
        />
      )}
    </Loaded>
  )
}

/** "changes.totalYuan" and "totalFen" are the same column. */
function columnKeyOf(field: string, columns: readonly GridColumn[]): string | undefined {
  // The sum of a composition or of the funding is held against the total.
  const name = field.replace(/^changes\./, '').replace(/^(totalYuan|composition|funding)$/, 'totalFen')
  return columns.find(({ key }) => key === name)?.key
}

function useRegisterColumns(): GridColumn[] {
  const t = useTexts(projectTexts)
  const codes = useCodeNames()
  return useMemo(() => {
    const text = (key: ProjectTextKey, width: number): GridColumn => ({ key, title: t(key), width, kind: 'text' })
    const money = (key: ProjectTextKey, width = 120): GridColumn => ({ key, title: t(key), width, kind: 'money' })
    const choice = (key: ProjectTextKey, width: number, choices: ReturnType<typeof codes.choicesOf>): GridColumn => ({
      key,
      title: t(key),
      width,
      kind: 'choice',
      choices,
    })
    return [
      { ...text('nameZh', 230), required: true },
      { ...text('projectNo', 110), required: true },
      text('owner', 220),
      choice('categoryCode', 110, codes.choicesOf('category')),
      choice('clusterCode', 170, codes.choicesOf('cluster')),
      text('industryCode', 110),
      choice(
        'nature',
        120,
        PROJECT_NATURES.map((value) => ({ value, label: t(`nature.${value}`) })),
      ),
      money('totalFen', 130),
      ...COMPOSITION_PARTS.map((part) => money(`composition.${part}`)),
      choice('bureauCode', 140, codes.choicesOf('bureau')),
      text('serviceManager', 110),
      ...GATES.map((gate): GridColumn => ({ key: `gates.${gate}`, title: t(`gates.${gate}`), width: 108, kind: 'date' })),
      text('projectCode', 200),
      text('address', 220),
      text('statAreaCode', 130),
      text('tags', 160),
      text('notes', 240),
    ]
  }, [t, codes])
}

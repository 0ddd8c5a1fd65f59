import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Empty } from 'antd'
import { useCallback, useMemo } from 'react'
import type { CustomField } from '@ballast/contract/code-list.ts'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { Project, ProjectListRow } from '@ballast/contract/project.ts'
import { COMPOSITION_PARTS, GATES, PROJECT_NATURES } from '@ballast/domain/project/project-row.ts'
import { api } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { allRows } from '../../ui/data-table-pages.ts'
import type { GridColumn } from '../../ui/grid-cells.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { sortInLanguage } from '../../ui/name-sort.ts'
import { wanOfYuan } from '../../ui/wan.ts'
import { useCodeNames, type CodeNames } from '../project/code-names.ts'
import { projectPatchOf, projectTextsOf } from '../project/project-facts.ts'
import { filterOf } from '../project/project-search.ts'
import { projectTexts, type ProjectTextKey } from '../project/project.texts.ts'
import type { RowChange, TableRow } from './table-row.ts'
import { WorkTableEditor, type WorkTableFrame } from './work-table-editor.tsx'
import type { WorkTableSearch } from './work-table-search.ts'
import { workTableTexts } from './work-table.texts.ts'

function simulatedOf(project: ProjectListRow | Project): ReadonlySet<string> {
  if ('simulated' in project) return new Set(project.simulated)
  return new Set(Object.entries(project.provenance).flatMap(([field, { kind }]) => (kind === 'simulated' ? [field] : [])))
}

/** Facts of the register, project by project. */
export function RegisterTable({ search, frame }: { search: WorkTableSearch; frame: WorkTableFrame }) {
  const w = useTexts(workTableTexts)
  const codes = useCodeNames()
  const name = useName()
  const fields = useMemo(() => (codes.lists?.customFields ?? []).filter((field) => field.subjectType === 'project'), [codes.lists])
  const columns = useRegisterColumns(codes, fields, name)
  const rowOf = useCallback(
    (project: ProjectListRow | Project): TableRow => ({
      key: project.projectId,
      label: name(project),
      version: project.version,
      cells: withCustomMoney(projectTextsOf(project), fields),
      simulated: simulatedOf(project),
    }),
    [fields, name],
  )
  const mayEdit = useMay('project.save-many')
  const { locale } = useLanguage()
  const queryClient = useQueryClient()
  const { set: _set, versionId: _version, part: _part, find: _find, ...list } = search
  const filter = { ...filterOf(list), sort: sortInLanguage(locale, search.sort, { zh: 'nameZh', en: 'nameEn' }) }
  const query = useQuery<ProjectListRow[], ProblemError>({
    queryKey: ['project.work-table', filter],
    queryFn: () => allRows<'project.list', ProjectListRow>('project.list', filter),
    refetchOnMount: 'always',
    refetchOnReconnect: false,
  })
  // The editor takes new rows for news, so they are made anew only when something was read.
  const tableRows = useMemo(() => (query.data ?? []).map(rowOf), [query.data, rowOf])
  const send = async (changes: readonly RowChange[]) => {
    const { rows } = await api('project.save-many', {
      body: { rows: changes.map(({ rowKey, version, texts }) => ({ projectId: rowKey, version, changes: projectPatchOf(texts, fields) })) },
    })
    await queryClient.invalidateQueries({ predicate: ({ queryKey }) => /^(project|enterprise|plan|cockpit)\./.test(String(queryKey[0])) })
    return new Map(rows.map((row) => [row.projectId, row.version]))
  }
  return (
    <Loaded query={query} isEmpty={(rows) => rows.length === 0} empty={<Empty description={w('empty')} />}>
      {() => (
        <WorkTableEditor
          {...frame}
          label={w('register')}
          columns={columns}
          rows={tableRows}
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

/** Money of the zone's own fields in 万元, as all amounts of the table. */
const withCustomMoney = (texts: Readonly<Record<string, string>>, fields: readonly CustomField[]): Record<string, string> => ({
  ...texts,
  ...Object.fromEntries(
    fields.flatMap(({ fieldCode, valueType }) => {
      const key = `custom.${fieldCode}`
      return valueType === 'money' && texts[key] ? [[key, wanOfYuan(texts[key])]] : []
    }),
  ),
})

function useRegisterColumns(codes: CodeNames, fields: readonly CustomField[], name: (field: CustomField) => string): GridColumn[] {
  const t = useTexts(projectTexts)
  const { locale } = useLanguage()
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
    const names = [{ ...text('nameZh', 230), required: true }, text('nameEn', 230)]
    return [
      ...(locale === 'en' ? names.toReversed() : [names[0] as GridColumn]),
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
      ...fields.map((field): GridColumn => customColumn(field, codes, name(field))),
      text('notes', 240),
      ...(locale === 'en' ? [] : [names[1] as GridColumn]),
    ]
  }, [t, codes, fields, name, locale])
}

const KINDS = { text: 'text', number: 'text', date: 'date', money: 'money' } as const

function customColumn({ fieldCode, valueType, choices }: CustomField, codes: CodeNames, title: string): GridColumn {
  const column = { key: `custom.${fieldCode}`, title, width: 130 }
  if (valueType !== 'choice') return { ...column, kind: KINDS[valueType] }
  return { ...column, kind: 'choice', choices: choices.map((value) => ({ value, label: codes.wordingOf(value) })) }
}

import { checkCreditCode, checkProjectCode } from '@ballast/domain/shared/codes.ts'
import { formatWanExact, parseWan } from '@ballast/domain/shared/money.ts'
import { COMPOSITION_PARTS, FUNDING_SOURCES, GATES } from '@ballast/domain/project/project-row.ts'
import type { CsvRow } from './pack-csv.ts'
import { CSV_FILES, type ProblemList } from './pack-file.ts'
import { items, parcelParts, relationsOf } from './pack-rows.ts'
import { hasColumn, schemaOf } from './pack-schema.ts'
import type { Pack } from './read-pack.ts'

type Cells = CsvRow['cells']

/** Enterprises, projects and the sources of facts: codes, references, sums, the order of gates. */
export function registerChecks(pack: Pack, problems: ProblemList): void {
  enterpriseChecks(pack, problems)
  projectChecks(pack, problems)
  sourceChecks(pack, problems)
  for (const kind of ['enterprises', 'projects', 'parcels'] as const) customChecks(pack, kind, problems)
}

/** Every name and code by which an enterprise may be meant. */
const enterpriseKeys = (pack: Pack): Set<string> =>
  new Set(
    pack.csv.enterprises.flatMap(({ cells }) => [cells['name_zh'] as string, ...(cells['credit_code'] ? [cells['credit_code']] : [])]),
  )

function enterpriseChecks(pack: Pack, problems: ProblemList): void {
  const { path } = CSV_FILES.enterprises
  const known = enterpriseKeys(pack)
  const codes = new Map<string, number>()
  for (const { line, cells } of pack.csv.enterprises) {
    const { credit_code: code, parent } = cells
    if (code !== undefined) {
      const check = checkCreditCode(code)
      const isOverruled = check === 'bad-check-digit' && cells['credit_code_reason'] !== undefined
      if (check !== 'valid' && !isOverruled) problems.add(path, line, `pack.credit-code-${check}`, { code })
      const earlier = codes.get(code)
      if (earlier !== undefined) problems.add(path, line, 'pack.key-twice', { key: code, line: earlier })
      codes.set(code, line)
    }
    if (parent !== undefined && !known.has(parent)) {
      problems.add(path, line, 'pack.unknown-reference', { column: 'parent', value: parent, file: path })
    }
  }
}

function projectChecks(pack: Pack, problems: ProblemList): void {
  const { path } = CSV_FILES.projects
  const enterprises = enterpriseKeys(pack)
  const parcels = new Set(pack.csv.parcels.flatMap(({ cells }) => [cells['name'] as string, ...items(cells['other_names'])]))
  const projects = new Set(pack.csv.projects.map(({ cells }) => cells['project_no'] as string))
  const categories = new Set(pack.csv.categories.map(({ cells }) => cells['code'] as string))
  const categoryOfCluster = new Map(pack.csv.clusters.map(({ cells }) => [cells['code'] as string, cells['category'] as string]))
  const codesOf = (list: string) =>
    new Set(pack.csv.codes.filter(({ cells }) => cells['list'] === list).map(({ cells }) => cells['code'] as string))
  const bureaus = codesOf('bureau')
  const industries = codesOf('industry')
  const names = new Map<string, number>()
  const codes = new Map<string, number>()

  for (const { line, cells } of pack.csv.projects) {
    const refer = (column: string, value: string | undefined, known: ReadonlySet<string>, file: string) => {
      if (value !== undefined && !known.has(value)) problems.add(path, line, 'pack.unknown-reference', { column, value, file })
    }
    refer('owner', cells['owner'], enterprises, CSV_FILES.enterprises.path)
    refer('category', cells['category'], categories, CSV_FILES.categories.path)
    if (bureaus.size > 0) refer('bureau', cells['bureau'], bureaus, CSV_FILES.codes.path)
    if (industries.size > 0) refer('industry_code', cells['industry_code'], industries, CSV_FILES.codes.path)
    for (const { name } of parcelParts(cells['parcels'])) refer('parcels', name, parcels, CSV_FILES.parcels.path)
    for (const { projectNo } of relationsOf(cells['relations'])) refer('relations', projectNo, projects, path)
    clusterCheck(cells, categoryOfCluster, (code, params) => problems.add(path, line, code, params))
    for (const [seen, key] of [
      [names, cells['name_zh']],
      [codes, cells['project_code']],
    ] as const) {
      if (key === undefined) continue
      const earlier = seen.get(key)
      if (earlier === undefined) seen.set(key, line)
      else problems.add(path, line, 'pack.key-twice', { key, line: earlier })
    }
    const code = cells['project_code']
    const check = code === undefined ? 'valid' : checkProjectCode(code)
    if (code !== undefined && (check === 'bad-form' || check === 'bad-check-digit')) {
      problems.add(path, line, `pack.project-code-${check}`, { code })
    }
    for (const { code: fault, params } of [...sumFaults(cells), ...gateFaults(cells)]) problems.add(path, line, fault, params)
  }
}

function clusterCheck(
  cells: Cells,
  categoryOfCluster: ReadonlyMap<string, string>,
  add: (code: string, params: Record<string, string>) => void,
): void {
  const { cluster, category } = cells
  if (cluster === undefined) return
  const own = categoryOfCluster.get(cluster)
  if (own === undefined) add('pack.unknown-reference', { column: 'cluster', value: cluster, file: CSV_FILES.clusters.path })
  else if (own !== category) add('pack.cluster-of-other-category', { cluster, category: own })
}

interface Fault {
  readonly code: string
  readonly params: Readonly<Record<string, string>>
}

/** Parts that are given add up to the total; land is part of other; funding does not exceed the total. */
function sumFaults(cells: Cells): Fault[] {
  const sum = (columns: readonly string[]) => columns.reduce((total, column) => total + parseWan(cells[column] ?? '0'), 0n)
  const faults: Fault[] = []
  const total = parseWan(cells['total_wan'] ?? '0')
  const parts = COMPOSITION_PARTS.filter((part) => part !== 'land').map((part) => `total_${part}_wan`)
  const partsSum = sum(parts)
  if (parts.some((column) => cells[column] !== undefined) && partsSum !== total) {
    faults.push({ code: 'pack.parts-not-total', params: { sum: formatWanExact(partsSum), total: formatWanExact(total) } })
  }
  if (sum(['total_land_wan']) > sum(['total_other_wan'])) faults.push({ code: 'pack.land-beyond-other', params: {} })
  const funding = sum(FUNDING_SOURCES.map((source) => `funding_${source}_wan`))
  if (cells['total_wan'] !== undefined && funding > total) {
    faults.push({ code: 'pack.funding-beyond-total', params: { sum: formatWanExact(funding), total: formatWanExact(total) } })
  }
  return faults
}

function gateFaults(cells: Cells): Fault[] {
  const planned = GATES.flatMap((gate) => {
    // A project may be registered before or after its start.
    if (gate === 'registration') return []
    const column = `${gate}_on`
    const date = cells[column]
    return date === undefined ? [] : [{ column, date }]
  })
  return planned.flatMap(({ column, date }, index) => {
    const before = planned[index - 1]
    return before === undefined || date >= before.date
      ? []
      : [{ code: 'pack.gates-out-of-order', params: { column, date, earlier: before.column, earlierDate: before.date } }]
  })
}

/** A value of a custom field has its field, and its type. */
function customChecks(pack: Pack, kind: 'enterprises' | 'projects' | 'parcels', problems: ProblemList): void {
  const subject = kind.slice(0, -1)
  const fields = new Map<string, Cells>(
    pack.csv['custom-fields'].flatMap(({ cells }) => (cells['subject'] === subject ? [[`custom.${cells['code']}`, cells] as const] : [])),
  )
  for (const { line, cells } of pack.csv[kind]) {
    for (const [column, value] of Object.entries(cells)) {
      if (!column.startsWith('custom.')) continue
      const field = fields.get(column)
      const { path } = CSV_FILES[kind]
      if (field === undefined) {
        problems.add(path, line, 'pack.unknown-reference', {
          column,
          value: column.slice('custom.'.length),
          file: CSV_FILES['custom-fields'].path,
        })
      } else if (!suits(value, field)) {
        problems.add(path, line, 'pack.custom-value', { column, value, type: field['choices'] ?? (field['value_type'] as string) })
      }
    }
  }
}

function suits(value: string, field: Cells): boolean {
  switch (field['value_type'] ?? 'text') {
    case 'number':
      return /^-?\d{1,15}(\.\d{1,9})?$/.test(value)
    case 'money':
      return /^\d{1,17}(\.\d{1,2})?$/.test(value)
    case 'date':
      return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value)
    case 'choice':
      return items(field['choices']).includes(value)
    default:
      return true
  }
}

/** A source names a fact that is there. */
function sourceChecks(pack: Pack, problems: ProblemList): void {
  const { path } = CSV_FILES.sources
  const rows = new Map<string, Cells>()
  for (const kind of ['projects', 'parcels', 'enterprises'] as const) {
    for (const { cells } of pack.csv[kind]) rows.set(`${kind} ${cells[CSV_FILES[kind].key[0]]}`, cells)
  }
  for (const { line, cells } of pack.csv.sources) {
    const { register = '', key = '', column = '' } = cells
    const isGeometry = register === 'parcels' && column === 'geometry'
    if (!isGeometry && !hasColumn(schemaOf(register).schema, column)) {
      problems.add(path, line, 'pack.unknown-column', { column })
      continue
    }
    const row = rows.get(`${register} ${key}`)
    if (row === undefined) problems.add(path, line, 'pack.unknown-reference', { column: 'key', value: key, file: `${register}.csv` })
    else if (!isGeometry && row[column] === undefined) problems.add(path, line, 'pack.source-of-nothing', { column, key })
  }
}

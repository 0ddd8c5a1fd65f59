import { indicatorOf } from '@ballast/domain/plan/indicator.ts'
import { isPeriod } from '@ballast/domain/plan/period.ts'
import { compositionTotal } from '@ballast/domain/plan/spread.ts'
import { formatWanExact, parseWan } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { formatHundredths } from '@ballast/domain/parcel/area.ts'
import { WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import type { CsvRow } from './pack-csv.ts'
import { CSV_FILES, type ProblemList } from './pack-file.ts'
import { compositionOf, frameOf, items, percentPpm, planTargetRows, scopeOf, spreadMonths } from './pack-rows.ts'
import type { NodeEntry, Pack, TargetEntry } from './read-pack.ts'

/** Targets, tree, projects, months and shares of the plan: references, sums, months of the year, whole shares. */
export function planChecks(pack: Pack, problems: ProblemList): void {
  const isPlanned = pack.targets.length + pack.nodes.length + pack.csv['plan-projects'].length > 0
  if (isPlanned && pack.zone.plan === undefined) problems.add('zone.yaml', 1, 'pack.no-plan')
  const soundTargets = pack.targets.filter((target, index) => targetCheck(pack, target, index, problems))
  const soundNodes = pack.nodes.filter((node, index) => nodeCheck(pack, node, index, problems))
  if (soundNodes.length === pack.nodes.length) frameChecks(pack, soundTargets, problems)
  projectChecks(pack, problems)
  shareChecks(pack, problems)
  const planned = new Set(pack.csv['plan-projects'].map(({ cells }) => cells['project_no']))
  for (const { line, cells } of pack.csv.acceptances) {
    const value = cells['project_no'] as string
    if (!planned.has(value)) {
      problems.add(CSV_FILES.acceptances.path, line, 'pack.unknown-reference', {
        column: 'project_no',
        value,
        file: CSV_FILES['plan-projects'].path,
      })
    }
  }
}

/** Whether an amount or share can be read; one that cannot is named. */
function reads(read: () => unknown, name: () => void): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    name()
    return false
  }
}

const codesOf = (pack: Pack, kind: 'categories' | 'clusters') => new Set(pack.csv[kind].map(({ cells }) => cells['code'] as string))
const targetName = ({ indicator, scope = 'zone', period, comparator }: TargetEntry) => [indicator, scope, period, comparator].join(' / ')

function targetCheck(pack: Pack, target: TargetEntry, index: number, problems: ProblemList): boolean {
  const before = problems.count
  const add = (code: string, params: Record<string, string | number>) => problems.add('targets.yaml', target.line, code, params)
  const indicator = indicatorOf(target.indicator)
  if (indicator === undefined) add('pack.unknown-indicator', { indicator: target.indicator })
  if (!isPeriod(target.period)) add('pack.unknown-period', { period: target.period })
  const { scopeKind, scopeCode } = scopeOf(target)
  const scopes = scopeKind === 'zone' ? null : codesOf(pack, scopeKind === 'category' ? 'categories' : 'clusters')
  if (scopes !== null && !scopes.has(scopeCode)) {
    add('pack.unknown-reference', { column: 'scope', value: scopeCode, file: scopeKind === 'category' ? 'categories.csv' : 'clusters.csv' })
  }
  const needed = indicator === undefined ? null : { fen: 'valueWan', ppm: 'valueShare', count: 'valueCount' }[indicator.unit]
  if (needed !== null && !(needed in target)) add('pack.value-of-indicator', { indicator: target.indicator, value: needed })
  if (indicator !== undefined && !indicator.scopes.includes(scopeKind)) add('pack.scope-of-indicator', { indicator: target.indicator })
  const value = target.valueWan ?? target.valueShare
  reads(
    () => planTargetRows({ ...pack, targets: [target] }),
    () => add(needed === 'valueWan' ? 'pack.not-an-amount' : 'pack.not-a-number', { column: needed ?? 'value', value: String(value) }),
  )
  const earlier = pack.targets.slice(0, index).find((other) => targetName(other) === targetName(target))
  if (earlier) add('pack.key-twice', { key: targetName(target), line: earlier.line })
  return problems.count === before
}

function nodeCheck(pack: Pack, node: NodeEntry, index: number, problems: ProblemList): boolean {
  const before = problems.count
  const add = (code: string, params: Record<string, string | number>) => problems.add('tree.yaml', node.line, code, params)
  const refer = (column: 'category' | 'cluster', kind: 'categories' | 'clusters') => {
    const value = node[column]
    if (value !== undefined && !codesOf(pack, kind).has(value)) add('pack.unknown-reference', { column, value, file: CSV_FILES[kind].path })
  }
  refer('category', 'categories')
  refer('cluster', 'clusters')
  reads(
    () => frameOf(node),
    () => add('pack.not-an-amount', { column: 'frameWan', value: String(node.frameWan) }),
  )
  const earlier = pack.nodes.slice(0, index).find((other) => other.code === node.code)
  if (earlier) add('pack.key-twice', { key: node.code, line: earlier.line })
  return problems.count === before
}

/** Children add up to their parent, projects to the frame they stand on, and the root is the target of the year. */
function frameChecks({ nodes, csv, zone }: Pack, targets: readonly TargetEntry[], problems: ProblemList): void {
  const target = targets.find(
    ({ indicator, scope, period }) => indicator === 'total-investment' && scope === undefined && period === 'year',
  )
  const root = nodes[0]
  const wan = (amount: bigint) => formatWanExact(amount)
  if (target?.valueWan !== undefined && root !== undefined && frameOf(root) !== parseWan(String(target.valueWan))) {
    problems.add('tree.yaml', root.line, 'pack.root-not-target', { frame: wan(frameOf(root)), target: String(target.valueWan) })
  }
  for (const node of nodes) {
    const children = nodes.filter(({ parentCode }) => parentCode === node.code)
    const sum = children.reduce((total, child) => total + frameOf(child), 0n)
    const planned = csv['plan-projects']
      .filter(({ cells }) => cells['node'] === node.code)
      .reduce((total, { cells }) => total + parseWan(cells['annual_wan'] as string), 0n)
    if (children.length > 0 && sum + planned !== frameOf(node)) {
      problems.add('tree.yaml', node.line, 'pack.children-not-frame', {
        code: node.code,
        sum: wan(sum + planned),
        frame: wan(frameOf(node)),
      })
    }
    if (children.length === 0 && zone.plan?.adopt === true && planned < frameOf(node)) {
      problems.add('tree.yaml', node.line, 'pack.frame-not-planned', { code: node.code, sum: wan(planned), frame: wan(frameOf(node)) })
    }
  }
}

function projectChecks({ csv, nodes, zone: { plan } }: Pack, problems: ProblemList): void {
  const { path } = CSV_FILES['plan-projects']
  const register = new Map(csv.projects.map(({ cells }) => [cells['project_no'] as string, cells]))
  const nodeCodes = new Set(nodes.map(({ code }) => code))
  const months = Map.groupBy(csv['plan-months'], ({ cells }) => cells['project_no'] as string)
  const year = String(plan?.year ?? '')
  for (const { line, cells } of csv['plan-projects']) {
    const { project_no: projectNo = '', node, annual_wan: annual = '0' } = cells
    const add = (code: string, params: Record<string, string>) => problems.add(path, line, code, params)
    if (!register.has(projectNo)) add('pack.unknown-reference', { column: 'project_no', value: projectNo, file: CSV_FILES.projects.path })
    if (node !== undefined && !nodeCodes.has(node)) add('pack.unknown-reference', { column: 'node', value: node, file: 'tree.yaml' })
    const own = months.get(projectNo)
    const rows = own ?? [{ line, cells }]
    if (own === undefined && spreadMonths(cells).length === 0) add('pack.no-months', { project: projectNo })
    const countable = rows.filter((row) => row.cells['not_countable_reason'] === undefined)
    const sum = total(countable)
    if (sum !== parseWan(annual)) add('pack.months-not-annual', { sum: formatWanExact(sum), annual })
    const whole = register.get(projectNo)?.['total_wan']
    if (whole !== undefined && total(rows) > parseWan(whole))
      add('pack.plan-beyond-total', { sum: formatWanExact(total(rows)), total: whole })
    for (const column of ['first_month', 'last_month'] as const) {
      const month = cells[column]
      if (month !== undefined && !month.startsWith(year)) add('pack.month-not-in-year', { month, year })
    }
    landCheck(cells, (code) => add(code, {}))
  }
  const planned = new Set(csv['plan-projects'].map(({ cells }) => cells['project_no']))
  monthChecks(csv['plan-months'], planned, year, problems)
}

const total = (rows: readonly CsvRow[]): bigint => rows.reduce((sum, { cells }) => sum + compositionTotal(compositionOf(cells)), 0n)

function landCheck(cells: CsvRow['cells'], add: (code: string) => void): void {
  const { landFen, otherFen } = compositionOf(cells)
  if (landFen > otherFen) add('pack.land-beyond-other')
}

function monthChecks(rows: readonly CsvRow[], planned: ReadonlySet<string | undefined>, year: string, problems: ProblemList): void {
  const { path } = CSV_FILES['plan-months']
  const seen = new Map<string, number>()
  for (const { line, cells } of rows) {
    const { project_no: projectNo = '', month = '', not_countable_reason: reason } = cells
    if (!planned.has(projectNo)) {
      problems.add(path, line, 'pack.unknown-reference', { column: 'project_no', value: projectNo, file: CSV_FILES['plan-projects'].path })
    }
    if (!month.startsWith(year)) problems.add(path, line, 'pack.month-not-in-year', { month, year })
    landCheck(cells, (code) => problems.add(path, line, code))
    const key = `${projectNo} ${month} ${reason === undefined ? 'countable' : 'not countable'}`
    const earlier = seen.get(key)
    if (earlier !== undefined) problems.add(path, line, 'pack.key-twice', { key, line: earlier })
    else seen.set(key, line)
  }
}

/** Percent are shown with two decimals. */
const PPM_OF_HUNDREDTH_PERCENT = WHOLE_PPM / 10_000n

/** Shares of a project that has any make a whole, on places that are there. */
function shareChecks({ csv }: Pack, problems: ProblemList): void {
  const { path } = CSV_FILES['plan-shares']
  const places = new Set(csv.parcels.flatMap(({ cells }) => [cells['name'] as string, ...items(cells['other_names'])]))
  const planned = new Map(csv['plan-projects'].map(({ cells, line }) => [cells['project_no'] as string, line]))
  for (const [projectNo, rows] of Map.groupBy(csv['plan-shares'], ({ cells }) => cells['project_no'] as string)) {
    const [first] = rows as [CsvRow]
    if (!planned.has(projectNo)) {
      problems.add(path, first.line, 'pack.unknown-reference', {
        column: 'project_no',
        value: projectNo,
        file: CSV_FILES['plan-projects'].path,
      })
    }
    for (const { line, cells } of rows) {
      const parcel = cells['parcel'] as string
      if (!places.has(parcel))
        problems.add(path, line, 'pack.unknown-reference', { column: 'parcel', value: parcel, file: CSV_FILES.parcels.path })
    }
    const sum = rows.reduce((ppm, { cells }) => ppm + percentPpm(cells['share_pct'] as string), 0n)
    if (sum !== WHOLE_PPM)
      problems.add(path, first.line, 'pack.shares-not-whole', {
        project: projectNo,
        percent: formatHundredths(sum / PPM_OF_HUNDREDTH_PERCENT),
      })
    planned.delete(projectNo)
  }
  for (const [projectNo, line] of planned) problems.add(CSV_FILES['plan-projects'].path, line, 'pack.no-place', { project: projectNo })
}

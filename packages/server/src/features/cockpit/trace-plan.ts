import { NONE, type PlanTrace, type TRACE_LEVELS, type TRACE_PARTS } from '@ballast/contract/cockpit.ts'
import type { SourceKind } from '@ballast/contract/scalars.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { monthNumber, monthOfDate, yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { findVersion } from '../plan/index.ts'
import {
  findCategoryOfCluster,
  findTarget,
  findTracedProject,
  linesByCategory,
  linesByCluster,
  linesByMonth,
  linesByParcel,
  linesByPart,
  linesByProject,
  sumsAlongPath,
  sumsOnParcel,
  type TracedLine,
  type TraceScope,
} from './plan-trace.view.ts'

export interface TraceRequest {
  readonly year: number
  readonly versionId?: Uuid | undefined
  readonly category?: string | undefined
  readonly cluster?: string | undefined
  readonly projectNo?: string | undefined
  readonly projectId?: Uuid | undefined
  readonly parcelId?: Uuid | typeof NONE | undefined
  readonly month?: YearMonth | undefined
  readonly since?: YearMonth | undefined
  readonly through?: YearMonth | undefined
  readonly part?: (typeof TRACE_PARTS)[number] | undefined
  readonly place?: 'placed' | 'floating' | undefined
  readonly countable: 'yes' | 'no'
  readonly source?: SourceKind | undefined
}

type Level = (typeof TRACE_LEVELS)[number]
type ChildKind = PlanTrace['children'][number]['kind']

interface Line extends Omit<TracedLine, 'key'> {
  readonly level: Level
  readonly kind: ChildKind
  readonly code: string
}
interface Step {
  readonly line: Omit<Line, 'kind'>
  readonly children: readonly Line[]
}
/** The steps below the target that were asked for; a null code or id: those without. */
interface Path {
  readonly category?: string | null
  readonly cluster?: string | null
  readonly projectId?: Uuid
  readonly parcelId?: Uuid | null
  readonly month?: YearMonth
}

const NAMES = {
  uncategorised: { nameZh: '未分类', nameEn: 'Without category' },
  unclustered: { nameZh: '不属于集群', nameEn: 'Without cluster' },
  floating: { nameZh: '未落地块', nameEn: 'On no parcel' },
  unplanned: { nameZh: '未落项目', nameEn: 'On no project' },
  beyondTarget: { nameZh: '超出目标', nameEn: 'Beyond the target' },
  target: { nameZh: '全年目标', nameEn: 'Target of the year' },
  planned: { nameZh: '项目计划合计', nameEn: 'Plans of the projects' },
  construction: { nameZh: '建筑工程', nameEn: 'Construction' },
  installation: { nameZh: '安装工程', nameEn: 'Installation' },
  equipment: { nameZh: '设备工器具购置', nameEn: 'Equipment' },
  other: { nameZh: '其他费用', nameEn: 'Other' },
  land: { nameZh: '建设用地费', nameEn: 'Land' },
} as const
const MONTHS_EN = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const PART_ORDER = ['construction', 'installation', 'equipment', 'other', 'land']

const notFound = (at: string) => new Refusal('trace.not-found', [{ code: 'trace.not-found', params: { at } }])
const stepMissing = (level: Level) => new Refusal('trace.step-missing', [{ code: 'trace.step-missing', params: { level } }])
const orNone = (code: string | undefined) => (code === NONE ? null : code)

/** Follows the year's target down a path; the lines under each step add up to it, what is not decomposed being a line of its own. */
export async function tracePlan(tx: ReadTx, ctx: Context, request: TraceRequest): Promise<PlanTrace> {
  const version = await findVersion(tx, ctx.zone.zoneId, request)
  const scope: TraceScope = {
    zoneId: ctx.zone.zoneId,
    versionId: version.versionId,
    countable: request.countable === 'yes',
    since: request.since,
    through: request.through,
    part: request.part,
    place: request.place,
    source: request.source,
  }
  const steps = await stepsOf(tx, scope, await pathOf(tx, scope, request))
  const nameOf = (line: { nameZh: string; nameEn: string | null }) => (ctx.locale === 'en' ? (line.nameEn ?? line.nameZh) : line.nameZh)
  const last = steps.at(-1) as Step
  const sumOf = (step: Step) => sumFen(step.children.map((line) => line.fen))
  return {
    year: version.year,
    versionId: version.versionId,
    version: version.number,
    title: version.title,
    steps: steps.map((step) => ({
      level: step.line.level,
      code: step.line.code,
      id: step.line.id,
      name: nameOf(step.line),
      nameZh: step.line.nameZh,
      nameEn: step.line.nameEn ?? step.line.nameZh,
      yuan: formatYuan(step.line.fen),
      sourceKind: step.line.sourceKind,
      childrenSumYuan: formatYuan(sumOf(step)),
      equal: sumOf(step) === step.line.fen,
    })),
    children: last.children
      .filter((line) => isWholePlan(scope) || line.fen !== 0n)
      .map((line) => ({
        level: line.level,
        kind: line.kind,
        code: line.code,
        id: line.id,
        name: nameOf(line),
        nameZh: line.nameZh,
        nameEn: line.nameEn ?? line.nameZh,
        yuan: formatYuan(line.fen),
        sourceKind: line.sourceKind,
        hasChildren: line.level !== 'composition' && line.kind !== 'unplanned',
      })),
    childrenSumYuan: formatYuan(sumOf(last)),
    equal: sumOf(last) === last.line.fen,
    differenceYuan: formatYuan(last.line.fen - sumOf(last)),
  }
}

/** Fills in what follows from the rest: a project's category and cluster, a cluster's category. */
async function pathOf(tx: ReadTx, scope: TraceScope, request: TraceRequest): Promise<Path> {
  const { parcelId, month } = request
  const hasProject = request.projectId !== undefined || request.projectNo !== undefined
  if (month !== undefined && parcelId === undefined) throw stepMissing('month')
  if (parcelId !== undefined && !hasProject) throw stepMissing('parcel')
  if (month !== undefined && yearOf(month) !== request.year) throw notFound(month)
  const category = orNone(request.category)
  const cluster = orNone(request.cluster)
  if (hasProject) {
    const project = await findTracedProject(tx, scope, request)
    if (
      project === undefined ||
      (category !== undefined && category !== project.categoryCode) ||
      (cluster !== undefined && cluster !== project.clusterCode)
    ) {
      throw notFound(request.projectNo ?? request.projectId ?? '')
    }
    return {
      category: project.categoryCode,
      cluster: project.clusterCode,
      projectId: project.projectId,
      ...(parcelId === undefined ? {} : { parcelId: parcelId === NONE ? null : parcelId }),
      ...(month === undefined ? {} : { month }),
    }
  }
  if (cluster === undefined) return category === undefined ? {} : { category }
  if (category !== undefined) return { category, cluster }
  if (cluster === null) throw stepMissing('cluster')
  const itsCategory = await findCategoryOfCluster(tx, scope.zoneId, cluster)
  if (itsCategory === undefined) throw notFound(cluster)
  return { category: itsCategory, cluster }
}

/** One step after the other. A step's sum and the lines under it come from different statements: that they are equal is checked, not assumed. */
async function stepsOf(tx: ReadTx, scope: TraceScope, path: Path): Promise<Step[]> {
  const { category = null, cluster = null, projectId, parcelId, month } = path
  const sums = await sumsAlongPath(tx, scope, { category, cluster, projectId: projectId ?? null })

  const target = await targetStep(tx, scope, sums.whole)
  if (path.category === undefined) return [target]

  const clusters = linesOf('cluster', 'unclustered', await linesByCluster(tx, scope, category))
  const isClustered = clusters.some((line) => line.kind === 'line')
  const projectsHere = async () => linesOf('project', 'floating', await linesByProject(tx, scope, category, cluster))
  const categoryLine = { ...chosen(target.children, orCode(category)), fen: sums.category }
  const steps: Step[] = [target, { line: categoryLine, children: isClustered ? clusters : await projectsHere() }]
  if (isClustered) {
    if (path.cluster === undefined) return steps
    steps.push({ line: { ...chosen(clusters, orCode(cluster)), fen: sums.cluster }, children: await projectsHere() })
  } else if (path.cluster !== undefined && path.cluster !== null) {
    throw notFound(path.cluster)
  }
  if (projectId === undefined) return steps

  const projects = (steps.at(-1) as Step).children
  const parcels = linesOf('parcel', 'floating', await linesByParcel(tx, scope, projectId))
  steps.push({ line: { ...chosenById(projects, projectId), fen: sums.project }, children: parcels })
  if (parcelId === undefined) return steps

  const here = await sumsOnParcel(tx, scope, projectId, parcelId, month ?? null)
  const months = (await linesByMonth(tx, scope, projectId, parcelId)).map((row): Line => monthLine(monthOfDate(row.month), row))
  steps.push({ line: { ...chosenById(parcels, parcelId), fen: here.parcel }, children: months })
  if (month === undefined) return steps

  const monthHere = months.find((line) => line.code === month) ?? monthLine(month, { fen: 0n, sourceKind: null })
  const parts = await linesByPart(tx, scope, projectId, parcelId, month)
  const partLines = parts.map(
    ({ part, fen, sourceKind }): Line => ({ level: 'composition', kind: 'line', code: part, id: null, ...NAMES[part], fen, sourceKind }),
  )
  steps.push({
    line: { ...monthHere, fen: here.month },
    children: partLines.sort((a, b) => PART_ORDER.indexOf(a.code) - PART_ORDER.indexOf(b.code)),
  })
  return steps
}

const isWholePlan = (scope: TraceScope) =>
  scope.countable && [scope.since, scope.through, scope.part, scope.place, scope.source].every((value) => value === undefined)
const orCode = (code: string | null) => code ?? NONE

/** The target with what is on no project; of a part of the plan, or without a target, the sum of the projects' plans. */
async function targetStep(tx: ReadTx, scope: TraceScope, plannedFen: bigint): Promise<Step> {
  const target = isWholePlan(scope) ? await findTarget(tx, scope) : undefined
  const categories = linesOf('category', 'uncategorised', await linesByCategory(tx, scope))
  const line = { level: 'target' as const, id: null }
  if (target === undefined) {
    return { line: { ...line, code: 'planned', ...NAMES.planned, fen: plannedFen, sourceKind: null }, children: categories }
  }
  const difference = target.valueFen - plannedFen
  const unplanned: Line = {
    level: 'category',
    kind: 'unplanned',
    code: 'unplanned',
    id: null,
    ...(difference < 0n ? NAMES.beyondTarget : NAMES.unplanned),
    fen: difference,
    sourceKind: null,
  }
  return {
    line: { ...line, code: 'target', ...NAMES.target, fen: target.valueFen, sourceKind: target.sourceKind },
    children: difference === 0n ? categories : [...categories, unplanned],
  }
}

/** Lines of one level; a project that stands on its parcels entirely has no line for what floats. */
function linesOf(level: Level, kindOfNone: ChildKind, rows: readonly TracedLine[]): Line[] {
  return rows.flatMap((row): Line[] => {
    const isNone = row.key === null
    if (isNone && level === 'parcel' && row.fen === 0n) return []
    const named = isNone ? NAMES[kindOfNone as 'uncategorised' | 'unclustered' | 'floating'] : row
    return [
      {
        level,
        kind: isNone ? kindOfNone : 'line',
        code: row.key ?? NONE,
        id: row.id,
        nameZh: named.nameZh,
        nameEn: named.nameEn,
        fen: row.fen,
        sourceKind: row.sourceKind,
      },
    ]
  })
}

function monthLine(month: YearMonth, row: { fen: bigint; sourceKind: SourceKind | null }): Line {
  const number = monthNumber(month)
  return {
    level: 'month',
    kind: 'line',
    code: month,
    id: null,
    nameZh: `${yearOf(month)}年${number}月`,
    nameEn: `${MONTHS_EN[number - 1]} ${yearOf(month)}`,
    fen: row.fen,
    sourceKind: row.sourceKind,
  }
}

function chosen(lines: readonly Line[], code: string): Line {
  const line = lines.find((item) => item.code === code && item.kind !== 'unplanned')
  if (line === undefined) throw notFound(code)
  return line
}

function chosenById(lines: readonly Line[], id: Uuid | null): Line {
  const line = lines.find((item) => item.id === id)
  if (line === undefined) throw notFound(id ?? NAMES.floating.nameZh)
  return line
}

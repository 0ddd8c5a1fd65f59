import type { Gate } from '../project/project-row.ts'
import { compareRatio, WHOLE_PPM } from '../shared/ratio.ts'
import { monthOfDate, type YearMonth } from '../shared/time.ts'
import { monthsOfPeriod, PERIODS } from './period.ts'
import type { ContentProject, ContentTarget, PlanPicture } from './plan-content.ts'
import { SCOPE_KINDS, targetKey, type PlanMonthRow, type ScopeKind } from './plan-row.ts'
import { compositionTotal } from './spread.ts'

export interface IndicatorScope {
  readonly kind: ScopeKind
  readonly code: string
}

/** What the plan reaches: an amount, a fraction of two amounts, or a number of projects; null where a fact is lacking. */
export type Reached =
  | { readonly unit: 'fen'; readonly fen: bigint }
  | { readonly unit: 'ppm'; readonly numerator: bigint; readonly denominator: bigint }
  | { readonly unit: 'count'; readonly count: bigint }

export interface Indicator {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  readonly unit: Reached['unit']
  readonly scopes: readonly ScopeKind[]
  readonly evaluate: (picture: PlanPicture, scope: IndicatorScope, period: string) => Reached | null
}

const inScope = (picture: PlanPicture, project: ContentProject, scope: IndicatorScope): boolean => {
  if (scope.kind === 'zone') return true
  const facts = picture.register.get(project.projectId)
  return (scope.kind === 'category' ? facts?.categoryCode : facts?.clusterCode) === scope.code
}

/** Countable money of the scope in the period, measured by `amountOf`. */
function moneyIn(
  picture: PlanPicture,
  scope: IndicatorScope,
  period: string,
  amountOf: (month: PlanMonthRow) => bigint = compositionTotal,
): bigint {
  const months = new Set<YearMonth>(monthsOfPeriod(picture.year, period))
  let total = 0n
  for (const project of picture.content.projects) {
    if (!inScope(picture, project, scope)) continue
    for (const month of project.months) {
      if (month.notCountableReason === null && months.has(month.month)) total += amountOf(month)
    }
  }
  return total
}

const ZONE: IndicatorScope = { kind: 'zone', code: '' }

const totalInvestment: Indicator = {
  id: 'total-investment',
  nameZh: '固定资产投资',
  nameEn: 'Fixed-asset investment',
  unit: 'fen',
  scopes: ['zone', 'category', 'cluster'],
  evaluate: (picture, scope, period) => ({ unit: 'fen', fen: moneyIn(picture, scope, period) }),
}

const constructionInstallation: Indicator = {
  id: 'construction-installation',
  nameZh: '建安投资',
  nameEn: 'Construction and installation',
  unit: 'fen',
  scopes: ['zone', 'category', 'cluster'],
  evaluate: (picture, scope, period) => ({
    unit: 'fen',
    fen: moneyIn(picture, scope, period, (month) => month.constructionFen + month.installationFen),
  }),
}

const categoryShare: Indicator = {
  id: 'category-share',
  nameZh: '占全部投资比重',
  nameEn: 'Share of all investment',
  unit: 'ppm',
  scopes: ['category', 'cluster'],
  evaluate: (picture, scope, period) => ({
    unit: 'ppm',
    numerator: moneyIn(picture, scope, period),
    denominator: moneyIn(picture, ZONE, period),
  }),
}

const equipmentShare: Indicator = {
  id: 'equipment-share',
  nameZh: '设备投资占比',
  nameEn: 'Share of equipment',
  unit: 'ppm',
  scopes: ['zone', 'category', 'cluster'],
  evaluate: (picture, scope, period) => ({
    unit: 'ppm',
    numerator: moneyIn(picture, scope, period, (month) => month.equipmentFen),
    denominator: moneyIn(picture, scope, period),
  }),
}

/** Year on year for the whole year only: last year's months are not on record. */
const growth: Indicator = {
  id: 'growth',
  nameZh: '同比增速',
  nameEn: 'Growth on the year before',
  unit: 'ppm',
  scopes: ['zone'],
  evaluate: (picture, scope, period) => {
    const before = picture.lastYearFen.get('total-investment')
    if (before === undefined || before === 0n || period !== 'year') return null
    return { unit: 'ppm', numerator: moneyIn(picture, scope, period) - before, denominator: before }
  },
}

const gateCount =
  (gate: Gate): Indicator['evaluate'] =>
  (picture, scope, period) => {
    const months = new Set<YearMonth>(monthsOfPeriod(picture.year, period))
    const reached = picture.content.projects.filter((project) => {
      const on = picture.register.get(project.projectId)?.gates[gate]
      return on !== undefined && months.has(monthOfDate(on)) && inScope(picture, project, scope)
    })
    return { unit: 'count', count: BigInt(reached.length) }
  }

const starts: Indicator = {
  id: 'starts',
  nameZh: '开工项目数',
  nameEn: 'Construction starts',
  unit: 'count',
  scopes: ['zone', 'category', 'cluster'],
  evaluate: gateCount('construction_start'),
}
const completions: Indicator = {
  id: 'completions',
  nameZh: '竣工项目数',
  nameEn: 'Completions',
  unit: 'count',
  scopes: ['zone', 'category', 'cluster'],
  evaluate: gateCount('completion'),
}
const productions: Indicator = {
  id: 'productions',
  nameZh: '投产项目数',
  nameEn: 'Productions',
  unit: 'count',
  scopes: ['zone', 'category', 'cluster'],
  evaluate: gateCount('production'),
}

/** A start is pulled forward when building begins in the year although the land is awarded in the same year. */
const startsPulledForward: Indicator = {
  id: 'starts-pulled-forward',
  nameZh: '提前开工项目数',
  nameEn: 'Starts pulled forward',
  unit: 'count',
  scopes: ['zone', 'category', 'cluster'],
  evaluate: (picture, scope, period) => {
    const months = new Set<YearMonth>(monthsOfPeriod(picture.year, period))
    const pulled = picture.content.projects.filter((project) => {
      const gates = picture.register.get(project.projectId)?.gates
      if (!gates?.construction_start || !gates.land_award || !inScope(picture, project, scope)) return false
      return months.has(monthOfDate(gates.construction_start)) && gates.land_award.slice(0, 4) === gates.construction_start.slice(0, 4)
    })
    return { unit: 'count', count: BigInt(pulled.length) }
  },
}

/** Every kind of target. A kind is one entry; nothing else knows their names. */
export const INDICATORS: readonly Indicator[] = [
  totalInvestment,
  constructionInstallation,
  categoryShare,
  equipmentShare,
  growth,
  starts,
  completions,
  productions,
  startsPulledForward,
]

const byId = new Map(INDICATORS.map((indicator) => [indicator.id, indicator]))
export const indicatorOf = (id: string): Indicator | undefined => byId.get(id)

export type Standing = 'met' | 'missed' | 'unknown'

export interface Evaluation {
  readonly reached: Reached | null
  readonly standing: Standing
  /** Fen by which an amount misses; zero for shares and counts. */
  readonly gapFen: bigint
}

/** Where the plan stands against one target. */
export function evaluateTarget(picture: PlanPicture, target: ContentTarget): Evaluation {
  const indicator = byId.get(target.indicator)
  const reached = indicator?.evaluate(picture, { kind: target.scopeKind, code: target.scopeCode }, target.period) ?? null
  if (reached === null || (reached.unit === 'ppm' && reached.denominator === 0n)) return { reached: null, standing: 'unknown', gapFen: 0n }
  const order =
    reached.unit === 'fen'
      ? reached.fen - (target.valueFen ?? 0n)
      : reached.unit === 'count'
        ? reached.count - (target.valueCount ?? 0n)
        : BigInt(compareRatio(reached.numerator, reached.denominator, target.valuePpm ?? 0n))
  const isMet = target.comparator === 'at_least' ? order >= 0n : target.comparator === 'at_most' ? order <= 0n : order === 0n
  const gap = reached.unit === 'fen' ? order : reached.unit === 'ppm' ? shareGap(reached, target.valuePpm ?? 0n) : 0n
  return { reached, standing: isMet ? 'met' : 'missed', gapFen: isMet ? 0n : gap < 0n ? -gap : gap }
}

/** Money by which the numerator of a share misses its part of the denominator, rounded away from zero. */
function shareGap(reached: { numerator: bigint; denominator: bigint }, ppm: bigint): bigint {
  const short = reached.denominator * ppm - reached.numerator * WHOLE_PPM
  const absolute = short < 0n ? -short : short
  return (absolute + WHOLE_PPM - 1n) / WHOLE_PPM
}

const placeOf = (target: ContentTarget): readonly number[] => [
  INDICATORS.findIndex((indicator) => indicator.id === target.indicator),
  SCOPE_KINDS.indexOf(target.scopeKind),
  PERIODS.indexOf(target.period),
]

/** As people read them: by indicator, the zone before its parts, the year before its quarters. */
export function compareTargets(a: ContentTarget, b: ContentTarget): number {
  const [left, right] = [placeOf(a), placeOf(b)]
  const difference = left.map((place, index) => place - (right[index] ?? 0)).find((step) => step !== 0)
  return difference ?? (targetKey(a) < targetKey(b) ? -1 : 1)
}

import { RETURN_SOURCES, type Horizon, type ReturnSource, type Timing } from '@ballast/contract/forecast-names.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen, sumFen } from '@ballast/domain/shared/money.ts'
import { WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { monthsKnown, type ForecastInput } from '@ballast/forecast/input.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { readPeriods } from '../report/index.ts'
import { closedYearsBefore, experienceOf } from './closed-years.ts'
import { forecastProjects, type Facts } from './forecast-projects.ts'
import { gatesOfTypes, knownAmounts, knownGates, knownProjects, plannedMonths, type AsOf } from './known-facts.view.ts'
import { dayAfter, isJoined, isLatest, knownMonths } from './known-months.ts'
import { versionAt } from './plan-version.view.ts'
import { simpleRules, type RuleFigures } from './simple-rules.ts'
import { monthsBefore, readTargets } from './targets.view.ts'

/** What was known beside the engine's input, kept with the forecast. */
export interface ForecastBasis {
  readonly targetFen: Readonly<Partial<Record<Horizon, bigint>>>
  readonly industrySharePpm: bigint | null
  /** Planned from January to the end of each month; null: the year has no plan. */
  readonly planFen: readonly bigint[] | null
  /** Projects by where the figure of the as-of month comes from. */
  readonly sources: Readonly<Record<ReturnSource, number>>
  readonly rules: Readonly<Partial<Record<Horizon, RuleFigures>>>
  /** Closed years that were learnt from; forecasts from before there was any such thing have none. */
  readonly learntYears?: readonly number[]
}

export interface Gathered {
  readonly input: ForecastInput
  readonly basis: ForecastBasis
  readonly versionId: Uuid | null
  readonly timing: Timing
  readonly isProvisional: boolean
  readonly isSimulated: boolean
}

/**
 * Everything that is on record of a year as of a month, as the engine takes it. For a month before the latest closed one only what was
 * known then counts: returns closed by it and corrections that appear by it; the plan version, dates of gates and standing of projects as
 * their change records say they were; gates passed by its last day. Not on record, and therefore as of today: a project's total, category
 * and type; which day a passed gate was entered on; a change of a date that was made without its record. `isOnlyChecked`: whether it can be
 * forecast at all; nothing is learnt.
 */
export async function gatherForecast(
  tx: ReadTx,
  ctx: Context,
  { year, asOf, isOnlyChecked = false }: { year: number; asOf: YearMonth; isOnlyChecked?: boolean },
): Promise<Gathered> {
  const { zoneId } = ctx.zone
  const periods = await readPeriods(tx, zoneId)
  const timing: Timing = isLatest(periods, asOf) ? 'current' : 'afterwards'
  const cutoff = timing === 'current' ? null : dayAfter(asOf)
  const versionId = await versionAt(tx, zoneId, year, cutoff)
  const month = knownMonths(periods, year, versionId !== null).find((known) => known.month === asOf)
  if (month === undefined) throw notKnown(periods, { year, asOf, hasPlan: versionId !== null })
  const given: AsOf = { zoneId, year, asOf, versionId, cutoff }
  const targets = await readTargets(tx, zoneId, versionId)
  const facts: Facts = {
    projects: await knownProjects(tx, given),
    amounts: await knownAmounts(tx, given),
    gates: await knownGates(tx, given),
    gatesOf: await gatesOfTypes(tx, zoneId),
    planned: await plannedMonths(tx, given),
  }
  if (facts.projects.length === 0) throw new Refusal('forecast.refused', [{ code: 'forecast.no-projects', params: { month: asOf } }])
  const known = monthsKnown({ year, asOf })
  const projects = forecastProjects(facts, { year, asOf, known })
  const learntYears = isOnlyChecked ? [] : closedYearsBefore(periods, year)
  const planFen = versionId === null ? null : cumulative(facts.planned)
  return {
    input: {
      year,
      asOf,
      targetFen: fen(targets.fen.YE ?? 0n),
      industryShareTarget: Number(targets.industrySharePpm ?? 0n) / Number(WHOLE_PPM),
      projects,
      experience: await experienceOf(tx, { zoneId, asOf, year, years: learntYears }),
    },
    basis: {
      targetFen: targets.fen,
      industrySharePpm: targets.industrySharePpm,
      planFen,
      sources: sourcesOf(facts, asOf),
      rules: simpleRules({
        known,
        reportedFen: sumFen(facts.amounts.map((amount) => amount.fen)),
        planFen,
        before: await monthsBefore(tx, zoneId, year, asOf),
      }),
      learntYears,
    },
    versionId,
    timing,
    isProvisional: !month.isClosed,
    isSimulated: facts.projects.some((project) => project.isSimulated) || facts.amounts.some((amount) => amount.isSimulated),
  }
}

function notKnown(
  periods: Parameters<typeof knownMonths>[0],
  { year, asOf, hasPlan }: { year: number; asOf: YearMonth; hasPlan: boolean },
): Refusal {
  const months = knownMonths(periods, year, hasPlan)
  if (months.length === 0) return new Refusal('forecast.refused', [{ code: 'forecast.no-data', params: { year } }])
  const params = { month: asOf, months: months.map(({ month }) => month).join(', ') }
  const code = isJoined(periods, asOf) ? 'forecast.month-joined' : 'forecast.month-not-known'
  return new Refusal('forecast.refused', [{ code, params, at: 'asOf' }])
}

function cumulative(planned: Facts['planned']): bigint[] {
  let sum = 0n
  return Array.from({ length: 12 }, (_, place) => {
    for (const { month, fen: amount } of planned) if (month === place + 1) sum += amount
    return sum
  })
}

function sourcesOf({ projects, amounts }: Facts, asOf: YearMonth): Record<ReturnSource, number> {
  const counts = Object.fromEntries(RETURN_SOURCES.map((source) => [source, 0])) as Record<ReturnSource, number>
  const reported = new Map<Uuid, ReturnSource>()
  for (const { projectId, month, source } of amounts) if (month === asOf && source !== 'correction') reported.set(projectId, source)
  for (const { projectId } of projects) counts[reported.get(projectId) ?? 'none'] += 1
  return counts
}

import type { ForecastDetail, ForecastSpread } from '@ballast/contract/forecast.ts'
import { HORIZONS, RETURN_SOURCES } from '@ballast/contract/forecast-names.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { monthsOfYear } from '@ballast/domain/shared/time.ts'
import { HORIZON_MONTHS, monthsKnown } from '@ballast/forecast/input.ts'
import type { Spread } from '@ballast/forecast/outcome.ts'
import { readInput } from '@ballast/forecast/read-input.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { findRun } from './forecast.queries.ts'
import type { Stored } from './input-text.ts'
import type { StoredResult } from './make-forecast.ts'
import { namesOf } from './named-projects.view.ts'
import { chanceOf, runRow } from './run-row.ts'
import { shownExperience } from './shown-experience.ts'

const yuanOf = (amount: string): string => formatYuan(BigInt(amount))
const yuanOrNull = (amount: string | undefined): string | null => (amount === undefined ? null : yuanOf(amount))
export const shownSpread = ({ p10, p50, p90, mean }: Stored<Spread>): ForecastSpread => ({
  p10Yuan: yuanOf(p10),
  p50Yuan: yuanOf(p50),
  p90Yuan: yuanOf(p90),
  meanYuan: yuanOf(mean),
})

export async function showForecast(tx: ReadTx, ctx: Context, runId: Uuid): Promise<ForecastDetail> {
  const { zoneId } = ctx.zone
  const run = await findRun(tx, zoneId, runId)
  const { forecast, explanation } = JSON.parse(run.result) as StoredResult
  const { basis } = run
  const named = await namesOf(
    tx,
    zoneId,
    forecast.quality.map(({ projectId }) => projectId),
  )
  const input = readInput(run.input)
  const plans = new Map(input.projects.map(({ id, planFen }) => [id, sumFen(planFen)]))
  const hasShare = basis.industrySharePpm !== null
  const spreads = (of: Readonly<Record<string, Stored<Spread>>>) =>
    Object.entries(of).map(([code, spread]) => ({ code, spread: shownSpread(spread) }))
  const known = monthsKnown(run)
  return {
    ...runRow(run),
    seed: Number(run.seed),
    draws: Number(run.draws),
    dataVersion: run.dataVersion,
    codeVersion: run.codeVersion,
    resultVersion: run.resultVersion,
    industryShareTarget: hasShare ? chanceOf(BigInt(basis.industrySharePpm)) : null,
    share: hasShare ? forecast.chance.share : null,
    both: hasShare && run.targetFen !== null ? forecast.chance.both : null,
    horizons: HORIZONS.map((horizon) => {
      const { total, construction, categories, clusters } = forecast.horizons[horizon]
      return {
        horizon,
        targetYuan: yuanOrNull(basis.targetFen[horizon]),
        planYuan: yuanOrNull(basis.planFen?.[HORIZON_MONTHS[horizon] - 1]),
        total: shownSpread(total),
        construction: shownSpread(construction),
        categories: spreads(categories),
        clusters: spreads(clusters),
      }
    }),
    path: monthsOfYear(run.year).map((month, place) => ({
      month,
      spread: shownSpread(forecast.path[place] as Stored<Spread>),
      planYuan: yuanOrNull(basis.planFen?.[place]),
      isKnown: place < known,
    })),
    flags: forecast.quality
      .map(({ projectId, kind, gate, value }) => ({
        ...named(projectId),
        kind,
        gate: gate ?? null,
        value: value ?? null,
        planYuan: formatYuan(plans.get(projectId) ?? 0n),
      }))
      .toSorted((a, b) => Number(plans.get(b.projectId) ?? 0n) - Number(plans.get(a.projectId) ?? 0n)),
    sources: RETURN_SOURCES.flatMap((source) => (basis.sources[source] > 0 ? [{ source, projects: basis.sources[source] }] : [])),
    basis: forecast.basis,
    learnt: shownExperience(basis.learntYears ?? [], input.experience),
    isExplained: explanation !== null,
  }
}

import { HORIZONS, type ForecastRule, type Horizon } from '@ballast/contract/forecast-names.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { yearMonthOf } from '@ballast/domain/shared/time.ts'
import { HORIZON_MONTHS, monthsKnown } from '@ballast/forecast/input.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { dueRuns, insertOutcomes, outcomesOf, type OutcomeRecord } from './outcome.queries.ts'
import { crpsOfLevels, distance, isInside, levelOf, rankOf } from './score.ts'

/** Scores every horizon that is over of forecasts that have no score of it yet, or of these alone. Done again it scores nothing twice. */
export async function scoreDue(tx: WriteTx, ctx: Context, only?: readonly Uuid[]): Promise<number> {
  const { zoneId } = ctx.zone
  const runs = await dueRuns(tx, zoneId, only)
  const done = await outcomesOf(tx, zoneId, [...new Set(runs.map(({ year }) => year))])
  const records = runs.flatMap((run): OutcomeRecord[] => {
    const open = HORIZONS.filter((horizon) => HORIZON_MONTHS[horizon] > monthsKnown(run) && !run.scored.includes(horizon))
    return open.flatMap((horizon) => {
      const outcome = done.get(yearMonthOf(run.year, HORIZON_MONTHS[horizon]))
      return outcome === undefined ? [] : [scored(run, horizon, outcome)]
    })
  })
  if (records.length === 0) return 0
  await insertOutcomes(tx, zoneId, ctx.clock.now(), records)
  await recordAudit(tx, ctx, {
    action: 'forecast.score',
    subjectType: 'forecast',
    subjectId: only?.[0] ?? 'record',
    after: { scored: records.length },
  })
  return records.length
}

type Due = Awaited<ReturnType<typeof dueRuns>>[number]

function scored({ runId, levels, rules }: Due, horizon: Horizon, outcomeFen: bigint): OutcomeRecord {
  const of = levels[horizon].map(BigInt)
  const said = Object.entries(rules[horizon] ?? {}) as [ForecastRule, string][]
  return {
    runId,
    horizon,
    p10Fen: levelOf(of, 10),
    p50Fen: levelOf(of, 50),
    p90Fen: levelOf(of, 90),
    outcomeFen,
    crpsFen: crpsOfLevels(of, outcomeFen),
    isInside: isInside(of, outcomeFen),
    rankPpm: rankOf(of, outcomeFen),
    // A rule says one figure; the CRPS of one figure is how far it is off.
    rules: Object.fromEntries(said.map(([rule, amount]) => [rule, String(distance(BigInt(amount), outcomeFen))])),
  }
}

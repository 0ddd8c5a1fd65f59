import { FORECAST_RULES, HORIZONS, type Timing } from '@ballast/contract/forecast-names.ts'
import type { ForecastRecord, ForecastScore } from '@ballast/contract/forecast.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { readScores, waitingHorizons, type ScoreRecord } from './outcome.queries.ts'
import { chanceOf } from './run-row.ts'
import { distance } from './score.ts'

/** Fewer outcomes say nothing of a method: of twenty bands of 80 %, sixteen hold their outcome, give or take two. */
const ENOUGH = 20

/** Every forecast of one timing against what came of it, and the simple rules on the same ones. */
export async function readRecord(tx: ReadTx, ctx: Context, timing: Timing): Promise<ForecastRecord> {
  const { zoneId } = ctx.zone
  const scores = await readScores(tx, zoneId, timing)
  const counted = scores.filter(({ isCounted }) => isCounted)
  const inside = counted.filter((score) => score.isInside).length
  const years = counted.filter(({ horizon, reachedPpm }) => horizon === 'YE' && reachedPpm !== null)
  return {
    timing,
    n: counted.length,
    isSmall: counted.length < ENOUGH,
    inside,
    coverage: counted.length === 0 ? null : inside / counted.length,
    meanError: mean(counted.map(({ p50Fen, outcomeFen }) => Number(distance(p50Fen, outcomeFen)) / Math.max(1, Number(outcomeFen)))),
    crpsYuan: meanYuan(counted.map(({ crpsFen }) => crpsFen)),
    rules: FORECAST_RULES.map((rule) => {
      const said = counted.filter(({ rules }) => rules[rule] !== undefined)
      return {
        rule,
        n: said.length,
        crpsYuan: meanYuan(said.map(({ rules }) => BigInt(rules[rule] as string))),
        ownCrpsYuan: meanYuan(said.map(({ crpsFen }) => crpsFen)),
      }
    }),
    targets: {
      n: years.length,
      brier: mean(
        years.map(
          ({ reachedPpm, outcomeFen, targetFen }) => ((chanceOf(reachedPpm) ?? 0) - (outcomeFen >= (targetFen ?? 0n) ? 1 : 0)) ** 2,
        ),
      ),
    },
    scores: scores.toSorted(byMonth).map((score) => shown(score, timing)),
    waiting: await waitingHorizons(tx, zoneId, timing),
  }
}

const byMonth = (a: ScoreRecord, b: ScoreRecord): number =>
  b.asOf.localeCompare(a.asOf) || b.issuedAt.localeCompare(a.issuedAt) || HORIZONS.indexOf(a.horizon) - HORIZONS.indexOf(b.horizon)

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length
const meanYuan = (amounts: readonly bigint[]): string | null =>
  amounts.length === 0 ? null : formatYuan(amounts.reduce((sum, one) => sum + one, 0n) / BigInt(amounts.length))

function shown(score: ScoreRecord, timing: Timing): ForecastScore {
  const said = FORECAST_RULES.filter((rule) => score.rules[rule] !== undefined)
  return {
    runId: score.runId,
    year: score.year,
    asOf: score.asOf,
    timing,
    isProvisional: score.isProvisional,
    issuedAt: score.issuedAt,
    horizon: score.horizon,
    p10Yuan: formatYuan(score.p10Fen),
    p50Yuan: formatYuan(score.p50Fen),
    p90Yuan: formatYuan(score.p90Fen),
    outcomeYuan: formatYuan(score.outcomeFen),
    crpsYuan: formatYuan(score.crpsFen),
    isInside: score.isInside,
    rank: chanceOf(score.rankPpm) ?? 0,
    rules: said.map((rule) => ({ rule, crpsYuan: formatYuan(BigInt(score.rules[rule] as string)) })),
    isCounted: score.isCounted,
  }
}

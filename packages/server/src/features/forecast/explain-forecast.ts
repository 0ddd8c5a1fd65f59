import type { ForecastExplanation } from '@ballast/contract/forecast.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { yearMonthOf } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { findRun } from './forecast.queries.ts'
import type { StoredResult } from './make-forecast.ts'
import { namesOf } from './named-projects.view.ts'
import { shownSpread } from './show-forecast.ts'

const yuanOf = (amount: string): string => formatYuan(BigInt(amount))

/** Why a forecast is what it is: the steps from the target, the gates that would gain most, the projects on which it hangs. */
export async function explainRun(tx: ReadTx, ctx: Context, runId: Uuid, limit: number): Promise<ForecastExplanation> {
  const { zoneId } = ctx.zone
  const run = await findRun(tx, zoneId, runId)
  const { explanation } = JSON.parse(run.result) as StoredResult
  if (explanation === null) {
    return { runId, waterfall: null, drivers: [], concentration: { topThree: 0, half: 0, projects: [] } }
  }
  const { waterfall, gates, concentration } = explanation
  const hasTarget = run.targetFen !== null
  const drivers = gates.filter(({ meanFen }) => BigInt(meanFen) > 0n).slice(0, limit)
  const heavy = explanation.projects.toSorted((a, b) => b.varianceShare - a.varianceShare).slice(0, limit)
  const named = await namesOf(
    tx,
    zoneId,
    [...drivers, ...heavy].map(({ projectId }) => projectId),
  )
  return {
    runId,
    waterfall: hasTarget
      ? {
          targetYuan: yuanOf(waterfall.targetFen),
          planYuan: yuanOf(waterfall.planFen),
          paddingYuan: yuanOf(waterfall.paddingFen),
          gatesYuan: yuanOf(waterfall.gatesFen),
          speedYuan: yuanOf(waterfall.speedFen),
          commonYuan: yuanOf(waterfall.commonFen),
          forecastYuan: yuanOf(waterfall.forecastFen),
        }
      : null,
    drivers: drivers.map(({ projectId, gate, month, p50Fen, meanFen, reached }) => ({
      ...named(projectId),
      gate,
      month: yearMonthOf(run.year, month),
      p50Yuan: yuanOf(p50Fen),
      meanYuan: yuanOf(meanFen),
      reached: hasTarget ? reached : null,
    })),
    concentration: {
      topThree: concentration.topThree,
      half: concentration.half.length,
      projects: heavy.map(({ projectId, varianceShare, year }) => ({
        ...named(projectId),
        share: varianceShare,
        year: shownSpread(year),
      })),
    },
  }
}

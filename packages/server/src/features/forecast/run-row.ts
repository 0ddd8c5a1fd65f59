import type { ForecastRow } from '@ballast/contract/forecast.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { monthsKnown } from '@ballast/forecast/input.ts'
import type { RunRow } from './forecast.queries.ts'

/** A fraction of parts per million, for a chart or a word. */
export const chanceOf = (ppm: bigint | null): number | null => (ppm === null ? null : Number(ppm) / Number(WHOLE_PPM))

export const runRow = (run: RunRow): ForecastRow => ({
  runId: run.runId,
  year: run.year,
  asOf: run.asOf,
  monthsKnown: monthsKnown(run),
  issuedAt: run.issuedAt,
  issuedBy: run.issuedBy,
  issuedByName: run.issuedByName,
  timing: run.timing,
  isProvisional: run.isProvisional,
  isSimulated: run.isSimulated,
  targetYuan: run.targetFen === null ? null : formatYuan(run.targetFen),
  year10Yuan: formatYuan(run.p10Fen),
  year50Yuan: formatYuan(run.p50Fen),
  year90Yuan: formatYuan(run.p90Fen),
  reached: chanceOf(run.reachedPpm),
})

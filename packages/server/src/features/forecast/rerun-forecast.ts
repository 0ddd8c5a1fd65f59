import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { codeVersion } from './code-version.ts'
import { forecastInThread } from './forecast-thread.ts'
import { findRun } from './forecast.queries.ts'
import { versionOf } from './input-text.ts'

/** Makes a kept forecast once more from what it stood on and compares, to the bit. Nothing is written. */
export async function rerunForecast(database: Database, ctx: Context, runId: Uuid) {
  const run = await database.read(ctx.zone.zoneId, (tx) => findRun(tx, ctx.zone.zoneId, runId))
  const task = { input: run.input, draws: Number(run.draws), seed: Number(run.seed), isExplained: run.versionId !== null }
  const result = await forecastInThread(task, AbortSignal.timeout(RERUN_MS), () => undefined)
  const resultVersion = versionOf(result)
  return {
    isSame: result === run.result && resultVersion === run.resultVersion,
    resultVersion,
    codeVersion: codeVersion(),
    isSameCode: codeVersion() === run.codeVersion,
  }
}

/** Fifty thousand draws of a thousand projects take 20 s. */
const RERUN_MS = 120_000

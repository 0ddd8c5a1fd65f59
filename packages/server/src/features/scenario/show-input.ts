import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { readInput } from '@ballast/forecast/read-input.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { findRun, namesOf } from '../forecast/index.ts'
import { reserveProjects } from './reserve-projects.view.ts'

/** Everything that a browser needs to try changes on a forecast by itself. */
export async function showInput(tx: ReadTx, ctx: Context, runId: Uuid) {
  const { zoneId } = ctx.zone
  const run = await findRun(tx, zoneId, runId)
  const ids = readInput(run.input).projects.map(({ id }) => id)
  const named = await namesOf(tx, zoneId, ids)
  return {
    runId,
    year: run.year,
    asOf: run.asOf,
    draws: Number(run.draws),
    seed: Number(run.seed),
    input: run.input,
    dataVersion: run.dataVersion,
    targetYuan: run.targetFen === null ? null : formatYuan(run.targetFen),
    projects: ids.map(named),
    reserve: await reserveProjects(tx, zoneId, ids),
  }
}

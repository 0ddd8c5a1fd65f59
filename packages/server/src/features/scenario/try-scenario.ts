import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { WireChange, WireOutcome } from '@ballast/contract/scenario.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { readInput } from '@ballast/forecast/read-input.ts'
import { readScenario } from '@ballast/forecast/scenario.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { findRun, namesOf, versionOf, type RunRecord } from '../forecast/index.ts'
import type { ScenarioTask } from './make-scenario.ts'
import { shownName } from './shown-scenario.ts'

/** Fifty thousand draws of a thousand projects take 20 s. */
const LIMIT_MS = 120_000

export interface Tried {
  readonly run: RunRecord
  readonly result: string
  readonly resultVersion: string
}
export type StoredOutcome = { readonly base: WireOutcome; readonly outcome: WireOutcome }

/** What the engine makes of changes to a forecast. What somebody saw of it elsewhere counts for nothing. */
export async function tryScenario(
  database: Database,
  ctx: Context,
  { runId, changes }: { runId: Uuid; changes: readonly WireChange[] },
): Promise<Tried> {
  const { zoneId } = ctx.zone
  const run = await database.read(zoneId, async (tx) => {
    const found = await findRun(tx, zoneId, runId)
    const { reasons } = readScenario(readInput(found.input), changes)
    const named = await namesOf(
      tx,
      zoneId,
      reasons.flatMap(({ params }) => (typeof params?.['project'] === 'string' ? [params['project']] : [])).filter(isId),
    )
    refuseIfAny(
      'scenario.refused',
      reasons.map((reason) => {
        const { project, gate, ...params } = reason.params ?? {}
        return {
          ...reason,
          params: {
            ...params,
            ...(typeof project === 'string' ? { project: shownName(ctx, named(project)) } : {}),
            ...(gate === undefined ? {} : { gate: nameIn(ctx.locale, GATE_NAMES[gate as LifeGate]) }),
          },
        }
      }),
    )
    return found
  })
  const result = await inThread({ input: run.input, draws: Number(run.draws), seed: Number(run.seed), changes })
  return { run, result, resultVersion: versionOf(result) }
}

/** A project that is added is named by its name. */
const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)

async function inThread(task: ScenarioTask): Promise<string> {
  const worker = new Worker(new URL('./scenario.worker.ts', import.meta.url), { workerData: task })
  try {
    const [result] = (await once(worker, 'message', { signal: AbortSignal.timeout(LIMIT_MS) })) as [string]
    return result
  } finally {
    await worker.terminate()
  }
}

export async function showTrial(database: Database, ctx: Context, given: { runId: Uuid; changes: readonly WireChange[] }) {
  const { run, result, resultVersion } = await tryScenario(database, ctx, given)
  return { runId: run.runId, asOf: run.asOf, ...(JSON.parse(result) as StoredOutcome), resultVersion }
}

import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { hasEnded } from '@ballast/domain/computing/engine-states.ts'
import type { EnginePort, EpochSeconds, JobDetails, JobRecord } from '../engine/engine-port.ts'
import { eachOf } from '../each-of.ts'

export type Found = { readonly where: 'controller'; readonly job: JobDetails } | { readonly where: 'books'; readonly record: JobRecord }

/** Who looked at a job of the engine that is none of ours need not look again. */
const foreign = new WeakMap<EnginePort, Set<string>>()

/**
 * Looks for jobs by our own ids: among what the controller remembers, then in the books, where those stand that began. A row of the
 * books that never began proves nothing: it stays there when the controller has lost the job.
 * @param numbersInUse of jobs that are known to be others
 */
export async function findAgain(
  engine: EnginePort,
  wanted: ReadonlySet<Uuid>,
  { from, until, numbersInUse }: { from: EpochSeconds; until: EpochSeconds; numbersInUse: ReadonlySet<string> },
): Promise<ReadonlyMap<Uuid, readonly Found[]>> {
  const found = new Map<Uuid, Found[]>()
  if (wanted.size === 0) return found
  const add = (ownId: string, what: Found) => {
    if (!wanted.has(ownId as Uuid)) return
    const those = found.get(ownId as Uuid) ?? []
    found.set(ownId as Uuid, [...those, what])
  }
  const strangers = foreign.get(engine) ?? new Set<string>()
  const numbers = (await engine.states()).filter(({ jobId }) => !numbersInUse.has(jobId) && !strangers.has(jobId))
  const stillForeign = new Set<string>()
  await eachOf(numbers, async ({ jobId }) => {
    const job = await engine.job(jobId)
    if (job === undefined) return
    if (job.ownId === '') stillForeign.add(jobId)
    else add(job.ownId, { where: 'controller', job })
  })
  foreign.set(engine, stillForeign)
  for (const record of await engine.ended({ from, until })) {
    const isKnown = found.get(record.ownId as Uuid)?.some((one) => one.where === 'controller' && one.job.jobId === record.jobId) ?? false
    if (!isKnown && record.startedAt !== null && (hasEnded(record.state) || record.state === 'running')) {
      add(record.ownId, { where: 'books', record })
    }
  }
  return found
}

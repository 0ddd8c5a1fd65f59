import type { JobState } from '@ballast/domain/computing/engine-states.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { JobRecord } from '../features/computing/engine/engine-port.ts'
import type { Metering, MeteredCentre } from '../features/metering/metering.ts'

/** What can become of a job, one after the other; each has as many rows as the engine writes for it. */
export const FATES = [
  'completed',
  'failed',
  'cancelled',
  'timeout',
  'preempted, then completed',
  'node failed, requeued',
  'node failed',
  'revoked elsewhere',
  'never began',
  'past the platform',
] as const
export type Fate = (typeof FATES)[number]

const ROWS: Readonly<Record<Fate, readonly JobState[]>> = {
  completed: ['completed'],
  failed: ['failed'],
  cancelled: ['cancelled'],
  timeout: ['timeout'],
  'preempted, then completed': ['preempted', 'completed'],
  'node failed, requeued': ['node-fail', 'preempted', 'failed'],
  'node failed': ['node-fail'],
  'revoked elsewhere': ['revoked', 'completed'],
  'never began': ['cancelled'],
  'past the platform': ['completed'],
}

export const BOOK_TFLOPS = 300

export interface PlannedJob {
  readonly ownId: Uuid
  readonly fate: Fate
  readonly cards: number
  readonly seconds: number
  /** Seconds since 1970. */
  readonly submittedAt: number
}

/** The rows that the books of an engine have for jobs. Its numbers are used again for every hundredth job. */
export function bookRows(jobs: readonly PlannedJob[]): JobRecord[] {
  return jobs.flatMap(({ ownId, fate, cards, seconds, submittedAt }, index) => {
    let at = submittedAt
    return ROWS[fate].map((state, row): JobRecord => {
      const hasBegun = fate !== 'never began' && state !== 'revoked'
      const startedAt = at + 30
      if (hasBegun) at = startedAt + seconds
      return {
        jobId: String(1 + (index % 100)),
        state,
        cluster: 'c1',
        ownId: fate === 'past the platform' ? '' : ownId,
        account: 'firm-1',
        user: index % 7 === 0 ? 'gone' : 'tenant001',
        envelope: 'v1',
        name: `job ${index}`,
        submittedAt,
        startedAt: hasBegun ? startedAt : null,
        endedAt: hasBegun ? at : submittedAt + 5,
        elapsedSeconds: hasBegun ? seconds : 0,
        billedTflops: cards * BOOK_TFLOPS,
        cards: { a800: cards },
        nodes: 'g1',
        restarts: row,
      }
    })
  })
}

/** An engine that answers from books; rows that are written later can be added to them. */
export const booksOf = (rows: readonly JobRecord[]): Metering['engine'] => ({
  ended: ({ from, until }) =>
    Promise.resolve(rows.filter(({ submittedAt, endedAt }) => submittedAt < until && (endedAt === null || endedAt >= from))),
})

/** A centre of cards `A`, a800 to the engine, at which an enterprise has the account firm-1. */
export async function testCentre(database: Database, zoneId: Uuid, code: string, enterpriseId: Uuid): Promise<MeteredCentre> {
  const centreId = newId()
  await database.write(zoneId, async (tx) => {
    await tx
      .insertInto('compute_centre')
      .values({
        zone_id: zoneId,
        centre_id: centreId,
        code,
        name_zh: '一号中心',
        name_en: 'Centre one',
        engine: 'slurm',
        api_version: '24.11',
        url: 'http://127.0.0.1:1',
        key_ref: 'env:BALLAST_COMPUTING_TEST',
        work_dir: '/home/{user}',
        partition: null,
        state: 'open',
        source_kind: 'simulated',
      })
      .execute()
    await tx
      .insertInto('compute_centre_card')
      .values({ zone_id: zoneId, centre_id: centreId, card_type: 'A', engine_type: 'a800', cards_per_node: 8 })
      .execute()
    await tx
      .insertInto('compute_tenant')
      .values({
        zone_id: zoneId,
        centre_id: centreId,
        enterprise_id: enterpriseId,
        account: 'firm-1',
        os_user: 'tenant001',
        asked_at: '2024-01-15T00:00:00Z' as Instant,
      })
      .execute()
  })
  return { centreId, code, cards: [{ cardType: 'A', engineType: 'a800' }] }
}

import { afterAttempt } from '@ballast/domain/notification/delivery.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import type { ZoneContext } from '../../platform/context.ts'
import { lostDeliveries, note } from './delivery.queries.ts'
import { handOverMail, handOverToChannel, type Delivering, type Turn } from './hand-over.ts'
import { spreadEvents } from './spread-events.ts'

export interface Delivered {
  /** Events that people were told of. */
  readonly spread: number
  /** Deliveries that were handed over, whatever came of it. */
  readonly handedOver: number
  /** Deliveries of a process that is gone. */
  readonly recovered: number
}

/** Longer than the longest attempt: whoever took a delivery before that is gone. */
export const LEASE_MS = 5 * 60_000
/** A mail server or a receiver that is slow keeps one of them, not all. */
const AT_A_TIME = 3

/** Tells people of what has happened in a zone, and hands over all that is due; ends early when it is told to. */
export async function deliverDue(given: Delivering, zone: ZoneContext, signal?: AbortSignal): Promise<Delivered> {
  const recovered = await recoverLost(given, zone.zoneId, LEASE_MS)
  const spread = await spreadEvents(given, zone.zoneId, signal)
  const counts = await Promise.all([
    ...Array.from({ length: AT_A_TIME }, () => handOverAll(() => handOverMail(given, zone), signal)),
    ...Array.from({ length: AT_A_TIME }, () => handOverAll(() => handOverToChannel(given, zone), signal)),
  ])
  return { spread, handedOver: counts.reduce((sum, count) => sum + count, 0), recovered }
}

async function handOverAll(handOver: () => Promise<Turn | undefined>, signal: AbortSignal | undefined): Promise<number> {
  let handedOver = 0
  for (;;) {
    const turn = signal?.aborted ? undefined : await handOver()
    handedOver += turn?.count ?? 0
    if (turn === undefined || turn.isDown) return handedOver
  }
}

/**
 * What a process had in hand when it ended. What it had not handed over yet goes out later. Of the rest, a webhook goes out again under
 * the same delivery id; of a mail or a robot's message nobody knows whether it arrived, so a person decides.
 */
export async function recoverLost(
  { database, clock }: Pick<Delivering, 'database' | 'clock'>,
  zoneId: Uuid,
  leaseMs: number,
): Promise<number> {
  const now = clock.now()
  const before = instantAt(clock.milliseconds() - leaseMs)
  return database.write(zoneId, async (tx) => {
    const lost = await lostDeliveries(tx, zoneId, before)
    for (const { deliveryId, batchId, attempts, isHandedOver, medium } of lost) {
      const standing = afterAttempt(medium, attempts, { result: isHandedOver ? 'unknown' : 'later' }, now)
      await note(tx, zoneId, batchId, [deliveryId], standing, { outcome: isHandedOver ? 'lost' : 'interrupted', detail: null }, now)
    }
    return lost.length
  })
}

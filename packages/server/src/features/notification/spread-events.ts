import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, WriteTx } from '../../platform/database.ts'
import { recipientsOf } from './audience.queries.ts'
import { markSpread, takeUnspread } from './event.queries.ts'
import { insertNotifications } from './notification.queries.ts'

/** Few enough that nobody waits long for the one connection of the embedded database. */
const AT_ONCE = 20

/** Makes people of the audiences of what happened in a zone. Two that do it at the same time take different events. @returns how many */
export async function spreadEvents(database: Database, clock: Clock, zoneId: Uuid, signal?: AbortSignal): Promise<number> {
  let spread = 0
  for (;;) {
    const count = await database.write(zoneId, (tx) => spreadSome(tx, clock, zoneId))
    spread += count
    if (count < AT_ONCE || signal?.aborted) return spread
  }
}

async function spreadSome(tx: WriteTx, clock: Clock, zoneId: Uuid): Promise<number> {
  const events = await takeUnspread(tx, zoneId, AT_ONCE)
  if (events.length === 0) return 0
  const now = clock.now()
  for (const event of events) {
    const people = await recipientsOf(tx, zoneId, event)
    await insertNotifications(
      tx,
      zoneId,
      people.map(({ userId }) => ({ eventId: event.eventId, userId })),
      now,
    )
  }
  await markSpread(
    tx,
    zoneId,
    events.map(({ eventId }) => eventId),
    now,
  )
  return events.length
}

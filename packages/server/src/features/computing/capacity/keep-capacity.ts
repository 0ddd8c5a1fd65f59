import { officialClock } from '@ballast/domain/shared/time.ts'
import type { Dispatching } from '../dispatch/dispatching.ts'
import { lastSeen, saveCapacity } from './capacity.queries.ts'
import { countCards } from './count-cards.ts'

const AGAIN_MS = 60_000

/** Keeps what the engine has, a minute after the last look at the earliest, for pages that cannot ask every engine. */
export async function keepCapacity({ database, clock, zone, centre, engine }: Dispatching): Promise<void> {
  const { zoneId } = zone
  const { centreId, cards } = centre
  const before = await database.read(zoneId, (tx) => lastSeen(tx, zoneId, centreId))
  const isNew = ({ seenAt }: { seenAt: string }) => clock.milliseconds() - Date.parse(seenAt) < AGAIN_MS
  if (before.length === cards.length && before.every(isNew)) return
  const seen = countCards(cards, await engine.nodes())
  const at = clock.now()
  await database.write(zoneId, (tx) => saveCapacity(tx, zoneId, { centreId, on: officialClock(at).date, at, seen }))
}

import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { spreadEvents } from '../features/notification/spread-events.ts'
import { fixedClock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { testHttp } from './http.ts'
import { NO_OUTGOING } from './outgoing.ts'

/** Tells people of what has happened, then asks each what he was told: kind and link, oldest first. */
export async function toldOf(
  database: Database,
  zoneId: Uuid,
  client: Awaited<ReturnType<typeof testHttp>>['client'],
  logins: readonly string[],
): Promise<Record<string, string[]>> {
  await spreadEvents({ database, clock: fixedClock('2024-01-15T02:00:00Z'), outgoing: NO_OUTGOING }, zoneId)
  const told: Record<string, string[]> = {}
  for (const login of logins) {
    const { rows } = await client(login)('notification.list', { query: {} })
    if (rows.length > 0) told[login.split('@')[0] as string] = rows.map(({ kind, link }) => `${kind} ${link}`).toReversed()
  }
  return told
}

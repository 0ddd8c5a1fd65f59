import { MAIL_PRESET } from '@ballast/domain/notification/kind.ts'
import { nextDigest, nextOpen } from '@ballast/domain/notification/quiet-hours.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { WriteTx } from '../../platform/database.ts'
import { readCalendar } from '../../platform/workday-calendar.ts'
import { recipientsOf, type Recipient } from './audience.queries.ts'
import { activeChannels } from './channel.queries.ts'
import { insertDeliveries, type NewDelivery } from './delivery.queries.ts'
import { markSpread, takeUnspread, type EventRecord } from './event.queries.ts'
import type { Delivering } from './hand-over.ts'
import { readHours } from './hours.queries.ts'
import { insertNotifications } from './notification.queries.ts'

/** Few enough that nobody waits long for the one connection of the embedded database. */
const AT_ONCE = 20

type Spreading = Pick<Delivering, 'database' | 'clock' | 'outgoing'>

/** Makes people of the audiences of what happened in a zone. Two that do it at the same time take different events. @returns how many */
export async function spreadEvents(given: Spreading, zoneId: Uuid, signal?: AbortSignal): Promise<number> {
  let spread = 0
  for (;;) {
    const count = await given.database.write(zoneId, (tx) => spreadSome(tx, given, zoneId))
    spread += count
    if (count < AT_ONCE || signal?.aborted) return spread
  }
}

async function spreadSome(tx: WriteTx, { clock, outgoing }: Spreading, zoneId: Uuid): Promise<number> {
  const events = await takeUnspread(tx, zoneId, AT_ONCE)
  if (events.length === 0) return 0
  const now = clock.now()
  const whenOf = await timetable(tx, zoneId, now)
  const channels = await activeChannels(tx, zoneId)
  for (const event of events) {
    const people = await recipientsOf(tx, zoneId, event)
    const told = people.map(({ userId }) => ({ eventId: event.eventId, userId }))
    await insertNotifications(tx, zoneId, told, now)
    const mails = outgoing.mailer === undefined ? [] : people.flatMap((person) => mailFor(person, event, whenOf))
    const posts = channels
      .filter(({ kinds }) => kinds.includes(event.kind))
      .map(({ channelId, keepsQuietHours }) => ({
        eventId: event.eventId,
        to: { channelId },
        dueAt: keepsQuietHours ? whenOf['at-once'] : now,
      }))
    await insertDeliveries(tx, zoneId, [...mails, ...posts])
  }
  const eventIds = events.map(({ eventId }) => eventId)
  await markSpread(tx, zoneId, eventIds, now)
  return events.length
}

type Timetable = Readonly<Record<'at-once' | 'digest', Instant>>

/** When something that is told now leaves the zone. */
async function timetable(tx: WriteTx, zoneId: Uuid, now: Instant): Promise<Timetable> {
  const hours = await readHours(tx, zoneId)
  const calendar = await readCalendar(tx, zoneId)
  return { 'at-once': nextOpen(now, hours, calendar), digest: nextDigest(now, hours, calendar) }
}

function mailFor({ userId, email, mail }: Recipient, { eventId, kind }: EventRecord, whenOf: Timetable): NewDelivery[] {
  const choice = mail[kind] ?? MAIL_PRESET[kind]
  return email === null || choice === 'never' ? [] : [{ eventId, to: { userId }, dueAt: whenOf[choice] }]
}

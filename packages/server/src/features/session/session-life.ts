import { instantAt, type Instant, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { Clock } from '../../platform/clock.ts'

const MINUTE = 60_000
/** A session nobody uses ends after this long. */
const IDLE_MS = 120 * MINUTE
/** Every session ends after a working day, however busy. */
const ABSOLUTE_MS = 12 * 60 * MINUTE
/** How stale the time of the last request may be: each request writing it would make reading pages write. */
const SEEN_EVERY_MS = MINUTE

const instant = (milliseconds: number): Instant => instantAt(milliseconds)

export const expiryFrom = (clock: Clock): Instant => instant(clock.milliseconds() + ABSOLUTE_MS)
export const sessionMoment = (clock: Clock): { now: Instant; idleSince: Instant; today: PlainDate } => ({
  now: clock.now(),
  idleSince: instant(clock.milliseconds() - IDLE_MS),
  today: clock.today(),
})
export const isSeenStale = (lastSeenAt: Instant, clock: Clock): boolean => Date.parse(lastSeenAt) < clock.milliseconds() - SEEN_EVERY_MS

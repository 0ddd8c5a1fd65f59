import { OFFICIAL_TIME_ZONE, type Instant, type PlainDate } from '@ballast/domain/shared/time.ts'

export interface Clock {
  now(): Instant
  /** Milliseconds since 1970, for ids and durations. */
  milliseconds(): number
  /** Today in the official time zone; a zone with a fixed business date does not ask the clock. */
  today(): PlainDate
}

const dateFormat = new Intl.DateTimeFormat('en-CA', { timeZone: OFFICIAL_TIME_ZONE, dateStyle: 'short' })

export const systemClock: Clock = {
  now: () => new Date().toISOString() as Instant,
  milliseconds: () => Date.now(),
  today: () => dateFormat.format(new Date()) as PlainDate,
}

export function fixedClock(at: string): Clock {
  const moment = new Date(at)
  return {
    now: () => moment.toISOString() as Instant,
    milliseconds: () => moment.getTime(),
    today: () => dateFormat.format(moment) as PlainDate,
  }
}

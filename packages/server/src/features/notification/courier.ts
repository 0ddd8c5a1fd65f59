import { setTimeout as wait } from 'node:timers/promises'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { deliverDue, LEASE_MS, recoverLost } from './deliver-due.ts'
import type { Delivering } from './hand-over.ts'
import { nextDue, zonesInHand, zonesWithWork } from './work.queries.ts'

export interface Courier {
  /** Something was written; whoever is to hear of it hears of it shortly. */
  notice(): void
  /** Ends after what is in hand. */
  close(): Promise<void>
}

/** Waits a moment after a change, so that a burst of changes makes one pass. */
const DEBOUNCE_MS = 150
/** Finds what other processes have written. The embedded database has no other process, and is asked nothing until something is due. */
const PERIOD_MS = 15_000
/** Least time between two passes of its own accord. */
const LEAST_MS = 3200
/** The longest that a timer of the runtime can wait is a little more than twice this. */
const MOST_MS = 10 * 24 * 3600_000
/** So that one zone's slow receiver does not hold the others up. */
const ZONES_AT_A_TIME = 4
/** Half of what a server has to stop in. */
const MOST_AT_END_MS = 10_000

/** Tells people in the background, right after changes and when something becomes due; one pass at a time, and no request waits for it. */
export function startCourier(given: Delivering, report: (message: string, detail: Record<string, unknown>) => void): Courier {
  const { database, clock, outgoing } = given
  const stop = new AbortController()
  let soon: NodeJS.Timeout | undefined
  let next: NodeJS.Timeout | undefined
  let isAsked = false

  const work = async () => {
    const lostBefore = instantAt(clock.milliseconds() - LEASE_MS)
    const zones = await zonesWithWork(database, { now: clock.now(), lostBefore })
    const turn = async () => {
      for (let zone = zones.shift(); zone !== undefined && !stop.signal.aborted; zone = zones.shift())
        await deliverDue(given, zone, stop.signal)
    }
    await Promise.all(Array.from({ length: ZONES_AT_A_TIME }, turn))
  }
  /** The embedded database has one process: what is in hand at its start is in nobody's. */
  const begin = async () => {
    if (database.kind === 'embedded') for (const zoneId of await zonesInHand(database)) await recoverLost(given, zoneId, 0)
  }
  const passes = async (first: () => Promise<void>) => {
    try {
      await first()
      do {
        isAsked = false
        await work()
      } while (isAsked && !stop.signal.aborted)
      const due = stop.signal.aborted ? null : await nextDue(database, { hasMailer: outgoing.mailer !== undefined })
      const untilDue = due === null ? MOST_MS : Math.max(LEAST_MS, Date.parse(due) - clock.milliseconds())
      passIn(Math.min(untilDue, database.kind === 'server' ? PERIOD_MS : MOST_MS))
    } catch (error) {
      // What was not told stays as it is, and the next pass takes it.
      report('notifications could not be passed on', { err: error })
      passIn(PERIOD_MS)
    }
  }
  const passIn = (milliseconds: number) => {
    clearTimeout(next)
    if (stop.signal.aborted) return
    next = setTimeout(() => pass(), milliseconds)
    next.unref()
  }
  let running: Promise<void> | undefined
  function pass(first: () => Promise<void> = () => Promise.resolve()): void {
    if (stop.signal.aborted) return
    isAsked = true
    running ??= passes(first).finally(() => (running = undefined))
  }

  pass(begin)
  return {
    notice: () => {
      if (stop.signal.aborted || soon !== undefined) return
      soon = setTimeout(() => {
        soon = undefined
        pass()
      }, DEBOUNCE_MS)
      soon.unref()
    },
    close: async () => {
      stop.abort()
      clearTimeout(soon)
      clearTimeout(next)
      // What still hangs then is in doubt, as after a power cut.
      await Promise.race([running, wait(MOST_AT_END_MS, undefined, { ref: false })])
    },
  }
}

import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import { spreadEvents } from './spread-events.ts'
import { zonesWithWork } from './work.queries.ts'

export interface Courier {
  /** Something was written in the zone; whoever is to hear of it hears of it shortly. */
  notice(zoneId: Uuid): void
  /** Ends after what is in hand. */
  close(): Promise<void>
}

/** Waits a moment after a change, so that a burst of changes makes one pass. */
const DEBOUNCE_MS = 150
/** Finds what other processes have written, and what has become due meanwhile. */
const PERIOD_MS = 15_000

/** Tells people in the background, right after changes and now and then; one pass at a time, and no request waits for it. */
export function startCourier(
  { database, clock }: { database: Database; clock: Clock },
  report: (message: string, detail: Record<string, unknown>) => void,
): Courier {
  const stop = new AbortController()
  const noticed = new Set<Uuid>()
  let soon: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  const work = async (zoneIds: () => Promise<readonly Uuid[]>) => {
    try {
      for (const zoneId of await zoneIds()) {
        if (stop.signal.aborted) return
        await spreadEvents(database, clock, zoneId, stop.signal)
      }
    } catch (error) {
      // What was not told stays as it is, and the next pass takes it.
      report('notifications could not be passed on', { err: error })
    }
  }
  const pass = (zoneIds: () => Promise<readonly Uuid[]>) => {
    const before = running
    running = (async () => {
      await before
      if (!stop.signal.aborted) await work(zoneIds)
    })()
    return running
  }
  const passNoticed = () => {
    const zoneIds = [...noticed]
    noticed.clear()
    return pass(async () => zoneIds)
  }
  const passAll = () => pass(() => zonesWithWork(database))

  void passAll()
  const timer = setInterval(() => void passAll(), PERIOD_MS)
  timer.unref()
  return {
    notice: (zoneId) => {
      noticed.add(zoneId)
      if (stop.signal.aborted || soon !== undefined) return
      soon = setTimeout(() => {
        soon = undefined
        void passNoticed()
      }, DEBOUNCE_MS)
      soon.unref()
    },
    close: async () => {
      stop.abort()
      clearInterval(timer)
      clearTimeout(soon)
      await running
    },
  }
}

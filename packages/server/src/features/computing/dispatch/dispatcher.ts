import { instantAt } from '@ballast/domain/shared/time.ts'
import { setTimeout as wait } from 'node:timers/promises'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { AuditKey } from '../../../platform/audit-key.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { ZoneContext } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import { keepingPlans } from '../../../platform/kept-plans.ts'
import { leaseCentre, noteCentre, readCentres, type Centre } from '../centre.queries.ts'
import { changesOf } from '../changes.ts'
import type { Engines } from '../engines.ts'
import { PATIENCE, type Patience } from './dispatching.ts'
import { sweep } from './sweep.ts'
import { zonesWithCentres } from './zones.queries.ts'

export interface Dispatcher {
  /** Something was written; what it asks for is done shortly. */
  notice(): void
  close(): Promise<void>
}

const DEBOUNCE_MS = 50
/** Between two looks at a centre where jobs are. */
const PERIOD_MS = 3000
/** A process that has died gives its centres to others after this. */
const LEASE_MS = 30_000
/** So much before its end a lease counts as over. */
const MARGIN_MS = 10_000
const MOST_AT_END_MS = 10_000

/** Speaks to the centres of every zone in the background; each centre in one round at a time, and no request waits for it. */
export function startDispatcher(
  given: { database: Database; clock: Clock; auditKey: AuditKey; engines: Engines; patience?: Patience },
  report: (message: string, detail: Record<string, unknown>) => void,
): Dispatcher {
  const { database, clock, auditKey, engines, patience = PATIENCE } = given
  const me = newId()
  const stop = new AbortController()
  let soon: NodeJS.Timeout | undefined
  let next: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isAsked = false
  /** Centres that a round is at; one that does not answer keeps no other one waiting. */
  const atWork = new Map<Uuid, { isAsked: boolean; readonly round: Promise<void> }>()

  const round = async (zone: ZoneContext, centre: Centre) => {
    const { zoneId } = zone
    const until = clock.milliseconds() + LEASE_MS
    const lease = { centreId: centre.centreId, by: me, now: clock.now(), until: instantAt(until) }
    if (!(await database.write(zoneId, (tx) => leaseCentre(tx, zoneId, lease)))) return
    const mayGoOn = () => !stop.signal.aborted && clock.milliseconds() < until - MARGIN_MS
    const tell = (enterpriseId: Uuid) => changesOf(database).tell(zoneId, enterpriseId)
    try {
      const engine = await engines.of(centre)
      await keepingPlans(() => sweep({ database, clock, auditKey, zone, centre, engine, patience, mayGoOn, tell }))
    } catch (error) {
      const fault = error instanceof Refusal ? error.code : 'internal'
      await database.write(zoneId, (tx) => noteCentre(tx, zoneId, centre.centreId, clock.now(), { code: fault, detail: null }))
      if (!(error instanceof Refusal)) report('a computing centre could not be worked for', { err: error, centre: centre.code })
    }
  }
  const work = async () => {
    let centres = 0
    for (const zone of await zonesWithCentres(database)) {
      const found = await database.read(zone.zoneId, (tx) => readCentres(tx, zone.zoneId))
      const open = found.filter(({ state }) => state !== 'closed')
      centres += open.length
      for (const centre of open) visit(zone, centre)
    }
    return centres
  }
  const visit = (zone: ZoneContext, centre: Centre): void => {
    const found = atWork.get(centre.centreId)
    if (found !== undefined) {
      found.isAsked = true
      return
    }
    const done = round(zone, centre)
      .catch((error: unknown) => report('a computing centre could not be worked for', { err: error, centre: centre.code }))
      .finally(() => {
        const wasAsked = atWork.get(centre.centreId)?.isAsked === true
        atWork.delete(centre.centreId)
        if (wasAsked) begin()
      })
    atWork.set(centre.centreId, { isAsked: false, round: done })
  }
  const rounds = async () => {
    let centres = 0
    try {
      do {
        isAsked = false
        centres = await work()
      } while (isAsked && !stop.signal.aborted)
    } catch (error) {
      report('computing centres could not be worked for', { err: error })
      centres = 1
    }
    // Where there is no centre nothing is asked until one is written.
    if (centres > 0 && !stop.signal.aborted) {
      next = setTimeout(begin, PERIOD_MS)
      next.unref()
    }
  }
  function begin(): void {
    if (stop.signal.aborted) return
    clearTimeout(next)
    isAsked = true
    running ??= rounds().finally(() => (running = undefined))
  }
  begin()
  return {
    notice: () => {
      if (stop.signal.aborted || soon !== undefined) return
      soon = setTimeout(() => {
        soon = undefined
        begin()
      }, DEBOUNCE_MS)
      soon.unref()
    },
    close: async () => {
      stop.abort()
      clearTimeout(soon)
      clearTimeout(next)
      await Promise.race([
        Promise.all([running, ...[...atWork.values()].map(({ round: at }) => at)]),
        wait(MOST_AT_END_MS, undefined, { ref: false }),
      ])
    },
  }
}

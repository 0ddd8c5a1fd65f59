import { setTimeout as wait } from 'node:timers/promises'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { secondsOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import { daysToProve } from '@ballast/domain/metering/days-to-prove.ts'
import { businessDate, type ZoneContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import type { AuditKey } from '../../platform/audit-key.ts'
import type { Clock } from '../../platform/clock.ts'
import { readCentres, zonesWithCentres, type Centre, type Engines } from '../computing/index.ts'
import { meterCentre } from './meter-centre.ts'
import { dayOf } from './metering.ts'
import { readProofStates } from './metering.queries.ts'
import { proveCentreDay } from './prove-day.ts'
import { turnOfDay } from './turn-of-day.ts'

export interface Meters {
  close(): Promise<void>
}

const PERIOD_MS = 60_000
const MOST_AT_END_MS = 10_000
/** By then the books have what ended on the day before. */
const PROOF_AFTER_S = 3 * 3600

/**
 * Turns the day of every zone with centres, reads the books of every centre each minute, and proves each day a few hours after its end; a
 * day that differed is proved again for a week. Several servers may do so at once: what is recorded counts once.
 */
export function startMetering(
  given: { database: Database; clock: Clock; auditKey: AuditKey; engines: Engines },
  report: (message: string, detail: Record<string, unknown>) => void,
): Meters {
  const { database, clock, auditKey, engines } = given
  const stop = new AbortController()
  const meter = async (zone: ZoneContext, centre: Centre) => {
    const engine = await engines.of(centre)
    const metering = { database, clock, auditKey, zone, centre, engine }
    await meterCentre(metering)
    const proofs = await database.read(zone.zoneId, (tx) => readProofStates(tx, zone.zoneId, centre.centreId))
    const last = dayOf(secondsOf(clock.now()) - PROOF_AFTER_S - 24 * 3600)
    for (const day of daysToProve(proofs, last)) {
      if (stop.signal.aborted) return
      await proveCentreDay(metering, day)
    }
  }
  const turned = new Map<Uuid, PlainDate>()
  const turn = async (zone: ZoneContext) => {
    const today = businessDate({ zone, clock })
    if (turned.get(zone.zoneId) === today) return
    await turnOfDay({ database, clock, auditKey, zone })
    turned.set(zone.zoneId, today)
  }
  const round = async () => {
    for (const zone of await zonesWithCentres(database)) {
      await turn(zone).catch((error: unknown) => report('the day of a zone could not be turned', { err: error, zone: zone.code }))
      const centres = await database.read(zone.zoneId, (tx) => readCentres(tx, zone.zoneId))
      for (const centre of centres.filter(({ state }) => state !== 'closed')) {
        if (stop.signal.aborted) return
        // A centre that does not answer is told of where its jobs are handed over.
        await meter(zone, centre).catch((error: unknown) =>
          report('a computing centre could not be metered', { err: error, centre: centre.code }),
        )
      }
    }
  }
  let running: Promise<void> | undefined
  const begin = () => {
    running ??= round()
      .catch((error: unknown) => report('computing centres could not be metered', { err: error }))
      .finally(() => (running = undefined))
  }
  const timer = setInterval(begin, PERIOD_MS)
  timer.unref()
  return {
    close: async () => {
      stop.abort()
      clearInterval(timer)
      // An engine that hangs keeps nobody from stopping; what was being read is read again.
      await Promise.race([running, wait(MOST_AT_END_MS, undefined, { ref: false })])
    },
  }
}

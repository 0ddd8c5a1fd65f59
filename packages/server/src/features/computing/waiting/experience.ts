import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import { learnCorrection, type Correction } from '@ballast/forecast/waiting/correction.ts'
import { learnRunShares, type RunShares } from '@ballast/forecast/waiting/run-share.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database.ts'
import { readEndedRuns, readTold } from './waiting.queries.ts'

/** What a centre's past says: how much of their limits jobs run, and how estimates came out. */
export interface Experience {
  readonly shares: RunShares
  readonly correction: Correction
}

/** Learned anew after so long; one job more or less changes nothing that is seen. */
const KEPT_MS = 10 * 60_000
/** Groups and corrections look at no more than the newest of each. */
const MOST = 5000

const known = new WeakMap<Database, Map<Uuid, { at: number; learned: Promise<Experience> }>>()

export function experienceOf(database: Database, clock: Clock, zoneId: Uuid, centreId: Uuid): Promise<Experience> {
  const centres = known.get(database) ?? new Map<Uuid, { at: number; learned: Promise<Experience> }>()
  known.set(database, centres)
  const found = centres.get(centreId)
  const age = found === undefined ? Infinity : clock.milliseconds() - found.at
  if (found !== undefined && age >= 0 && age < KEPT_MS) return found.learned
  const learned = learn(database, zoneId, centreId, clock.now())
  centres.set(centreId, { at: clock.milliseconds(), learned })
  learned.catch(() => centres.delete(centreId))
  return learned
}

async function learn(database: Database, zoneId: Uuid, centreId: Uuid, now: Instant): Promise<Experience> {
  const { ended, past } = await database.read(zoneId, async (tx) => ({
    ended: await readEndedRuns(tx, zoneId, MOST),
    past: await readTold(tx, zoneId, { centreId, since: null, now, most: MOST }),
  }))
  return {
    shares: learnRunShares(ended),
    correction: learnCorrection(
      past.map(({ simulatedP50, simulatedP90, cards, waited, hasStarted }) => ({
        simulated: { p50: simulatedP50, p90: simulatedP90 },
        cards,
        waited,
        hasStarted,
      })),
    ),
  }
}

import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { noteCentre } from '../centre.queries.ts'
import type { Dispatching } from './dispatching.ts'
import { keepCapacity } from '../capacity/keep-capacity.ts'
import { settleEnvelopes } from './envelope.ts'
import { moveAway } from './move-away.ts'
import { cancelAsked, observe } from './observe.ts'
import { settleEnded } from './settle-ended.ts'
import { submitDue } from './submit-due.ts'
import { tellWaits } from '../waiting/tell-waits.ts'

/** So long at most a burst of submits keeps everything else waiting. */
const SUBMITS_MS = 4000
/** Each may take its time where much waits or has ended; some of what is due goes to the engine after each, so that neither waits for the other. */
const STEPS: readonly ((given: Dispatching) => Promise<unknown>)[] = [
  cancelAsked,
  moveAway,
  observe,
  tellWaits,
  settleEnded,
  settleEnvelopes,
  keepCapacity,
]

/** One round at one centre. A centre that cannot be reached keeps everything as it is, and says what is wrong. @returns whether it answered */
export async function sweep(given: Dispatching): Promise<boolean> {
  const { database, clock, zone, centre } = given
  try {
    let isMoreDue = true
    while (isMoreDue && given.mayGoOn()) {
      const until = clock.milliseconds() + SUBMITS_MS
      do isMoreDue = (await submitDue(given)).more
      while (isMoreDue && given.mayGoOn() && clock.milliseconds() < until)
      for (const step of STEPS) {
        let left: unknown = 'more'
        while (left === 'more' && given.mayGoOn()) {
          left = await step(given)
          isMoreDue = (await submitDue(given)).more
        }
      }
    }
    await database.write(zone.zoneId, (tx) => noteCentre(tx, zone.zoneId, centre.centreId, clock.now(), null))
    return true
  } catch (error) {
    if (!(error instanceof Refusal) || !/^(engine|compute-centre)\./.test(error.code)) throw error
    const detail = error.reasons[0]?.params?.['detail'] ?? error.reasons[0]?.params?.['place'] ?? null
    const fault = { code: error.code, detail: detail === null ? null : String(detail) }
    await database.write(zone.zoneId, (tx) => noteCentre(tx, zone.zoneId, centre.centreId, clock.now(), fault))
    return false
  }
}

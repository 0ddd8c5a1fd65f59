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

/** Each may take its time where much waits or has ended; some of what is due goes to the engine before each, so that neither waits for the other. */
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
    let isMoreDue: boolean
    do {
      isMoreDue = false
      for (const step of STEPS) {
        let left: unknown = 'more'
        while (left === 'more' && given.mayGoOn()) {
          isMoreDue = (await submitDue(given)).more
          left = await step(given)
        }
      }
    } while (isMoreDue && given.mayGoOn())
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

import { proveDay, type DayProof } from '@ballast/domain/metering/day-proof.ts'
import { isUse } from '@ballast/domain/metering/book-run.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { dateOfDayNumber, dayNumber } from '@ballast/domain/shared/time.ts'
import { meterRecords, provenRow, type BookRecord } from './meter-centre.ts'
import { dayOf, startOf, type Metering } from './metering.ts'
import { bookedRows, saveProof } from './metering.queries.ts'

/**
 * Sets the books of a centre against ours for the runs that ended on a day. What the books had from then and we had not — they were
 * written late — is metered first; what differs after that has to be looked at by people.
 */
export async function proveCentreDay(given: Metering, day: PlainDate): Promise<DayProof> {
  const { database, clock, zone, centre, engine } = given
  const until = startOf(dateOfDayNumber(dayNumber(day) + 1))
  const records = await engine.ended({ from: startOf(day), until })
  const uses = records.filter((record): record is BookRecord => isUse(record) && dayOf(record.endedAt) === day)
  await meterRecords(given, records)
  return database.write(zone.zoneId, async (tx) => {
    const booked = await bookedRows(tx, zone.zoneId, centre, { from: day, to: day })
    const proof = proveDay(
      uses.map((record) => provenRow(centre.code, record)),
      booked,
    )
    await saveProof(tx, zone.zoneId, { ...proof, centreId: centre.centreId, day, at: clock.now(), by: 'system' })
    return proof
  })
}

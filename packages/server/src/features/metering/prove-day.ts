import { proveDay, type DayProof } from '@ballast/domain/metering/day-proof.ts'
import { isUse, runKey } from '@ballast/domain/metering/book-run.ts'
import { addDays, secondsOf, startOfDay, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { MeteringProof } from '@ballast/contract/metering.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { centreOf, enginesOf } from '../computing/index.ts'
import { isSaved, meterCentre, meterRecords, provenRow, type BookRecord } from './meter-centre.ts'
import { dayOf, type Metering } from './metering.ts'
import { bookedRows, saveProof } from './metering.queries.ts'
import { readProofs } from './metering.view.ts'
import { proofOut } from './show-metering.ts'

/**
 * Sets the books of a centre against ours for the runs that ended on a day. What the books had from then and we had not — they were
 * written late — is metered first; what differs after that has to be looked at by people.
 */
export async function proveCentreDay(given: Metering, day: PlainDate, by = 'system'): Promise<DayProof> {
  const { database, clock, zone, centre, engine } = given
  const until = startOfDay(addDays(day, 1))
  const records = await engine.ended({ from: startOfDay(day), until })
  const now = secondsOf(clock.now())
  const uses = records.filter((record): record is BookRecord => isUse(record) && dayOf(record.endedAt) === day)
  await meterRecords(given, records)
  return database.write(zone.zoneId, async (tx) => {
    const booked = await bookedRows(tx, zone.zoneId, centre, { from: day, to: day })
    // What ended a moment ago is not missing yet; it may have been recorded meanwhile.
    const recorded = new Set(booked.map(({ key }) => key))
    const rows = uses.filter((record) => isSaved(record, now) || recorded.has(runKey(record)))
    const proof = proveDay(
      rows.map((record) => provenRow(centre.code, record)),
      booked,
    )
    await saveProof(tx, zone.zoneId, { ...proof, centreId: centre.centreId, day, at: clock.now(), by })
    return proof
  })
}

/** Reads the books of a centre now and proves a day of it, because somebody wants to know. */
export async function proveNow(
  database: Database,
  ctx: Context,
  { centreId, day }: { centreId: Uuid; day: PlainDate },
): Promise<MeteringProof> {
  const { zone, clock, auditKey, user } = ctx
  if (day > dayOf(secondsOf(clock.now()))) throw new Refusal('metering.day-to-come', [{ code: 'metering.day-to-come', params: { day } }])
  const centre = await database.read(zone.zoneId, (tx) => centreOf(tx, ctx, centreId))
  const engine = await enginesOf(database).of(centre)
  const metering = { database, clock, auditKey, zone, centre, engine }
  await meterCentre(metering)
  await proveCentreDay(metering, day, user.login)
  return database.write(zone.zoneId, async (tx) => {
    const proof = (await readProofs(tx, zone.zoneId, { centreId, day })).map(proofOut)[0] as MeteringProof
    await recordAudit(tx, ctx, {
      action: 'metering.prove',
      subjectType: 'compute_centre',
      subjectId: centreId,
      after: { day, engine: proof.engine, difference: proof.difference },
    })
    return proof
  })
}

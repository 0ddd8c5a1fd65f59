import { attributionOf, type Register } from '@ballast/domain/metering/attribution.ts'
import {
  billedWork,
  cardsOf,
  isUse,
  lastRun,
  meteredEnd,
  runKey,
  runLabel,
  runsAgain,
  windowSince,
  type EndedRun,
} from '@ballast/domain/metering/book-run.ts'
import { instantAt, secondsOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { EndState } from '@ballast/domain/voucher/settle.ts'
import { rateOn } from '@ballast/domain/voucher/terms.ts'
import { newId } from '../../platform/ids.ts'
import { PATIENCE, recordedRun, type JobRecord } from '../computing/index.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { findHolds, placeHold, readRates, recordUses, releaseHold, type RecordedRun } from '../voucher/index.ts'
import { contextOf, dayOf, type Metering } from './metering.ts'
import { accountsOf, bookedRows, holdersOf, readMeter, saveMeter, vouchersByEnvelope } from './metering.queries.ts'
import { insertSuspense, unheldSuspense, type SuspenseFound } from './suspense.queries.ts'

/** What the controller could not write into the books at once it writes within minutes; what comes later the daily proof finds. */
const OVERLAP_S = 2 * 3600
/** Of a centre that was never read: so far back. */
const FIRST_S = 24 * 3600
/** By then an engine that starts a preempted job again has done so. */
const GRACE_S = 600
/** One transaction locks the vouchers of so many runs. */
const RUNS_AT_ONCE = 500

export type BookRecord = JobRecord & EndedRun
export interface MeteredSpan {
  readonly read: number
  readonly recorded: number
  readonly suspended: number
  readonly closed: number
}

/** Meters what is new in the books of a centre. Read again, nothing counts twice. */
export async function meterCentre(given: Metering): Promise<MeteredSpan> {
  const { database, clock, zone, centre } = given
  const meter = await database.read(zone.zoneId, (tx) => readMeter(tx, zone.zoneId, centre.centreId))
  const now = secondsOf(clock.now())
  const span = windowSince(meter === undefined ? null : secondsOf(meter.readUntil), now, { overlap: OVERLAP_S, first: FIRST_S })
  const records = await given.engine.ended(span)
  const metered = await meterRecords(given, records)
  const mark = {
    centreId: centre.centreId,
    until: instantAt(span.until * 1000),
    at: clock.now(),
    rows: metered.recorded + metered.suspended,
  }
  await database.write(zone.zoneId, (tx) => saveMeter(tx, zone.zoneId, mark))
  return metered
}

/** An end that the controller has not saved yet it tells the books otherwise, should it die: the next reading has the row as well. */
export const isSaved = ({ endedAt }: JobRecord, now: number): boolean => endedAt === null || now - endedAt >= PATIENCE.saveMs / 1000

/** Records rows of the books that are not recorded yet, and closes the holds of jobs that are over. */
export async function meterRecords(given: Metering, records: readonly JobRecord[]): Promise<MeteredSpan> {
  const { database, clock, zone, centre } = given
  const { zoneId } = zone
  const now = secondsOf(clock.now())
  const uses = records.filter((record): record is BookRecord => isUse(record) && isSaved(record, now))
  const ofOurs = Map.groupBy(
    records.filter(({ ownId }) => ownId !== ''),
    ({ ownId }) => ownId,
  )
  const { booked, register, envelopes } = await database.read(zoneId, async (tx) => {
    const rates = await readRates(tx, zoneId)
    const days = uses.map(({ endedAt }) => dayOf(endedAt)).toSorted()
    return {
      booked: new Set(
        days.length === 0
          ? []
          : (await bookedRows(tx, zoneId, centre, { from: days[0] as PlainDate, to: days.at(-1) as PlainDate })).map(({ key }) => key),
      ),
      envelopes: await vouchersByEnvelope(tx, zoneId, centre.centreId),
      register: {
        jobs: await holdersOf(tx, zoneId, [...ofOurs.keys()]),
        accounts: await accountsOf(tx, zoneId, centre.centreId),
        cards: new Map(centre.cards.map(({ cardType, engineType }) => [engineType, cardType])),
        hasRate: (cardType, startedAt) => rateOn(rates, cardType, dayOf(startedAt)) !== undefined,
      } satisfies Register<Uuid>,
    }
  })
  const runs: RecordedRun[] = []
  const suspended: SuspenseFound[] = []
  for (const record of new Map(uses.map((use) => [runKey(use), use])).values()) {
    if (booked.has(runKey(record))) continue
    const found = attributionOf(record, register)
    if (found.kind === 'suspense') suspended.push(suspenseOf(record, { ...found, voucherId: envelopes.get(record.envelope) ?? null }))
    else {
      const { enterpriseId, cardType } = found
      // The rest of a hold goes back once all rows of its job are recorded.
      runs.push(
        recordedRun(centre.code, record, {
          jobId: record.ownId as Uuid,
          enterpriseId,
          cardType,
          isLast: false,
          runsAgain: runsAgain(record, ofOurs.get(record.ownId) ?? []),
        }),
      )
    }
  }
  const over = [...register.jobs.keys()].filter((ownId) => {
    const own = ofOurs.get(ownId) ?? []
    return lastRun(own, now, GRACE_S) !== undefined && own.some(isUse) && own.every((record) => isSaved(record, now))
  })
  let closed = 0
  for (let from = 0; from < runs.length; from += RUNS_AT_ONCE)
    await database.write(zoneId, (tx) => recordUses(tx, contextOf(given), runs.slice(from, from + RUNS_AT_ONCE)))
  await database.write(zoneId, async (tx) => {
    await insertSuspense(tx, zoneId, centre.centreId, suspended, clock.now())
    for (const { jobId, closedAt } of await findHolds(tx, zoneId, over as Uuid[])) {
      if (closedAt !== null) continue
      await releaseHold(tx, contextOf(given), jobId)
      closed += 1
    }
  })
  await holdForSuspense(given)
  return { read: records.length, recorded: runs.length, suspended: suspended.length, closed }
}

/** While nobody decides on it, nobody else uses what it took: longer than any voucher is valid. */
const HELD_FOR_MS = 10 * 366 * 86_400_000

/**
 * Holds of a voucher what was used of its envelope past us, so that jobs of ours get the room back that was held for them. Where the
 * voucher has not as much left, it is tried again at every reading.
 */
async function holdForSuspense(given: Metering): Promise<void> {
  const { database, clock, zone, centre } = given
  const { zoneId } = zone
  const expiresAt = instantAt(clock.milliseconds() + HELD_FOR_MS)
  for (const row of await database.read(zoneId, (tx) => unheldSuspense(tx, zoneId, centre.centreId))) {
    const { suspenseId: jobId, voucherId, cardType, cards, elapsedSeconds: limitSeconds } = row
    try {
      await database.write(zoneId, (tx) => placeHold(tx, contextOf(given), { jobId, voucherId, cardType, cards, limitSeconds, expiresAt }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}

const suspenseOf = (
  record: BookRecord,
  found: Pick<SuspenseFound, 'reason' | 'enterpriseId' | 'cardType' | 'voucherId'>,
): SuspenseFound => ({
  suspenseId: newId(),
  engineJob: record.jobId,
  submittedAt: instantAt(record.submittedAt * 1000),
  ownId: record.ownId,
  restart: BigInt(record.restarts),
  account: record.account,
  osUser: record.user,
  jobName: record.name,
  reason: found.reason,
  cardType: found.cardType,
  engineCards: record.cards,
  cards: BigInt(cardsOf(record)),
  billedTflops: BigInt(record.billedTflops),
  elapsedSeconds: BigInt(record.elapsedSeconds),
  startedAt: instantAt(record.startedAt * 1000),
  endedAt: instantAt(record.endedAt * 1000),
  endedOn: dayOf(record.endedAt),
  endState: meteredEnd(record.state) as EndState,
  enterpriseId: found.enterpriseId,
  voucherId: found.voucherId,
})

/** A row of the books as the proof of a day looks at it. */
export const provenRow = (centre: string, record: BookRecord) => ({
  key: runKey(record),
  label: runLabel(centre, record.jobId, record.restarts),
  amount: billedWork(record),
})

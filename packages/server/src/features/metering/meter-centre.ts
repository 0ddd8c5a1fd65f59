import { attributionOf, type Register } from '@ballast/domain/metering/attribution.ts'
import {
  billedWork,
  cardsOf,
  isUse,
  lastRun,
  meteredEnd,
  runKey,
  runLabel,
  windowSince,
  type EndedRun,
} from '@ballast/domain/metering/book-run.ts'
import { instantAt, secondsOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { EndState } from '@ballast/domain/voucher/settle.ts'
import { rateOn } from '@ballast/domain/voucher/terms.ts'
import { newId } from '../../platform/ids.ts'
import { recordedRun, type JobRecord } from '../computing/index.ts'
import { findHolds, readRates, recordUses, releaseHold, type RecordedRun } from '../voucher/index.ts'
import { contextOf, dayOf, type Metering } from './metering.ts'
import { accountsOf, bookedRows, holdersOf, readMeter, saveMeter } from './metering.queries.ts'
import { insertSuspense, type SuspenseFound } from './suspense.queries.ts'

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

/** Records rows of the books that are not recorded yet, and closes the holds of jobs that are over. */
export async function meterRecords(given: Metering, records: readonly JobRecord[]): Promise<MeteredSpan> {
  const { database, clock, zone, centre } = given
  const { zoneId } = zone
  const uses = records.filter((record): record is BookRecord => isUse(record))
  const ofOurs = Map.groupBy(
    records.filter(({ ownId }) => ownId !== ''),
    ({ ownId }) => ownId,
  )
  const { booked, register } = await database.read(zoneId, async (tx) => {
    const rates = await readRates(tx, zoneId)
    const days = uses.map(({ endedAt }) => dayOf(endedAt)).toSorted()
    return {
      booked: new Set(
        days.length === 0
          ? []
          : (await bookedRows(tx, zoneId, centre, { from: days[0] as PlainDate, to: days.at(-1) as PlainDate })).map(({ key }) => key),
      ),
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
    if (found.kind === 'suspense') suspended.push(suspenseOf(record, found))
    else {
      const { enterpriseId, cardType } = found
      // The rest of a hold goes back once all rows of its job are recorded.
      runs.push(recordedRun(centre.code, record, { jobId: record.ownId as Uuid, enterpriseId, cardType, isLast: false }))
    }
  }
  const now = secondsOf(clock.now())
  const over = [...register.jobs.keys()].filter((ownId) => {
    const own = ofOurs.get(ownId) ?? []
    return lastRun(own, now, GRACE_S) !== undefined && own.some(isUse)
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
  return { read: records.length, recorded: runs.length, suspended: suspended.length, closed }
}

const suspenseOf = (record: BookRecord, found: Pick<SuspenseFound, 'reason' | 'enterpriseId' | 'cardType'>): SuspenseFound => ({
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
})

/** A row of the books as the proof of a day looks at it. */
export const provenRow = (centre: string, record: BookRecord) => ({
  key: runKey(record),
  label: runLabel(centre, record.jobId, record.restarts),
  amount: billedWork(record),
})

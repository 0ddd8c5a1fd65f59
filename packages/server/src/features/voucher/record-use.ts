import { runLabel } from '@ballast/domain/metering/book-run.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { officialClock, type Instant, type PlainDate } from '@ballast/domain/shared/time.ts'
import { priceOf, workOf } from '@ballast/domain/voucher/computing-power.ts'
import { post, standing, type Posting } from '@ballast/domain/voucher/ledger.ts'
import { hasEnded } from '@ballast/domain/voucher/paid-line.ts'
import { priceAt, type Price, type PriceBook } from '@ballast/domain/voucher/price.ts'
import { settle } from '@ballast/domain/voucher/settle.ts'
import { inForce, rateOn, type CardRate, type Terms } from '@ballast/domain/voucher/terms.ts'
import { recordAudits } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { momentOf } from './book.ts'
import { findHolds, saveHolds, type HoldRecord } from './hold.queries.ts'
import { insertPostings, lockVoucherAccounts, type Cause, type VoucherAccount } from './ledger.queries.ts'
import { readPrices } from './price.queries.ts'
import { readTerms } from './terms.queries.ts'
import { findRecorded, insertUses, knownEnterprises, type ChargedRun, type MeteredRun } from './use.queries.ts'
import { findVouchers, type Validity } from './voucher.queries.ts'

export interface RecordedRun extends MeteredRun {
  readonly isLast: boolean
  /** The engine begins the job again. */
  readonly runsAgain?: boolean
}

/** What makes a metered run this one: an engine uses the numbers of its jobs again. */
const keyOf = ({ centre, engineJob, submittedAt, jobId, restart }: MeteredRun): string =>
  [centre, engineJob, new Date(submittedAt).getTime(), jobId ?? '', restart].join('\n')
const labelOf = ({ centre, engineJob, restart }: MeteredRun): string => runLabel(centre, engineJob, restart)

const isSame = (a: MeteredRun, b: MeteredRun): boolean =>
  a.enterpriseId === b.enterpriseId &&
  a.cardType === b.cardType &&
  a.cards === b.cards &&
  a.elapsedSeconds === b.elapsedSeconds &&
  a.endState === b.endState

interface Books {
  readonly prices: PriceBook
  readonly terms: readonly Terms[]
  readonly vouchers: ReadonlyMap<Uuid, Validity>
  readonly enterprises: ReadonlySet<Uuid>
}

/** Records metered runs: each takes from the hold of its job, and is charged for what no quota covers, and for what a paid line does. A run that is recorded already counts once. */
export async function recordUses(tx: WriteTx, ctx: Context, given: readonly RecordedRun[]) {
  const { zoneId } = ctx.zone
  const runs = [...new Map(given.map((run) => [keyOf(run), run])).values()]
  const jobIds = [...new Set(runs.flatMap(({ jobId }) => jobId ?? []))]
  const voucherIds = [...new Set((await findHolds(tx, zoneId, jobIds)).map(({ voucherId }) => voucherId))]
  let accounts = await lockVoucherAccounts(tx, zoneId, voucherIds)
  // What is looked at from here on is moved by nobody else.
  const holds = new Map((await findHolds(tx, zoneId, jobIds)).map((hold) => [hold.jobId, hold]))
  const recorded = new Map((await findRecorded(tx, zoneId, runs)).map((run) => [keyOf(run), run]))
  const books: Books = {
    prices: await readPrices(tx, zoneId),
    terms: await readTerms(tx, zoneId),
    vouchers: new Map((await findVouchers(tx, zoneId, voucherIds)).map((voucher) => [voucher.voucherId, voucher])),
    enterprises: await knownEnterprises(tx, zoneId, [...new Set(runs.map(({ enterpriseId }) => enterpriseId))]),
  }
  const changedAgain = given.filter((run) => !isSame(run, runs.find((one) => keyOf(one) === keyOf(run)) as RecordedRun))
  refuseIfAny('voucher.refused', [
    ...changedAgain.map((run) => ({ code: 'voucher-use.twice', params: { use: labelOf(run) } })),
    ...runs.flatMap((run) => obstacles(run, recorded.get(keyOf(run)), holds, books)),
  ])

  const fresh = runs.filter((run) => !recorded.has(keyOf(run)))
  const postings: (Posting & { cause: Cause })[] = []
  const charged = fresh.map((run): ChargedRun => {
    const hold = run.jobId === null ? undefined : holds.get(run.jobId)
    const { use, made } = charge(run, hold, accounts, books, businessDate(ctx))
    accounts = standing(accounts, made)
    if (hold !== undefined && hold.closedAt === null) {
      holds.set(hold.jobId, {
        ...hold,
        captured: hold.captured + capturedIn(made),
        ...(run.isLast ? { closedAt: ctx.clock.now(), closeReason: 'ended' as const } : {}),
      })
    }
    postings.push(...made.map((posting) => ({ ...posting, cause: { type: 'use' as const, id: use.useId, voucherId: use.voucherId } })))
    return use
  })
  const moment = momentOf(ctx)
  await insertUses(tx, zoneId, charged, moment)
  await saveHolds(tx, zoneId, [...holds.values()], moment.at)
  await insertPostings(tx, zoneId, postings, moment)
  await recordAudits(
    tx,
    ctx,
    charged.map((use) => ({
      action: 'voucher-use.record',
      subjectType: 'voucher_use',
      subjectId: use.useId,
      after: { run: labelOf(use), covered: use.covered.toString(), free: use.free.toString(), chargedYuan: formatYuan(use.chargedFen) },
    })),
  )
  return {
    recorded: charged.length,
    known: given.length - charged.length,
    chargedYuan: formatYuan(charged.reduce((sum, { chargedFen }) => sum + chargedFen, 0n)),
    covered: charged.reduce((sum, { covered }) => sum + covered, 0n).toString(),
  }
}

const dayOf = (at: Instant) => officialClock(at).date
const startedOn = ({ startedAt }: MeteredRun) => dayOf(startedAt)
const capturedIn = (postings: readonly Posting[]): bigint =>
  postings.reduce((sum, { step, amount }) => (step === 'capture' ? sum + amount : sum), 0n)

function obstacles(run: RecordedRun, earlier: MeteredRun | undefined, holds: ReadonlyMap<Uuid, HoldRecord>, books: Books): Reason[] {
  const use = labelOf(run)
  if (earlier !== undefined) return isSame(run, earlier) ? [] : [{ code: 'voucher-use.differs', params: { use } }]
  const hold = run.jobId === null ? undefined : holds.get(run.jobId)
  const owner = hold === undefined ? undefined : books.vouchers.get(hold.voucherId)?.enterpriseId
  return [
    ...(books.enterprises.has(run.enterpriseId) ? [] : [{ code: 'voucher-use.no-enterprise', params: { use } }]),
    ...(owner === undefined || owner === run.enterpriseId ? [] : [{ code: 'voucher-use.not-the-holder', params: { use } }]),
    ...(rateOn(books.prices.rates, run.cardType, startedOn(run)) === undefined
      ? [{ code: 'voucher.no-rate', params: { cardType: run.cardType, on: startedOn(run) } }]
      : []),
    ...(run.startedAt > run.endedAt ? [{ code: 'voucher-use.ends-before', params: { use } }] : []),
  ]
}

/** What a run takes from its hold, what ran over it from the voucher, and what is charged, on a paid line all but what is free: at the price that its centre had on the day on which it began. */
function charge(
  run: RecordedRun,
  hold: HoldRecord | undefined,
  accounts: readonly VoucherAccount[],
  { prices, terms, vouchers }: Books,
  today: PlainDate,
): { use: ChargedRun; made: Posting[] } {
  const on = startedOn(run)
  const rate = rateOn(prices.rates, run.cardType, on) as CardRate
  const price = priceAt(prices, { centre: run.centre, cardType: run.cardType, on }) as Price
  // A job is captured at the power at which it was held for.
  const tflops = hold?.cardType === run.cardType ? hold.tflops : rate.tflops
  const own = hold === undefined ? [] : accounts.filter(({ voucherId }) => voucherId === hold.voucherId)
  const voucher = hold === undefined ? undefined : vouchers.get(hold.voucherId)
  const isExpired = voucher !== undefined && hasEnded(voucher, today)
  const settled = settle(workOf(run.cards, tflops, run.elapsedSeconds), {
    held: hold === undefined || hold.closedAt !== null ? 0n : hold.amount - hold.captured,
    voucherFree: isExpired ? 0n : (own.find(({ kind }) => kind === 'voucher')?.balance ?? 0n),
    isFree: inForce(terms, on)?.freeEndStates.includes(run.endState) ?? false,
    isLast: run.isLast,
    isExpired,
    isPaid: voucher?.isPaid ?? false,
    runsAgain: run.runsAgain === true,
  })
  const { isLast: _isLast, runsAgain: _runsAgain, ...metered } = run
  const use = {
    ...metered,
    useId: newId(),
    tflops,
    endedOn: dayOf(run.endedAt),
    voucherId: hold?.voucherId ?? null,
    covered: settled.covered,
    free: settled.free,
    fenPerPHour: price.fenPerPHour,
    chargedFen: priceOf(settled.charged, price.fenPerPHour),
  }
  return { use, made: post(own, settled.moves) }
}

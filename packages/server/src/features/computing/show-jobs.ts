import type { ComputeJob } from '@ballast/contract/compute-job.ts'
import { messageText } from '@ballast/contract/messages.ts'
import { waitReasonOf } from '@ballast/domain/computing/wait-reason.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen, formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import { instantAt, type Instant } from '@ballast/domain/shared/time.ts'
import { priceOf, workOf } from '@ballast/domain/voucher/computing-power.ts'
import { priceAt } from '@ballast/domain/voucher/price.ts'
import { rateOn } from '@ballast/domain/voucher/terms.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { enterprisesInReach } from '../../platform/scope.ts'
import { freeOf, notUsable, readPrices, findVouchers } from '../voucher/index.ts'
import { readCentres } from './centre.queries.ts'
import { faultText } from './centres.ts'
import { countJobs, readEvents, readJobs, readScript, type JobFilter, type JobRecordShown } from './job.view.ts'
import { placementOut } from './placement/place-job.ts'
import { readPlacements } from './placement/placement.queries.ts'
import { checkJob, type JobAnywhere } from './submit-job.ts'

export function jobOut(ctx: Context, record: JobRecordShown): ComputeJob {
  const {
    limitSeconds,
    waitsFor,
    faultCode,
    faultDetail,
    cancelAskedAt,
    captured,
    tflops,
    chargedFen,
    missingSince,
    toldAt,
    waitP50,
    waitP90,
    ...rest
  } = record
  const { state, cards, startedAt } = rest
  // What runs is metered when it is over; until then the clock tells.
  const seconds =
    startedAt !== null && (state === 'running' || state === 'ended')
      ? BigInt(
          Math.max(
            0,
            Math.floor(((rest.endedAt === null ? ctx.clock.milliseconds() : Date.parse(rest.endedAt)) - Date.parse(startedAt)) / 1000),
          ),
        )
      : 0n
  const running = workOf(cards, tflops, seconds < limitSeconds ? seconds : limitSeconds)
  return {
    ...rest,
    cards: Number(cards),
    limitMinutes: Number(limitSeconds / 60n),
    waits:
      state === 'held'
        ? { reason: faultCode === 'compute-tenant.is-blocked' ? 'blocked' : 'not-submitted', word: null }
        : state === 'submitted' || state === 'pending'
          ? { reason: missingSince !== null ? 'nodes-away' : waitsFor === null ? 'other' : waitReasonOf(waitsFor), word: waitsFor }
          : null,
    wait:
      toldAt === null || waitP50 === null || waitP90 === null
        ? null
        : { toldAt, p50At: after(toldAt, waitP50), p90At: after(toldAt, waitP90) },
    fault: faultCode === null ? null : { code: faultCode, message: faultText(ctx, faultCode, faultDetail) },
    isCancelAsked: cancelAskedAt !== null,
    held: rest.held.toString(),
    used: (captured > running ? captured : running).toString(),
    chargedYuan: formatYuan(fen(chargedFen)),
    version: rest.version.toString(),
  }
}

const after = (at: Instant, seconds: number): Instant => instantAt(Date.parse(at) + seconds * 1000)

export async function listJobs(
  tx: ReadTx,
  ctx: Context,
  { cursor, limit, ...filter }: JobFilter & { cursor?: string | undefined; limit: number },
) {
  const { zoneId } = ctx.zone
  const reach = enterprisesInReach(ctx, 'compute-job.list')
  const { rows, next } = await readJobs(tx, zoneId, reach, filter, { cursor, limit })
  return { rows: rows.map((record) => jobOut(ctx, record)), next, counts: await countJobs(tx, zoneId, reach) }
}

export async function showJob(tx: ReadTx, ctx: Context, jobId: Uuid) {
  const { zoneId } = ctx.zone
  const [record] = (await readJobs(tx, zoneId, enterprisesInReach(ctx, 'compute-job.show'), { jobId }, { limit: 1 })).rows
  if (record === undefined) throw new Refusal('compute-job.not-found')
  const events = await readEvents(tx, zoneId, jobId)
  const placed = await readPlacements(tx, zoneId, jobId)
  const centres = placed.length === 0 ? [] : await readCentres(tx, zoneId)
  return {
    job: jobOut(ctx, record),
    script: await readScript(tx, zoneId, jobId),
    events: events.map((event) => ({ ...event, detail: event.detail ?? null })),
    placements: placed.map((one) => placementOut(ctx, one, centres, one.placedBy)),
  }
}

/** What the job would take, and everything for which it would be refused. Without a centre it is priced by the zone; what each centre asks the placement says. */
export async function quoteJob(tx: ReadTx, ctx: Context, asked: JobAnywhere) {
  const { zoneId } = ctx.zone
  const { reasons, centre } = await checkJob(tx, ctx, asked)
  const today = businessDate(ctx)
  const prices = await readPrices(tx, zoneId)
  const { cardType } = asked
  const rate = rateOn(prices.rates, cardType, today)
  const price = priceAt(prices, { centre: centre?.code ?? null, cardType, on: today })
  const [voucher] = await findVouchers(tx, zoneId, [asked.voucherId])
  const isOwn = voucher?.enterpriseId === ctx.user.enterpriseId
  const amount = rate === undefined ? null : workOf(BigInt(asked.cards), rate.tflops, BigInt(asked.limitMinutes) * 60n)
  const free = voucher === undefined || !isOwn || voucher.unit !== 'tflops_s' ? null : await freeOf(tx, zoneId, asked.voucherId)
  const all: Reason[] = [
    ...reasons,
    ...(rate === undefined ? [{ code: 'voucher.no-rate', at: 'cardType', params: { cardType, on: today } }] : []),
    ...(voucher === undefined || !isOwn ? [] : notUsable(voucher, today)),
    ...(amount !== null && free !== null && amount > free ? [{ code: 'voucher.short', at: 'voucherId' }] : []),
  ]
  return {
    amount: amount === null ? null : amount.toString(),
    yuan: amount === null || price === undefined ? null : formatYuan(priceOf(amount, price.fenPerPHour)),
    priceOf: amount === null || price === undefined ? null : price.of,
    free: free === null ? null : free.toString(),
    isPaid: isOwn && (voucher?.isPaid ?? false),
    reasons: all.map(({ code, params, at }) => ({
      code,
      message: messageText(ctx.locale, code, params),
      ...(at === undefined ? {} : { at }),
    })),
  }
}

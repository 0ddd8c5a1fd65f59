import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { yearOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import { standing, VOUCHER_ACCOUNTS } from '@ballast/domain/voucher/ledger.ts'
import { editObstacles, lineObstacles } from '@ballast/domain/voucher/paid-line.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { enterprisesInReach } from '../../platform/scope.ts'
import { notify } from '../notification/index.ts'
import { book, momentOf } from './book.ts'
import { lockPoolAccounts, lockVoucherAccounts, nextNumber, openAccounts, openPool } from './ledger.queries.ts'
import { voucherOut } from './show-vouchers.ts'
import { knownEnterprises } from './use.queries.ts'
import { lineOpenedNotice } from './voucher-notices.ts'
import { changeLine, insertVoucher, readVouchers, type VoucherRecord } from './voucher.queries.ts'

const UNIT = 'tflops_s'

export async function listLines(tx: ReadTx, ctx: Context) {
  const lines = await readVouchers(tx, ctx.zone.zoneId, enterprisesInReach(ctx, 'paid-line.list'), { isPaid: true })
  return { rows: lines.map((line) => voucherOut(ctx, line)) }
}

interface Opened {
  readonly enterpriseId: Uuid
  readonly amount: bigint
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
  readonly note: string
}

/** Opens P-hours that an enterprise uses at its own cost: what fills the pool of paid lines goes into this line at once. */
export async function openLine(tx: WriteTx, ctx: Context, { enterpriseId, amount, fromOn, untilOn, note }: Opened) {
  const { zoneId } = ctx.zone
  const moment = momentOf(ctx)
  const hasFirm = (await knownEnterprises(tx, zoneId, [enterpriseId])).size > 0
  refuseIfAny('paid-line.refused', lineObstacles({ hasFirm, amount, fromOn, untilOn, today: moment.on }))
  const year = yearOf(moment.on)
  const poolId = await openPool(tx, zoneId, { year, unit: UNIT, isPaid: true })
  const pool = await lockPoolAccounts(tx, zoneId, poolId)
  const voucherNo = await nextNumber(tx, zoneId, 'paid-line', year)
  const voucherId = await insertVoucher(
    tx,
    zoneId,
    {
      voucherNo,
      applicationId: null,
      enterpriseId,
      projectId: null,
      poolId,
      unit: UNIT,
      amount,
      untilOn,
      sourceKind: 'entered',
      line: { fromOn, note },
    },
    moment,
  )
  const accounts = await openAccounts(tx, zoneId, { poolId, unit: UNIT, voucherId }, VOUCHER_ACCOUNTS)
  // The balance of the budget is what all firms have been opened: of that posting no firm reads.
  const funded = await book(tx, ctx, pool, [{ step: 'fund', amount }], { type: 'pool', id: poolId, voucherId: null, note: voucherNo })
  const cause = { type: 'voucher', id: voucherId, voucherId, note } as const
  await book(tx, ctx, [...standing(pool, funded), ...accounts], [{ step: 'grant', amount }], cause)
  const after = await lineOf(tx, ctx, voucherId)
  await recordAudit(tx, ctx, { action: 'paid-line.open', subjectType: 'voucher', subjectId: voucherId, after: facts(after) })
  await notify(tx, ctx, lineOpenedNotice(after))
  return voucherOut(ctx, after)
}

/** Gives a line another last day, and its note. What its jobs hold is theirs either way. */
export async function editLine(tx: WriteTx, ctx: Context, given: { voucherId: Uuid; version: bigint; untilOn: PlainDate; note: string }) {
  const { voucherId } = given
  // Whoever lets it expire is done, or comes after it goes on.
  await lockVoucherAccounts(tx, ctx.zone.zoneId, [voucherId])
  const before = await lineOf(tx, ctx, voucherId)
  const { fromOn, untilOn, closedAt } = before
  refuseIfAny('paid-line.refused', editObstacles({ fromOn, untilOn, isClosed: closedAt !== null }, given.untilOn, momentOf(ctx).on))
  const isSaved = await changeLine(tx, ctx.zone.zoneId, given, given)
  if (!isSaved) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: voucherOut(ctx, before) })
  const after = await lineOf(tx, ctx, voucherId)
  const subject = { subjectType: 'voucher', subjectId: voucherId }
  await recordAudit(tx, ctx, { action: 'paid-line.edit', ...subject, before: facts(before), after: facts(after) })
  return voucherOut(ctx, after)
}

/** Closes a line: what is free of it expires, what its jobs hold is theirs until they end, and what they leave expires as well. */
export async function closeLineOf(tx: WriteTx, ctx: Context, { voucherId, version }: { voucherId: Uuid; version: bigint }) {
  const { zoneId } = ctx.zone
  // Whoever holds or settles on the line is done, or comes after it is closed.
  const accounts = await lockVoucherAccounts(tx, zoneId, [voucherId])
  const before = await lineOf(tx, ctx, voucherId)
  refuseIfAny('paid-line.refused', before.closedAt === null ? [] : [{ code: 'paid-line.is-closed' }])
  const isClosed = await changeLine(tx, zoneId, { voucherId, version }, { closed: momentOf(ctx) })
  if (!isClosed) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: voucherOut(ctx, before) })
  await book(tx, ctx, accounts, [{ step: 'expire', amount: before.free }], { type: 'voucher', id: voucherId, voucherId })
  const after = await lineOf(tx, ctx, voucherId)
  const subject = { subjectType: 'voucher', subjectId: voucherId }
  await recordAudit(tx, ctx, { action: 'paid-line.close', ...subject, before: facts(before), after: facts(after) })
  return voucherOut(ctx, after)
}

const facts = ({ voucherNo, enterpriseNameZh, granted, free, fromOn, untilOn, note, closedAt }: VoucherRecord) => ({
  voucherNo,
  enterprise: enterpriseNameZh,
  amount: granted.toString(),
  free: free.toString(),
  fromOn,
  untilOn,
  note,
  closedAt,
})

async function lineOf(tx: ReadTx, { zone }: Context, voucherId: Uuid): Promise<VoucherRecord> {
  const [found] = await readVouchers(tx, zone.zoneId, undefined, { voucherIds: [voucherId], isPaid: true })
  if (found === undefined) throw new Refusal('paid-line.not-found')
  return found
}

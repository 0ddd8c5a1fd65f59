import type { AccountSum, VoucherPosting, VoucherUse } from '@ballast/contract/voucher-ledger.ts'
import { messageText } from '@ballast/contract/messages.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { ACCOUNT_KINDS } from '@ballast/domain/voucher/ledger.ts'
import { VOUCHER_UNITS } from '@ballast/domain/voucher/unit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { enterprisesInReach } from '../../platform/scope.ts'
import { amountOut, unitName } from './amounts.ts'
import { listPostings, sumPostings, type KindSum, type PostingFilter, type PostingRecord } from './ledger.view.ts'
import { countAccounts, proveLedger } from './proof.view.ts'
import { listUses, type UseFilter, type UseRecord } from './use.queries.ts'

function postingOut(record: PostingRecord): VoucherPosting {
  const { unit, amount, fromId, fromKind, fromNo, fromBalance, toId, toKind, toNo, toBalance, ...rest } = record
  return {
    ...rest,
    unit: unitName(unit),
    amount: amountOut(unit, amount),
    from: { accountId: fromId, kind: fromKind, no: fromNo.toString(), balance: amountOut(unit, fromBalance) },
    to: { accountId: toId, kind: toKind, no: toNo.toString(), balance: amountOut(unit, toBalance) },
  }
}

/** Money, quota and paid lines, each in the order in which an amount goes through the accounts. */
const BOOKS = [...VOUCHER_UNITS.map((unit) => ({ unit, isPaid: false })), { unit: 'tflops_s' as const, isPaid: true }]

function sumsOut(sums: readonly KindSum[]): AccountSum[] {
  return BOOKS.flatMap(({ unit, isPaid }) =>
    ACCOUNT_KINDS.flatMap((kind) => {
      const sum = sums.find((one) => one.unit === unit && one.isPaid === isPaid && one.kind === kind)
      if (sum === undefined) return []
      const out = (amount: bigint) => amountOut(unit, amount)
      return [{ unit: unitName(unit), isPaid, kind, debit: out(sum.debit), credit: out(sum.credit), balance: out(sum.credit - sum.debit) }]
    }),
  )
}

interface Paging {
  readonly cursor?: string | undefined
  readonly limit: number
}

export async function readLedger(tx: ReadTx, ctx: Context, filter: PostingFilter, paging: Paging) {
  const reach = enterprisesInReach(ctx, 'voucher-ledger.list')
  const { zoneId } = ctx.zone
  const page = await listPostings(tx, zoneId, reach, filter, paging)
  const { count, sums } = await sumPostings(tx, zoneId, reach, filter)
  return { rows: page.rows.map(postingOut), next: page.next, count, sums: sumsOut(sums) }
}

function useOut({
  restart,
  cards,
  tflops,
  elapsedSeconds,
  amount,
  covered,
  free,
  chargedFen,
  fenPerPHour,
  ...rest
}: UseRecord): VoucherUse {
  return {
    ...rest,
    restart: Number(restart),
    cards: Number(cards),
    tflops: Number(tflops),
    elapsedSeconds: Number(elapsedSeconds),
    amount: amount.toString(),
    covered: covered.toString(),
    free: free.toString(),
    chargedYuan: formatYuan(chargedFen),
    yuanPerPHour: formatYuan(fenPerPHour),
  }
}

export async function readUses(tx: ReadTx, ctx: Context, filter: UseFilter, paging: Paging) {
  const page = await listUses(tx, ctx.zone.zoneId, enterprisesInReach(ctx, 'voucher-use.list'), filter, paging)
  return { rows: page.rows.map(useOut), next: page.next }
}

/** Counts the whole ledger anew, and the balances by the end of a day. */
export async function verifyLedger(tx: ReadTx, ctx: Context, given: PlainDate | undefined) {
  const { zoneId, code: zone } = ctx.zone
  const from = performance.now()
  const through = given ?? businessDate(ctx)
  const { count, sums } = await sumPostings(tx, zoneId, undefined, { to: through })
  const checks = await proveLedger(tx, zoneId)
  return {
    zone,
    through,
    postings: count,
    accounts: await countAccounts(tx, zoneId),
    milliseconds: Math.round(performance.now() - from),
    sums: sumsOut(sums),
    isProven: checks.every(({ wrong }) => wrong === 0),
    checks: checks.map(({ examples, ...check }) => ({ ...check, message: messageText(ctx.locale, check.code), examples: [...examples] })),
  }
}

import type { VoucherBalances, VoucherUnitName } from '@ballast/contract/voucher.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { exactPHours, tflopsSecondsOf } from '@ballast/domain/voucher/computing-power.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'

export const unitName = (unit: VoucherUnit): VoucherUnitName => (unit === 'fen' ? 'yuan' : 'tflops_s')
export const unitOf = (name: VoucherUnitName): VoucherUnit => (name === 'yuan' ? 'fen' : 'tflops_s')

/** An amount as the wire has it. */
export const amountOut = (unit: VoucherUnit, amount: bigint): string => (unit === 'fen' ? formatYuan(amount) : amount.toString())

/** An amount of the wire in its unit; TFLOPS·seconds are whole. */
export function amountIn(unit: VoucherUnit, text: string): bigint {
  if (unit === 'fen') return parseYuan(text)
  if (!/^\d+$/.test(text)) throw new Refusal('voucher.refused', [{ code: 'voucher.not-whole', at: 'amount', params: { text } }])
  return tflopsSecondsOf(BigInt(text))
}

/** An amount of the wire for people to read, with its unit. */
export const amountText = (unit: VoucherUnitName, amount: string) =>
  unit === 'yuan' ? { zh: `${amount} 元`, en: `${amount} yuan` } : { zh: exactPHours(BigInt(amount)), en: exactPHours(BigInt(amount)) }

export interface Balances {
  readonly granted: bigint
  readonly free: bigint
  readonly held: bigint
  readonly used: bigint
  readonly redeemed: bigint
  readonly expired: bigint
}

export function balancesOut(unit: VoucherUnit, { granted, free, held, used, redeemed, expired }: Balances): VoucherBalances {
  const out = (amount: bigint) => amountOut(unit, amount)
  return { granted: out(granted), free: out(free), held: out(held), used: out(used), redeemed: out(redeemed), expired: out(expired) }
}

export const addBalances = (a: Balances, b: Balances): Balances => ({
  granted: a.granted + b.granted,
  free: a.free + b.free,
  held: a.held + b.held,
  used: a.used + b.used,
  redeemed: a.redeemed + b.redeemed,
  expired: a.expired + b.expired,
})
export const NO_BALANCES: Balances = { granted: 0n, free: 0n, held: 0n, used: 0n, redeemed: 0n, expired: 0n }

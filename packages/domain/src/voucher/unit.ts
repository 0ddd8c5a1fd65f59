import { drawYuan } from '../shared/money.ts'
import { exactPHours } from './computing-power.ts'

/** Quota is counted in TFLOPS·seconds, vouchers that redeem what was paid in fen; the two never meet in one posting. */
export const VOUCHER_UNITS = ['tflops_s', 'fen'] as const
export type VoucherUnit = (typeof VOUCHER_UNITS)[number]

/** An amount as a sentence has it, with its unit: "12.5 P·h", "¥300.00". */
export const amountText = (unit: VoucherUnit, amount: bigint): string => (unit === 'fen' ? `¥${drawYuan(amount)}` : exactPHours(amount))

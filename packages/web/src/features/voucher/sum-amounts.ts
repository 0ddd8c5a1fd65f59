import type { VoucherUnitName } from '@ballast/contract/voucher.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'

/** The sum of amounts of the wire, as the wire has it. */
export const sumAmounts = (unit: VoucherUnitName, amounts: readonly string[]): string =>
  unit === 'yuan' ? formatYuan(sumFen(amounts.map(parseYuan))) : amounts.reduce((sum, amount) => sum + BigInt(amount), 0n).toString()

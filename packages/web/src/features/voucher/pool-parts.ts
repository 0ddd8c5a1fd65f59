import type { VoucherUnitName } from '@ballast/contract/voucher.ts'

const PARTS = ['free', 'held', 'used', 'redeemed', 'expired'] as const
export const COLOURS: Readonly<Record<(typeof PARTS)[number], string>> = {
  free: '#7aa7d9',
  held: '#d9a441',
  used: '#2f6f9f',
  redeemed: '#2e7d5b',
  expired: '#8a8f98',
}
/** The parts of an amount that a kind of voucher can have: quota is used, money is redeemed. */
export const partsOf = (unit: VoucherUnitName) => PARTS.filter((part) => part !== (unit === 'yuan' ? 'used' : 'redeemed'))

import { amountOut, amountText, unitName } from './amounts.ts'
import type { Notice } from '../notification/index.ts'
import type { EndingVoucher, VoucherRecord } from './voucher.queries.ts'

const NAMES = { quota: { zh: '算力券', en: 'voucher' }, line: { zh: '自费额度', en: 'paid line' } }

/** For the firm: what is left of a voucher or a paid line is lost soon. @param within so many days; told once for each */
export const quotaEndingNotice = (ending: EndingVoucher, within: number): Notice => {
  const { voucherId, voucherNo, enterpriseId, unit, isPaid, untilOn, free } = ending
  return {
    kind: 'quota-ending',
    key: `quota-ending:${voucherId}:${untilOn}:${within}`,
    subject: { type: 'voucher', id: voucherId },
    projectId: null,
    link: isPaid ? '/computing' : '/vouchers?tab=vouchers',
    params: {
      what: isPaid ? NAMES.line : NAMES.quota,
      no: voucherNo,
      until: untilOn,
      amount: amountText(unitName(unit), amountOut(unit, free)),
    },
    to: { enterpriseId },
  }
}

/** For the firm: it may submit at its own cost from a day on. */
export const lineOpenedNotice = (line: VoucherRecord): Notice => {
  const { voucherId, voucherNo, enterpriseId, unit, granted, fromOn, untilOn, note } = line
  return {
    kind: 'paid-line-opened',
    key: `paid-line-opened:${voucherId}`,
    subject: { type: 'voucher', id: voucherId },
    projectId: null,
    link: '/computing',
    params: { no: voucherNo, amount: amountText(unitName(unit), amountOut(unit, granted)), from: fromOn, until: untilOn, note: note ?? '' },
    to: { enterpriseId },
  }
}

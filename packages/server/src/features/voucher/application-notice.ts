import type { VoucherApplication } from '@ballast/contract/voucher.ts'
import type { Notice } from '../notification/index.ts'
import { amountText } from './amounts.ts'

const LINK = '/vouchers?tab=applications'

/** For whoever decides. */
export const appliedNotice = (application: VoucherApplication): Notice => {
  const { applicationId, applicationNo, enterpriseNameZh, enterpriseNameEn, unit, amount, purpose } = application
  return {
    kind: 'voucher-applied',
    key: `voucher-applied:${applicationId}`,
    subject: { type: 'voucher_application', id: applicationId },
    projectId: null,
    link: LINK,
    params: { firm: { zh: enterpriseNameZh, en: enterpriseNameEn }, amount: amountText(unit, amount), purpose, no: applicationNo },
    to: { roles: [{ role: 'planner' }] },
  }
}

/** For the firm that applied: granted with how much, or refused with the reason. */
export const decidedNotice = (application: VoucherApplication): Notice => {
  const { applicationId, applicationNo, enterpriseId, unit, granted, voucherNo, decisionNote } = application
  const decision =
    granted === null
      ? { zh: `未核发，${decisionNote ?? ''}`, en: `not granted: ${decisionNote ?? ''}` }
      : {
          zh: `核发 ${amountText(unit, granted).zh}，券号 ${voucherNo ?? ''}`,
          en: `granted ${amountText(unit, granted).en}, voucher ${voucherNo ?? ''}`,
        }
  return {
    kind: 'voucher-decided',
    key: `voucher-decided:${applicationId}`,
    subject: { type: 'voucher_application', id: applicationId },
    projectId: null,
    link: LINK,
    params: { no: applicationNo, decision },
    to: { enterpriseId },
  }
}

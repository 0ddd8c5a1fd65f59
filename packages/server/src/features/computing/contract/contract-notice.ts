import type { Notice } from '../../notification/index.ts'
import type { EndingContract } from './contract.queries.ts'

/** For the firm: soon it may not submit to a centre any more. @param within so many days; told once for each */
export const contractEndingNotice = (ending: EndingContract, within: number): Notice => {
  const { contractId, enterpriseId, contractNo, untilOn, centreNameZh, centreNameEn } = ending
  return {
    kind: 'contract-ending',
    key: `contract-ending:${contractId}:${untilOn}:${within}`,
    subject: { type: 'compute_contract', id: contractId },
    projectId: null,
    link: '/computing',
    params: { no: contractNo, until: untilOn, centre: { zh: centreNameZh, en: centreNameEn } },
    to: { enterpriseId },
  }
}

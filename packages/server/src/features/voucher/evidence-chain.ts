import { createHash } from 'node:crypto'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { canonicalJson } from '../../platform/audit.ts'
import type { RedemptionRecord } from './redemption.queries.ts'
import type { UseRecord } from './use.queries.ts'

export interface EvidenceLink {
  readonly text: string
  readonly hash: string
}

/** Each hash covers the one before it and its own text, so that nothing can be put in, taken out or moved. No key: anybody can check it. */
export function chained(texts: readonly string[]): EvidenceLink[] {
  let hash = ''
  return texts.map((text) => {
    hash = createHash('sha256').update(hash).update(text).digest('hex')
    return { text, hash }
  })
}

/** What was handed in, then each metered row, the oldest first; the last hash stands for all of it. Nothing in it can change afterwards. */
export function evidenceOf(papers: RedemptionRecord, uses: readonly UseRecord[]): EvidenceLink[] {
  return chained([canonicalJson(papersOf(papers)), ...uses.map((use) => canonicalJson(rowOf(use)))])
}

const papersOf = (papers: RedemptionRecord) => ({
  redemptionNo: papers.redemptionNo,
  enterpriseId: papers.enterpriseId,
  voucherNo: papers.voucherNo,
  contractNo: papers.contractNo,
  contractOn: papers.contractOn,
  supplierName: papers.supplierName,
  supplierCreditCode: papers.supplierCreditCode,
  invoiceNo: papers.invoiceNo,
  invoiceOn: papers.invoiceOn,
  invoiceYuan: formatYuan(papers.invoiceFen),
  computeYuan: formatYuan(papers.computeFen),
  paidOn: papers.paidOn,
  meteredYuan: formatYuan(papers.meteredFen),
  // Nothing is handed in without both declarations.
  isUnrelated: true,
  isNotSubsidisedElsewhere: true,
  submittedOn: papers.submittedOn,
})

const rowOf = (use: UseRecord) => ({
  useId: use.useId,
  centre: use.centre,
  engineJob: use.engineJob,
  restart: use.restart,
  submittedAt: use.submittedAt,
  startedAt: use.startedAt,
  endedAt: use.endedAt,
  endState: use.endState,
  cardType: use.cardType,
  cards: use.cards,
  tflops: use.tflops,
  elapsedSeconds: use.elapsedSeconds,
  amountTflopsSeconds: use.amount,
  coveredTflopsSeconds: use.covered,
  freeTflopsSeconds: use.free,
  yuanPerPHour: formatYuan(use.fenPerPHour),
  chargedYuan: formatYuan(use.chargedFen),
})

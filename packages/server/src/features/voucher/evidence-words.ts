import { drawYuan } from '@ballast/domain/shared/money.ts'
import { percentText } from '@ballast/domain/shared/ratio.ts'
import { drawPHours } from '@ballast/domain/voucher/computing-power.ts'
import { meteredOf, shareOf } from '@ballast/domain/voucher/redemption.ts'
import type { Context } from '../../platform/context.ts'
import type { RedemptionRecord } from './redemption.queries.ts'
import type { UseRecord } from './use.queries.ts'

const STATES = {
  submitted: { zh: '待审核', en: 'to be checked' },
  checked: { zh: '待拨款', en: 'to be paid' },
  redeemed: { zh: '已兑付', en: 'redeemed' },
  refused: { zh: '不予兑付', en: 'refused' },
  withdrawn: { zh: '已撤回', en: 'taken back' },
} as const

/** Everything that stands in the PDF of the evidence, in the words of one language. */
export function evidenceContent(
  { locale, zone }: Pick<Context, 'locale' | 'zone'>,
  { papers, uses, bills, head }: { papers: RedemptionRecord; uses: readonly UseRecord[]; bills: readonly string[]; head: string },
) {
  const isEnglish = locale === 'en'
  const say = (zh: string, en: string) => (isEnglish ? en : zh)
  const yuan = (amount: bigint | null) => (amount === null ? '—' : say(`${drawYuan(amount)} 元`, `${drawYuan(amount)} yuan`))
  const firm = isEnglish ? (papers.enterpriseNameEn ?? papers.enterpriseNameZh) : papers.enterpriseNameZh
  const state = STATES[papers.state][isEnglish ? 'en' : 'zh']
  const isSimulated = papers.sourceKind === 'simulated' || uses.some(({ sourceKind }) => sourceKind === 'simulated')
  const sum = (key: 'amount') => uses.reduce((total, use) => total + use[key], 0n)
  return {
    locale,
    title: say('算力券兑付凭证', 'Evidence of a redemption'),
    issuer: isEnglish ? zone.nameEn : zone.nameZh,
    facts: [
      [say('兑付编号', 'Redemption'), `${papers.redemptionNo} · ${state}`],
      [say('企业', 'Enterprise'), `${firm}${papers.enterpriseCreditCode === null ? '' : ` · ${papers.enterpriseCreditCode}`}`],
      [say('算力券', 'Voucher'), papers.voucherNo],
      [say('合同', 'Contract'), `${papers.contractNo} · ${papers.contractOn}`],
      [say('服务商', 'Supplier'), `${papers.supplierName} · ${papers.supplierCreditCode}`],
      [say('发票', 'Invoice'), `${papers.invoiceNo} · ${papers.invoiceOn} · ${yuan(papers.invoiceFen)}`],
      [say('付款日期', 'Paid on'), papers.paidOn],
      ...(bills.length === 0 ? [] : [[say('账单', 'Bills'), bills.join(say('、', ', '))]]),
      [say('申请', 'Handed in'), `${papers.submittedByName} · ${papers.submittedOn}`],
    ],
    amounts: [
      [
        say('所附计量', 'Metered rows'),
        say(`${uses.length} 行 · ${drawPHours(sum('amount'))} P·h`, `${uses.length} · ${drawPHours(sum('amount'))} P·h`),
      ],
      [say('计量金额', 'Charged for them'), yuan(meteredOf(uses))],
      ...(papers.meteredFen === meteredOf(uses) ? [] : [[say('更正后金额', 'With corrections of their bills'), yuan(papers.meteredFen)]]),
      [say('发票中的算力费用', 'Of the invoice, for computing power'), yuan(papers.computeFen)],
      [
        say(`兑付比例 ${percentText(papers.redemptionPpm)}%`, `Share of ${percentText(papers.redemptionPpm)} %`),
        yuan(shareOf(papers.computeFen, papers.redemptionPpm)),
      ],
      [say('申请兑付（不超过券余额和年度上限）', 'Asked, within voucher and year’s cap'), yuan(papers.askedFen)],
      [say('审核金额', 'As checked'), yuan(papers.amountFen)],
    ],
    declared: say('企业声明', 'Declared by the enterprise'),
    declarations: [
      say('服务商与本企业无关联关系。', 'The supplier is not a related party.'),
      say('同一合同未在其他渠道获得补贴。', 'The contract is not subsidised elsewhere.'),
    ],
    scope: say(
      '仅含算力：所附计量均为加速卡运行时间，存储、网络、安全等费用不在其内。',
      'Computing power alone: the metered rows are time of cards; storage, network and security are not in them.',
    ),
    chainTitle: say('校验', 'How to check it'),
    chain: say(
      '校验链文件首行为申请内容，其后每行一条计量；每行开头的校验值，是上一行校验值（首行为空）与本行文字相连后的 SHA-256。末行校验值如下，申请时已记入审计：',
      'In the chain file the first line is what was handed in, each further line a metered row. The value at the head of a line is the SHA-256 of the value before (none for the first) followed by the text of the line. The last value, which the audit trail has from the day of the application, is',
    ),
    head,
    notes: isSimulated ? [say('含模拟数据。', 'Contains simulated data.')] : [],
    page: { before: say('第 ', 'Page '), after: say(' 页', '') },
  }
}

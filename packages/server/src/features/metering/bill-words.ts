import { drawYuan } from '@ballast/domain/shared/money.ts'
import { drawPHours } from '@ballast/domain/voucher/computing-power.ts'
import type { Context } from '../../platform/context.ts'
import type { BillRecord } from './bill.queries.ts'

interface CardLine {
  readonly cardType: string
  readonly runs: number
  readonly amount: string
  readonly covered: string
  readonly free: string
  readonly charged: string
}

/** Everything that stands in the PDF, in the words of one language. */
export function billContent(
  { locale, zone }: Pick<Context, 'locale' | 'zone'>,
  { bill, netFen, cards }: { bill: BillRecord; netFen: bigint; cards: readonly CardLine[] },
) {
  const isEnglish = locale === 'en'
  const say = (zh: string, en: string) => (isEnglish ? en : zh)
  const zoneName = say(zone.nameZh, zone.nameEn)
  const firm = isEnglish ? (bill.enterpriseNameEn ?? bill.enterpriseNameZh) : bill.enterpriseNameZh
  const isCorrection = bill.correctsBillId !== null
  return {
    locale,
    title: isCorrection
      ? say('公共算力账单更正单', 'Correction of a computing bill')
      : say('公共算力月度账单', 'Monthly bill of computing'),
    issuer: zoneName,
    facts: [
      [say('账单编号', 'Bill'), bill.billNo],
      [say('企业', 'Enterprise'), firm],
      [say('账期', 'Month'), bill.month],
      [say('出具日期', 'Issued on'), bill.issuedOn],
      [say('出具人', 'Issued by'), bill.issuedByName],
      ...(isCorrection
        ? [
            [say('更正账单', 'Corrects'), bill.correctsBillNo ?? ''],
            [say('更正原因', 'Reason'), bill.reason ?? ''],
          ]
        : []),
    ],
    headers: [
      say('卡型', 'Card'),
      say('运行次数', 'Runs'),
      say('用量 P·h', 'Use, P·h'),
      say('额度抵扣 P·h', 'From quota, P·h'),
      say('免计 P·h', 'Free, P·h'),
      say('金额 元', 'Charge, yuan'),
    ],
    rows: cards.map(({ cardType, runs, amount, covered, free, charged }) => [cardType, String(runs), amount, covered, free, charged]),
    total: [
      say('合计', 'Total'),
      bill.runs.toString(),
      drawPHours(bill.amount),
      drawPHours(bill.covered),
      drawPHours(bill.free),
      drawYuan(bill.chargedFen),
    ],
    net:
      netFen === bill.chargedFen || isCorrection
        ? null
        : say(`出具后已有更正，更正后金额 ${drawYuan(netFen)} 元`, `Corrected since; ${drawYuan(netFen)} yuan with its corrections`),
    notes: [
      say(
        '1 P·h 为 1000 TFLOPS（名义 FP16 稠密）运行一小时；用量取自算力中心引擎账簿，逐次运行见随附 Excel。',
        'A P·h is 1,000 TFLOPS (nominal, FP16 dense) for an hour. Use is read from the books of the centre’s engine; the workbook has every run.',
      ),
      ...(bill.sourceKind === 'simulated' ? [say('含模拟数据。', 'Contains simulated data.')] : []),
    ],
    page: { before: say('第 ', 'Page '), after: say(' 页', '') },
  }
}

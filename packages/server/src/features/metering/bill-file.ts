import { END_NAMES, nameIn } from '@ballast/contract/names.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { billByCard } from '@ballast/domain/metering/bill.ts'
import { runLabel } from '@ballast/domain/metering/book-run.ts'
import { drawYuan, formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText } from '@ballast/domain/shared/ratio.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { officialClock } from '@ballast/domain/shared/time.ts'
import { drawPHours, TFLOPS_SECONDS_PER_P_HOUR } from '@ballast/domain/voucher/computing-power.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { makeDocuments } from '../../platform/documents/make-documents.ts'
import { FileReply } from '../../platform/handler.ts'
import { placeOf } from '../../platform/scope.ts'
import { exportTable, type TableColumn } from '../exchange/index.ts'
import { linesOf, type BillRecord, type LineRecord } from './bill.queries.ts'
import { billContent } from './bill-words.ts'
import { findBill, netFen } from './show-bills.ts'

/** A bill as it was issued, at any time the same; what was corrected since stands in a line below its sum. */
export async function billFile(database: Database, ctx: Context, billId: Uuid, format: 'pdf' | 'xlsx'): Promise<FileReply> {
  const { zoneId } = ctx.zone
  const { bill, lines, net } = await database.read(placeOf(ctx, 'compute-bill.file'), async (tx) => {
    const found = await findBill(tx, ctx, 'compute-bill.file', billId)
    return { bill: found, lines: await linesOf(tx, zoneId, billId), net: await netFen(tx, ctx, found) }
  })
  if (format === 'xlsx') return workbook(ctx, bill, lines)
  const template = readFileSync(join(import.meta.dirname, 'bill.typ'), 'utf8')
  const content = billContent(ctx, {
    bill,
    netFen: net,
    cards: billByCard(lines).map(({ cardType, runs, amount, covered, free, chargedFen }) => ({
      cardType,
      runs,
      amount: drawPHours(amount),
      covered: drawPHours(covered),
      free: drawPHours(free),
      charged: drawYuan(chargedFen),
    })),
  })
  const [document] = await makeDocuments([{ format: 'pdf', template, content, at: bill.issuedAt }])
  return new FileReply(document as Buffer, 'application/pdf', `${bill.billNo}-${bill.month}.pdf`)
}

function workbook(
  ctx: Context,
  { billNo, month, enterpriseNameZh, enterpriseNameEn, reason, chargedFen }: BillRecord,
  lines: readonly LineRecord[],
) {
  const work = (key: 'amount' | 'covered' | 'free', zh: string, en: string): TableColumn<LineRecord> => ({
    key,
    zh,
    en,
    kind: 'decimal',
    width: 14,
    isSummed: true,
    value: (line) => ratioText(line[key], TFLOPS_SECONDS_PER_P_HOUR, 5),
  })
  const text = (key: string, zh: string, en: string, width: number, value: (line: LineRecord) => string): TableColumn<LineRecord> => ({
    key,
    zh,
    en,
    kind: 'text',
    width,
    value,
  })
  const clock = (at: LineRecord['startedAt']) => {
    const { date, time } = officialClock(at)
    return `${date} ${time}`
  }
  const columns: readonly TableColumn<LineRecord>[] = [
    text('job', '作业', 'Job', 22, ({ centre, engineJob, restart }) => runLabel(centre, engineJob, restart)),
    text('name', '名称', 'Name', 26, ({ jobName }) => jobName ?? ''),
    text('cards', '卡型', 'Card', 14, ({ cardType }) => cardType),
    { key: 'count', zh: '卡数', en: 'Cards', kind: 'count', width: 8, value: ({ cards }) => cards.toString() },
    text('started', '开始', 'Started', 20, ({ startedAt }) => clock(startedAt)),
    text('ended', '结束', 'Ended', 20, ({ endedAt }) => clock(endedAt)),
    { key: 'seconds', zh: '时长（秒）', en: 'Seconds', kind: 'count', width: 12, value: ({ elapsedSeconds }) => elapsedSeconds.toString() },
    text('end', '结束状态', 'End', 14, ({ endState }) => nameIn(ctx.locale, END_NAMES[endState])),
    work('amount', '用量（P·h）', 'Use (P·h)'),
    work('covered', '额度抵扣（P·h）', 'From quota (P·h)'),
    work('free', '免计（P·h）', 'Free (P·h)'),
    {
      key: 'tflopsSeconds',
      zh: '用量（TFLOPS·s）',
      en: 'Use (TFLOPS·s)',
      kind: 'count',
      width: 20,
      isSummed: true,
      value: ({ amount }) => amount.toString(),
    },
    {
      key: 'rate',
      zh: '单价（元/P·h）',
      en: 'Yuan a P·h',
      kind: 'decimal',
      width: 14,
      value: ({ fenPerPHour }) => formatYuan(fenPerPHour),
    },
    {
      key: 'charged',
      zh: '金额（元）',
      en: 'Charge (yuan)',
      kind: 'decimal',
      width: 14,
      isSummed: true,
      value: (line) => formatYuan(line.chargedFen),
    },
    text('voucher', '算力券', 'Voucher', 16, ({ voucherNo }) => voucherNo ?? ''),
  ]
  const firm = ctx.locale === 'en' ? (enterpriseNameEn ?? enterpriseNameZh) : enterpriseNameZh
  const correction =
    reason === null
      ? { zh: '', en: '' }
      : { zh: ` 更正 ${formatYuan(chargedFen)} 元：${reason}`, en: ` correction of ${formatYuan(chargedFen)} yuan: ${reason}` }
  const name = { zh: `算力账单 ${billNo} ${month} ${firm}${correction.zh}`, en: `Bill ${billNo} ${month} ${firm}${correction.en}` }
  return exportTable(ctx, { name, columns, rows: lines, frozen: 1, amounts: { zh: '元', en: 'yuan' } }, 'xlsx')
}

import { END_NAMES, nameIn } from '@ballast/contract/names.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { strToU8, zipSync } from 'fflate'
import { runLabel } from '@ballast/domain/metering/book-run.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText } from '@ballast/domain/shared/ratio.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { officialClock, type Instant } from '@ballast/domain/shared/time.ts'
import { TFLOPS_SECONDS_PER_P_HOUR } from '@ballast/domain/voucher/computing-power.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { makeDocuments } from '../../platform/documents/make-documents.ts'
import { FileReply } from '../../platform/handler.ts'
import { placeOf } from '../../platform/scope.ts'
import { exportTable, type TableColumn } from '../exchange/index.ts'
import { evidenceOf, type EvidenceLink } from './evidence-chain.ts'
import { evidenceContent } from './evidence-words.ts'
import { billsOfUses, useIdsOnPapers } from './redemption.queries.ts'
import { redemptionOf } from './show-redemptions.ts'
import { listUses, type UseRecord } from './use.queries.ts'

interface Row {
  readonly use: UseRecord
  readonly billNo: string
  readonly hash: string
}

/** What a redemption rests on, in one file: the papers as PDF, every metered row as a workbook, and the chain over both as text. */
export async function evidencePack(database: Database, ctx: Context, redemptionId: Uuid): Promise<FileReply> {
  const { zoneId } = ctx.zone
  const action = 'redemption.evidence'
  const { papers, uses, bills } = await database.read(placeOf(ctx, action), async (tx) => {
    const found = await redemptionOf(tx, ctx, action, redemptionId)
    const useIds = await useIdsOnPapers(tx, zoneId, redemptionId)
    const { rows } = await listUses(tx, zoneId, undefined, { useIds }, { limit: Math.max(useIds.length, 1) })
    return { papers: found, uses: rows.toReversed(), bills: await billsOfUses(tx, zoneId, useIds) }
  })
  const links = evidenceOf(papers, uses)
  const head = (links.at(-1) as EvidenceLink).hash
  const rows = uses.map((use, index) => ({
    use,
    billNo: bills.get(use.useId) ?? '',
    hash: (links[index + 1] as EvidenceLink).hash,
  }))
  const template = readFileSync(join(import.meta.dirname, 'evidence.typ'), 'utf8')
  const content = evidenceContent(ctx, { papers, uses, bills: [...new Set(bills.values())].toSorted(), head })
  const at = papers.decidedAt ?? papers.checkedAt ?? ctx.clock.now()
  const [pdf] = await makeDocuments([{ format: 'pdf', template, content, at }])
  const book = await workbook(ctx, papers.redemptionNo, rows)
  const { redemptionNo } = papers
  const [paper, sheet, chain, name] =
    ctx.locale === 'en' ? ['papers.pdf', 'rows.xlsx', 'chain.txt', 'evidence'] : ['凭证.pdf', '计量明细.xlsx', '校验链.txt', '凭证包']
  const files = {
    [`${redemptionNo}-${paper}`]: new Uint8Array(pdf as Buffer),
    [`${redemptionNo}-${sheet}`]: new Uint8Array(book),
    [`${redemptionNo}-${chain}`]: strToU8(links.map(({ hash, text }) => `${hash} ${text}\n`).join('')),
  }
  const zip = zipSync(files, { mtime: new Date(at) })
  return new FileReply(Buffer.from(zip), 'application/zip', `${redemptionNo}-${name}.zip`, { 'cache-control': 'no-store' })
}

async function workbook(ctx: Context, redemptionNo: string, rows: readonly Row[]): Promise<Buffer> {
  const clock = (at: Instant) => {
    const { date, time } = officialClock(at)
    return `${date} ${time}`
  }
  const column = (
    kind: 'text' | 'count' | 'decimal',
    [key, zh, en]: readonly [string, string, string],
    width: number,
    value: (row: Row) => string,
  ): TableColumn<Row> => ({ key, zh, en, kind, width, value })
  const summed = (one: TableColumn<Row>): TableColumn<Row> => ({ ...one, isSummed: true })
  const columns: readonly TableColumn<Row>[] = [
    column('text', ['job', '作业', 'Job'], 22, ({ use }) => runLabel(use.centre, use.engineJob, use.restart)),
    column('text', ['card', '卡型', 'Card'], 14, ({ use }) => use.cardType),
    column('count', ['cards', '卡数', 'Cards'], 8, ({ use }) => use.cards.toString()),
    column('text', ['started', '开始', 'Started'], 20, ({ use }) => clock(use.startedAt)),
    column('text', ['ended', '结束', 'Ended'], 20, ({ use }) => clock(use.endedAt)),
    column('count', ['seconds', '时长（秒）', 'Seconds'], 12, ({ use }) => use.elapsedSeconds.toString()),
    column('text', ['end', '结束状态', 'End'], 14, ({ use }) => nameIn(ctx.locale, END_NAMES[use.endState])),
    summed(
      column(
        'decimal',
        ['amount', '用量（P·h）', 'Use (P·h)'],
        14,
        ({ use }) => ratioText(use.amount, TFLOPS_SECONDS_PER_P_HOUR, 5) as string,
      ),
    ),
    summed(column('count', ['tflopsSeconds', '用量（TFLOPS·s）', 'Use (TFLOPS·s)'], 20, ({ use }) => use.amount.toString())),
    column('decimal', ['rate', '单价（元/P·h）', 'Yuan a P·h'], 14, ({ use }) => formatYuan(use.fenPerPHour)),
    summed(column('decimal', ['charged', '金额（元）', 'Charge (yuan)'], 14, ({ use }) => formatYuan(use.chargedFen))),
    column('text', ['bill', '账单', 'Bill'], 18, ({ billNo }) => billNo),
    column('text', ['hash', '校验值（SHA-256）', 'SHA-256'], 68, ({ hash }) => hash),
  ]
  const name = { zh: `兑付计量明细 ${redemptionNo}`, en: `Metered rows of ${redemptionNo}` }
  const reply = await exportTable(ctx, { name, columns, rows, frozen: 1, amounts: { zh: '元', en: 'yuan' } }, 'xlsx')
  return Buffer.isBuffer(reply.body) ? reply.body : buffer(reply.body)
}

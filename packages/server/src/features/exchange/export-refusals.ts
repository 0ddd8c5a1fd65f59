import { createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { messageText } from '@ballast/contract/messages.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import { CSV_HEAD, csvLine, readCsv } from '../../platform/csv.ts'
import type { Database, Place } from '../../platform/database.ts'
import type { FileReply } from '../../platform/handler.ts'
import { createWorkbook } from '../../platform/spreadsheet-writer.ts'
import { filePiece, findRun } from './exchange.queries.ts'
import { CSV, XLSX, replyWith } from './export-file.ts'
import { placeOfRuns, type RunKind } from './run-kind.ts'
import { refusedRows } from './import-run.view.ts'

/** Larger workbooks are not read as a whole again; the list of refusals then comes alone. */
const ANNOTATED_BYTES = 12 * 1024 ** 2
const WRITER_MEGABYTES = 2048

type RefusedRow = Awaited<ReturnType<typeof refusedRows>>[number]

/** The file as it was uploaded, with each refusal in its cell and a list of all of them. */
export async function exportRefusals(database: Database, ctx: Context, importId: Uuid, kind: RunKind): Promise<FileReply> {
  const place = placeOfRuns(ctx, kind)
  const { run, refused } = await database.read(place, async (tx) => ({
    run: await findRun(tx, ctx, importId, kind),
    refused: await refusedRows(tx, ctx.zone.zoneId, importId),
  }))
  if (run.status === 'failed' || run.status === 'cancelled' || run.status === 'reading') {
    throw new Refusal('exchange.not-ready', [{ code: 'exchange.not-ready', params: { status: run.status } }])
  }
  const suffix = ctx.locale === 'en' ? 'refusals' : '退回'
  const base = run.fileName.replace(/\.[^.]*$/, '')
  const folder = await mkdtemp(join(tmpdir(), 'ballast-refusals-'))
  const original = join(folder, 'original')
  try {
    await restore(database, { zoneId: ctx.zone.zoneId, place }, importId, original)
    if (run.format === 'csv') {
      return await replyWith(`${base}-${suffix}.csv`, CSV, (path) =>
        pipeline(Readable.from(withReasons(original, refused, ctx)), createWriteStream(path)),
      )
    }
    const isSmall = run.fileBytes <= BigInt(ANNOTATED_BYTES)
    return await replyWith(`${base}-${suffix}.xlsx`, XLSX, (path) =>
      isSmall ? annotate(original, path, refused, ctx) : listOnly(path, refused, ctx),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Puts the kept file back on disk, piece by piece, each in a short transaction. */
async function restore(database: Database, { zoneId, place }: { zoneId: Uuid; place: Place }, importId: Uuid, path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (let seq = 0; ; seq += 1) {
      const piece = await database.read(place, (tx) => filePiece(tx, zoneId, importId, seq))
      if (piece === undefined) return
      await file.write(piece)
    }
  } finally {
    await file.close()
  }
}

const sentence = (ctx: Context, { code, params }: Reason): string => messageText(ctx.locale, code, params)

function entriesOf(refused: readonly RefusedRow[], ctx: Context) {
  return refused.flatMap((row) =>
    row.reasons.map((reason) => {
      const at = reason.at ?? `${row.sheet}!A${row.rowNumber}`
      const mark = at.lastIndexOf('!')
      return { sheet: at.slice(0, mark), cell: at.slice(mark + 1), key: row.key, text: sentence(ctx, reason) }
    }),
  )
}

function listOf(refused: readonly RefusedRow[], ctx: Context) {
  const isEn = ctx.locale === 'en'
  return {
    name: isEn ? 'Refusals' : '退回清单',
    headers: isEn ? ['Cell', 'Sheet', 'Key', 'Why'] : ['单元格', '工作表', '编号或名称', '原因'],
    rows: entriesOf(refused, ctx).map(({ sheet, cell, key, text }) => ({ link: { sheet, cell }, cells: [cell, sheet, key, text] })),
  }
}

async function annotate(from: string, to: string, refused: readonly RefusedRow[], ctx: Context): Promise<void> {
  const notes = entriesOf(refused, ctx).map(({ sheet, cell, text }) => ({ sheet, cell, text }))
  const worker = new Worker(new URL('./refusals.worker.ts', import.meta.url), {
    workerData: { from, to, notes, list: listOf(refused, ctx) },
    resourceLimits: { maxOldGenerationSizeMb: WRITER_MEGABYTES },
  })
  try {
    await once(worker, 'message')
  } finally {
    await worker.terminate()
  }
}

async function listOnly(path: string, refused: readonly RefusedRow[], ctx: Context): Promise<void> {
  const list = listOf(refused, ctx)
  const workbook = createWorkbook(path, { creator: 'Ballast 压舱石', at: new Date(ctx.clock.now()) })
  const sheet = workbook.sheet({
    name: list.name,
    columns: [12, 22, 26, 80].map((width) => ({ width, format: 'text' as const })),
    frozenRows: 1,
    frozenColumns: 0,
  })
  sheet.row(list.headers, 'header')
  for (const row of list.rows) sheet.row(row.cells, 'data')
  sheet.close()
  await workbook.close()
}

/** Their lines as they were, with the reasons in a column behind the last. */
async function* withReasons(original: string, refused: readonly RefusedRow[], ctx: Context): AsyncGenerator<string> {
  const texts = new Map<number, string[]>()
  for (const row of refused) {
    for (const reason of row.reasons) {
      const line = Number(/\d+$/.exec(reason.at ?? '')?.[0] ?? row.rowNumber)
      texts.set(line, [...(texts.get(line) ?? []), sentence(ctx, reason)])
    }
  }
  let isFirst = true
  for await (const row of readCsv(original)) {
    const note = isFirst ? (ctx.locale === 'en' ? 'Why refused' : '退回原因') : (texts.get(row.number)?.join('；') ?? null)
    yield (isFirst ? CSV_HEAD : '') + csvLine([...row.cells.map((cell) => (typeof cell === 'string' ? cell : null)), note])
    isFirst = false
  }
}

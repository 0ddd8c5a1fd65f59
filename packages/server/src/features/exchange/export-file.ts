import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CSV_HEAD, csvLine } from '../../platform/csv.ts'
import { FileReply } from '../../platform/handler.ts'
import { createWorkbook, type WorkbookFile } from '../../platform/spreadsheet-writer.ts'
import type { CellOut } from './cell-codec.ts'
import { headerOf, type Column, type Line, type SheetSpec } from './sheet.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const CSV = 'text/csv; charset=utf-8'

/** Writes a file aside and answers with it when it is whole; it is gone when it has been sent. */
export async function replyWith(fileName: string, contentType: string, write: (path: string) => Promise<void>): Promise<FileReply> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-export-'))
  const discard = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'file')
  try {
    await write(path)
  } catch (error) {
    await discard()
    throw error
  }
  const body = createReadStream(path)
  body.once('close', () => void discard())
  return new FileReply(body, contentType, fileName, { 'cache-control': 'no-store' })
}

export async function workbookReply(fileName: string, at: Date, write: (workbook: WorkbookFile) => void): Promise<FileReply> {
  return replyWith(fileName, XLSX, async (path) => {
    const workbook = createWorkbook(path, { creator: 'Ballast 压舱石', at })
    write(workbook)
    await workbook.close()
  })
}

export async function csvReply(
  fileName: string,
  spec: Pick<SheetSpec, 'columns'>,
  lines: Iterable<Line>,
  locale: 'zh-CN' | 'en',
): Promise<FileReply> {
  return textReply(fileName, csvTexts(spec, lines, locale))
}

function* csvTexts(spec: Pick<SheetSpec, 'columns'>, lines: Iterable<Line>, locale: 'zh-CN' | 'en'): Generator<string> {
  yield CSV_HEAD + csvLine(spec.columns.map((column) => headerOf(column, locale)))
  let number = 0
  for (const line of lines) {
    number += 1
    yield csvLine(spec.columns.map((column, index) => fieldOf(column, line[index], number)))
  }
}

/** Text that is written as it is made. */
export const textReply = (fileName: string, lines: Iterable<string>): Promise<FileReply> =>
  replyWith(fileName, CSV, (path) => pipeline(Readable.from(lines), createWriteStream(path)))

/** CSV knows no formats: dates are written out, and numbers as they are. */
function fieldOf(column: Column, cell: CellOut | undefined, number: number): string | null {
  if (column.key === '#') return String(number)
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'string') return cell
  if (column.kind === 'date') return new Date(Date.UTC(1899, 11, 30) + cell * 86_400_000).toISOString().slice(0, 10)
  return decimalText(cell)
}

function decimalText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { Refusal } from '@ballast/domain/shared/refusal.ts'

export interface WorkbookLimits {
  /** Inflated bytes of all parts together. */
  readonly totalBytes: number
  /** Inflated bytes over packed bytes of one part that is larger than a megabyte. */
  readonly ratio: number
  readonly sharedStringsBytes: number
  readonly entries: number
}

export const WORKBOOK_LIMITS: WorkbookLimits = {
  totalBytes: 1024 ** 3,
  ratio: 200,
  sharedStringsBytes: 256 * 1024 ** 2,
  entries: 5000,
}
const SMALL_PART_BYTES = 1024 ** 2
const ROW_TAG = '<row '

interface Entry {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly packed: number
  readonly declared: number
  readonly offset: number
}

const refuse = (code: string, params?: Record<string, string | number>): never => {
  throw new Refusal(code, [params === undefined ? { code } : { code, params }])
}

/** What the first bytes of a file say it is. */
export function kindOfFile(head: Buffer): 'zip' | 'ole' | 'other' {
  if (head.length >= 4 && head.readUInt32LE(0) === 0x04034b50) return 'zip'
  if (head.length >= 8 && head.readUInt32BE(0) === 0xd0cf11e0 && head.readUInt32BE(4) === 0xa1b11ae1) return 'ole'
  return 'other'
}

/**
 * Refuses a file that is no workbook or that is made to harm, before any part of it is read as one: the directory is checked
 * against the parts themselves, and every part is inflated once, counting, without keeping it.
 * @returns how many rows its sheets have, near enough for a progress bar
 */
export async function checkWorkbook(path: string, limits: WorkbookLimits = WORKBOOK_LIMITS): Promise<{ rows: number }> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size === 0) refuse('exchange.file-empty')
    const head = await bytesAt(file, 0, Math.min(size, 8))
    const kind = kindOfFile(head)
    if (kind === 'ole') await refuseOle(file, size)
    if (kind === 'other') refuse('exchange.file-not-workbook')
    const entries = await readDirectory(file, size, limits)
    refuseParts(entries, limits)
    return { rows: await inflateAll(path, file, entries, limits) }
  } finally {
    await file.close()
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** An OLE file is an old .xls or an encrypted workbook; the name of its package stream tells which. */
async function refuseOle(file: FileHandle, size: number): Promise<never> {
  const directory = await bytesAt(file, 0, Math.min(size, 1024 ** 2))
  return refuse(directory.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'exchange.file-encrypted' : 'exchange.file-xls')
}

async function readDirectory(file: FileHandle, size: number, limits: WorkbookLimits): Promise<Entry[]> {
  const tailLength = Math.min(size, 65_557)
  const tail = await bytesAt(file, size - tailLength, tailLength)
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== 0x06054b50) end -= 1
  if (end < 0) return refuse('exchange.file-damaged', { detail: 'no directory' })
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (count === 0xffff || length === 0xffffffff || start === 0xffffffff) return refuse('exchange.file-too-large')
  if (count > limits.entries) refuse('exchange.file-too-many-parts', { count, most: limits.entries })
  if (start + length > size) return refuse('exchange.file-damaged', { detail: 'directory' })
  const directory = await bytesAt(file, start, length)
  const entries: Entry[] = []
  let at = 0
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      return refuse('exchange.file-damaged', { detail: 'directory' })
    const nameLength = directory.readUInt16LE(at + 28)
    const extraLength = directory.readUInt16LE(at + 30)
    const commentLength = directory.readUInt16LE(at + 32)
    entries.push({
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      declared: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    })
    at += 46 + nameLength + extraLength + commentLength
  }
  await checkLayout(file, entries, start)
  return entries
}

/** The parts follow one another from the first byte to the directory: what a reader meets is what the directory lists. */
async function checkLayout(file: FileHandle, entries: readonly Entry[], directoryStart: number): Promise<void> {
  let next = 0
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    const gap = entry.offset - next
    if (gap < 0 || gap > 24) refuse('exchange.file-damaged', { detail: 'parts overlap or hide bytes' })
    const header = await bytesAt(file, entry.offset, 30)
    if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) refuse('exchange.file-damaged', { detail: entry.name })
    const nameLength = header.readUInt16LE(26)
    const name = (await bytesAt(file, entry.offset + 30, nameLength)).toString('utf8')
    if (name !== entry.name) refuse('exchange.file-damaged', { detail: entry.name })
    next = entry.offset + 30 + nameLength + header.readUInt16LE(28) + entry.packed
  }
  if (next > directoryStart || directoryStart - next > 24) refuse('exchange.file-damaged', { detail: 'parts overlap or hide bytes' })
}

function refuseParts(entries: readonly Entry[], limits: WorkbookLimits): void {
  const names = entries.map(({ name }) => name.replaceAll('\\', '/'))
  if (entries.some(({ flags }) => (flags & 1) === 1)) refuse('exchange.file-encrypted')
  if (names.some((name) => name.startsWith('/') || name.split('/').includes('..'))) refuse('exchange.file-damaged', { detail: '..' })
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) refuse('exchange.file-damaged', { detail: 'a part twice' })
  if (!names.includes('xl/workbook.xml')) {
    const isOther = names.some((name) => name === 'word/document.xml' || name === 'ppt/presentation.xml' || name === 'mimetype')
    refuse(isOther ? 'exchange.file-other-office' : names.includes('xl/workbook.bin') ? 'exchange.file-xlsb' : 'exchange.file-not-workbook')
  }
  if (names.some((name) => /vbaproject\.bin$/i.test(name) || /^xl\/macrosheets\//i.test(name))) refuse('exchange.file-macros')
  const declared = entries.reduce((sum, entry) => sum + entry.declared, 0)
  if (declared > limits.totalBytes) refuse('exchange.file-bomb', { megabytes: Math.round(declared / 1024 ** 2) })
  for (const entry of entries) {
    if (entry.declared > SMALL_PART_BYTES && entry.declared > entry.packed * limits.ratio) {
      refuse('exchange.file-bomb', { megabytes: Math.round(entry.declared / 1024 ** 2) })
    }
  }
}

async function inflateAll(path: string, file: FileHandle, entries: readonly Entry[], limits: WorkbookLimits): Promise<number> {
  let total = 0
  let rows = 0
  for (const entry of entries) {
    const most = Math.min(
      limits.totalBytes - total,
      /sharedStrings\.xml$/i.test(entry.name) ? limits.sharedStringsBytes : limits.totalBytes,
      Math.max(SMALL_PART_BYTES, entry.packed * limits.ratio),
    )
    const { bytes, head, rowTags } = await inflate(path, file, entry, most)
    if (bytes !== entry.declared) refuse('exchange.file-damaged', { detail: entry.name })
    if (/\.(xml|rels|vml)$/i.test(entry.name) && /<!(DOCTYPE|ENTITY)/i.test(head)) refuse('exchange.file-doctype', { part: entry.name })
    total += bytes
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(entry.name)) rows += rowTags
  }
  return rows
}

async function inflate(
  path: string,
  file: FileHandle,
  entry: Entry,
  most: number,
): Promise<{ bytes: number; head: string; rowTags: number }> {
  if (entry.method !== 0 && entry.method !== 8) refuse('exchange.file-damaged', { detail: entry.name })
  const header = await bytesAt(file, entry.offset, 30)
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (entry.packed === 0) return { bytes: 0, head: '', rowTags: 0 }
  const packed = createReadStream(path, { start, end: start + entry.packed - 1 })
  const parts = entry.method === 8 ? packed.pipe(createInflateRaw()) : packed
  let bytes = 0
  let rowTags = 0
  const head: Buffer[] = []
  try {
    for await (const chunk of parts as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > most) {
        refuse(/sharedStrings\.xml$/i.test(entry.name) ? 'exchange.file-texts-too-large' : 'exchange.file-bomb', {
          megabytes: Math.round(bytes / 1024 ** 2),
        })
      }
      if (head.length === 0) head.push(chunk.subarray(0, 4096))
      for (let at = chunk.indexOf(ROW_TAG); at !== -1; at = chunk.indexOf(ROW_TAG, at + ROW_TAG.length)) rowTags += 1
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    refuse('exchange.file-damaged', { detail: entry.name })
  } finally {
    packed.destroy()
    parts.destroy()
  }
  return { bytes, head: Buffer.concat(head).toString('latin1').replaceAll('\0', ''), rowTags }
}

import { createReadStream } from 'node:fs'
import type { Transform } from 'node:stream'
import iconv from 'iconv-lite'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { CellText, SheetRow } from './spreadsheet.ts'

const MAX_FIELD = 1_000_000
const MAX_FIELDS = 2000
const BYTE_ORDER_MARK = '\uFEFF'

/** Text that a spreadsheet would run as a formula gets an apostrophe in front; so does text that already has one there. */
const RISKY = /^'*[=+\-@\t\r＝＋－＠]/

export function safeField(text: string): string {
  const safe = RISKY.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\n\r]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
const unsafeField = (text: string): string => (text.startsWith("'") && RISKY.test(text) ? text.slice(1) : text)

export const csvLine = (fields: readonly (string | null)[]): string => `${fields.map((field) => safeField(field ?? '')).join(',')}\r\n`
/** Opens a CSV file that spreadsheets read as UTF-8. */
export const CSV_HEAD = BYTE_ORDER_MARK

const refuse = (code: string, params: Record<string, string | number> = {}): never => {
  throw new Refusal(code, [{ code, params }])
}

type Encoding = 'utf8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** UTF-8 with or without a mark, UTF-16 with one, else GB18030, as offices in China save it. */
async function encodingOf(path: string): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      if (isFirst && chunk.length >= 2 && chunk.readUInt16BE(0) === 0xfffe) return 'utf-16le'
      if (isFirst && chunk.length >= 2 && chunk.readUInt16BE(0) === 0xfeff) return 'utf-16be'
      isFirst = false
      utf8.decode(chunk, { stream: true })
    }
    utf8.decode()
    return 'utf8'
  } catch {
    return 'gb18030'
  }
}

/** How many lines a file has, near enough for a progress bar. */
export async function countLines(path: string): Promise<number> {
  let lines = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1
  }
  return lines
}

/** Reads a CSV file row by row: comma, semicolon or tab, whichever the first line has most of. */
export async function* readCsv(path: string): AsyncGenerator<SheetRow> {
  const encoding = await encodingOf(path)
  const source = createReadStream(path)
  const decoder = iconv.decodeStream(encoding) as Transform
  source.on('error', (error) => decoder.destroy(error))
  const texts = source.pipe(decoder) as AsyncIterable<string>
  const parser = new CsvParser(encoding)
  try {
    for await (const text of texts) yield* parser.take(text)
    yield* parser.end()
  } finally {
    source.destroy()
  }
}

class CsvParser {
  readonly #encoding: string
  #separator: string | undefined
  #pending = ''
  #rest = ''
  #field = ''
  #fields: CellText[] = []
  #isQuoted = false
  #wasQuoted = false
  #line = 1
  #rowLine = 1

  constructor(encoding: string) {
    this.#encoding = encoding
  }

  *take(chunk: string): Generator<SheetRow> {
    let text = this.#pending + chunk
    this.#pending = ''
    if (this.#separator === undefined) {
      if (!/[\r\n]/.test(text) && text.length < MAX_FIELD) {
        this.#pending = text
        return
      }
      text = this.#begin(text)
    }
    yield* this.#parse(text)
  }

  *end(): Generator<SheetRow> {
    const text = this.#pending
    this.#pending = ''
    if (this.#separator === undefined) {
      if (text.replace(BYTE_ORDER_MARK, '').trim() === '') refuse('exchange.file-empty')
      yield* this.#parse(this.#begin(text))
    }
    yield* this.#parse('', true)
    if (this.#isQuoted) refuse('exchange.csv-quote-open', { line: this.#rowLine })
    if (this.#field !== '' || this.#fields.length > 0 || this.#wasQuoted) yield this.#row()
  }

  #begin(text: string): string {
    const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
    const first = body.split(/[\r\n]/, 1)[0] ?? ''
    const counts = [',', ';', '\t'].map((separator) => ({ separator, count: first.split(separator).length }))
    this.#separator = counts.sort((a, b) => b.count - a.count)[0]?.separator ?? ','
    return body
  }

  *#parse(chunk: string, isEnd = false): Generator<SheetRow> {
    const text = this.#rest + chunk
    this.#rest = ''
    const separator = this.#separator as string
    let at = 0
    while (at < text.length) {
      const char = text[at] as string
      if (this.#isQuoted) {
        const quote = text.indexOf('"', at)
        const upTo = quote === -1 ? text.length : quote
        this.#add(text.slice(at, upTo))
        at = upTo
        if (quote === -1) break
        // Whether this quote ends the field is told by the next character, which may be in the next chunk.
        if (quote === text.length - 1 && !isEnd) {
          this.#rest = '"'
          return
        }
        if (text[quote + 1] === '"') {
          this.#add('"')
          at = quote + 2
        } else {
          this.#isQuoted = false
          at = quote + 1
        }
      } else if (char === '"' && this.#field === '' && !this.#wasQuoted) {
        this.#isQuoted = true
        this.#wasQuoted = true
        at += 1
      } else if (char === separator) {
        this.#endField()
        at += 1
      } else if (char === '\n' || char === '\r') {
        if (char === '\r' && at === text.length - 1 && !isEnd) {
          this.#rest = '\r'
          return
        }
        yield this.#row()
        at += char === '\r' && text[at + 1] === '\n' ? 2 : 1
        this.#line += 1
        this.#rowLine = this.#line
      } else {
        let upTo = at + 1
        while (upTo < text.length && !'\r\n"'.includes(text[upTo] as string) && text[upTo] !== separator) upTo += 1
        this.#add(text.slice(at, upTo))
        at = upTo
      }
    }
  }

  #add(text: string): void {
    if (text.includes('\0')) refuse('exchange.csv-not-text', { line: this.#rowLine })
    if (text.includes('\uFFFD') && this.#encoding === 'gb18030') refuse('exchange.csv-encoding', { line: this.#rowLine })
    if (this.#isQuoted) for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#line += 1
    this.#field += text
    if (this.#field.length > MAX_FIELD) refuse('exchange.csv-quote-open', { line: this.#rowLine })
  }

  #endField(): void {
    const text = this.#field
    this.#fields.push(text === '' ? null : unsafeField(text))
    this.#field = ''
    this.#wasQuoted = false
    if (this.#fields.length > MAX_FIELDS) {
      refuse('exchange.too-many-columns', { columns: this.#fields.length, most: MAX_FIELDS })
    }
  }

  #row(): SheetRow {
    this.#endField()
    const row = { number: this.#rowLine, cells: this.#fields }
    this.#fields = []
    return row
  }
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messages } from '@ballast/contract/messages.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { textRow, workbookParts, zipOf, type ZipPart } from '../../testing/zip.ts'
import { readCell } from './cell-codec.ts'
import { checkFile, readSheets } from './read-sheets.ts'
import type { Resource } from './sheet.ts'
import type { StagedRow } from './staged.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-hostile-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Outcome {
  readonly refusal?: string
  readonly rows: StagedRow[]
  readonly ignored: string[]
  readonly unknown: string[]
}

async function read(content: Buffer | string, format: 'xlsx' | 'csv' = 'xlsx', resource: Resource = 'projects'): Promise<Outcome> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  const rows: StagedRow[] = []
  const ignored: string[] = []
  const unknown: string[] = []
  const vocabulary = { lists: {}, customFields: [], year: 2024 }
  try {
    const file = { path, format, fileName: `file.${format}` }
    for await (const event of readSheets(file, { resource, vocabulary }, await checkFile(file))) {
      if (event.type === 'rows') rows.push(...event.rows)
      if (event.type === 'ignored') ignored.push(event.name)
      if (event.type === 'sheet') unknown.push(...event.sheet.unknownColumns)
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Whoever gets the file back must be told why, in both languages.
    expect(messages).toHaveProperty([error.code])
    return { refusal: error.code, rows: [], ignored, unknown }
  }
  return { rows, ignored, unknown }
}

const HEAD = textRow(1, ['项目编号', '项目名称', '总投资'])
const GOOD = textRow(2, ['P-1', '一号项目', '100.5'])
const book = (sheetData: string, given: Parameters<typeof workbookParts>[1] = {}) => zipOf(workbookParts(sheetData, given))
const firstCells = (outcome: Outcome) => outcome.rows[0]?.lines[0]?.[1]

test('a plain workbook is read', async () => {
  const { rows } = await read(book(HEAD + GOOD))
  expect(rows.map(({ key, number }) => [key, number])).toEqual([['P-1', 2]])
  expect(rows[0]?.lines[0]?.[1]).toEqual(['P-1', '一号项目', '100.5'])
})

const withPart = (part: ZipPart) => book(HEAD + GOOD, { extra: [part] })
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])

test.each<[string, string, () => Buffer | string]>([
  ['an empty file', 'exchange.file-empty', () => ''],
  ['a web page called .xlsx', 'exchange.file-not-workbook', () => '<html><table></table></html>'],
  ['an old .xls', 'exchange.file-xls', () => OLE],
  ['an encrypted workbook', 'exchange.file-encrypted', () => Buffer.concat([OLE, Buffer.from('EncryptedPackage', 'utf16le')])],
  ['a zip with an encrypted part', 'exchange.file-encrypted', () => withPart({ name: 'xl/styles.xml', content: 'x', flags: 1 })],
  ['a zip that is no workbook', 'exchange.file-not-workbook', () => zipOf([{ name: 'readme.txt', content: 'x' }])],
  ['a Word document', 'exchange.file-other-office', () => zipOf([{ name: 'word/document.xml', content: '<x/>' }])],
  ['a binary workbook', 'exchange.file-xlsb', () => zipOf([{ name: 'xl/workbook.bin', content: 'x' }])],
  ['macros', 'exchange.file-macros', () => withPart({ name: 'xl/vbaProject.bin', content: 'x' })],
  ['a bomb that says so', 'exchange.file-bomb', () => withPart({ name: 'xl/media/bomb.xml', content: Buffer.alloc(300 * 1024 ** 2) })],
  [
    'a bomb that lies',
    'exchange.file-bomb',
    () => withPart({ name: 'xl/media/bomb.xml', content: Buffer.alloc(64 * 1024 ** 2), declared: 1000 }),
  ],
  ['a part of another size than declared', 'exchange.file-damaged', () => withPart({ name: 'xl/theme.xml', content: 'abc', declared: 4 })],
  ['the same part twice', 'exchange.file-damaged', () => withPart({ name: 'XL/workbook.xml', content: '<workbook/>' })],
  ['a path out of the folder', 'exchange.file-damaged', () => withPart({ name: '../../etc/passwd', content: 'x' })],
  [
    'entities that multiply',
    'exchange.file-doctype',
    () => withPart({ name: 'xl/theme/theme1.xml', content: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>' }),
  ],
  ['a truncated file', 'exchange.file-damaged', () => book(HEAD + GOOD).subarray(0, 700)],
  ['a sheet cut off inside its XML', 'exchange.file-damaged', () => book(`${HEAD}<row r="2"><c r="A2"`)],
  ['an empty workbook', 'exchange.no-sheet', () => book('')],
  ['a sheet of something else', 'exchange.no-sheet', () => book(textRow(1, ['姓名', '电话']) + textRow(2, ['甲', '1']))],
  [
    'a workbook of another register',
    'exchange.wrong-resource',
    () => book(textRow(4, ['ballast:enterprises', 'nameZh']) + textRow(5, ['1', '甲公司'])),
  ],
  ['amounts in yuan', 'exchange.header-unit', () => book(textRow(1, ['项目编号', '项目名称', '总投资（元）']) + GOOD)],
  ['amounts in 亿元', 'exchange.header-unit', () => book(textRow(1, ['项目编号', '项目名称', '总投资(亿元)']) + GOOD)],
  [
    'a title that gives the amounts in yuan',
    'exchange.header-unit',
    () => book(textRow(1, ['项目表（单位：元）']) + textRow(2, ['项目编号', '项目名称', '总投资']) + textRow(3, ['P-1', '一号项目', '5'])),
  ],
  [
    'a unit changed in an exported sheet',
    'exchange.header-unit',
    () =>
      book(
        textRow(2, ['ballast:projects', 'projectNo', 'nameZh', 'totalFen']) +
          textRow(3, ['序号', '项目编号', '项目名称', '总投资（元）']) +
          textRow(4, ['1', 'P-1', '一号项目', '5']),
      ),
  ],
  ['a header that stands twice', 'exchange.header-twice', () => book(textRow(1, ['项目编号', '项目名称', '总投资', '总投资']) + GOOD)],
  [
    'shared texts without end',
    'exchange.file-bomb',
    () => book(HEAD + GOOD, { sharedStrings: `<sst>${'<si><t>x</t></si>'.repeat(4_000_000)}</sst>` }),
  ],
])('%s is refused: %s', async (_name, code, make) => {
  expect((await read(make())).refusal).toBe(code)
})

test('bytes hidden between the parts are refused', async () => {
  const file = book(HEAD + GOOD)
  const parts = zipOf([{ name: 'xl/hidden.xml', content: 'x'.repeat(500) }])
  const hidden = Buffer.concat([parts.subarray(0, 200), file])
  expect((await read(hidden)).refusal).toBe('exchange.file-damaged')
})

test('too many columns are refused, and the row is named', async () => {
  const wide = `<row r="1">${Array.from({ length: 1 }, () => '<c r="XFD1" t="inlineStr"><is><t>x</t></is></c>').join('')}</row>`
  expect((await read(book(wide + HEAD))).refusal).toBe('exchange.too-many-columns')
})

test('a million empty rows are passed over, and the rows between them are read', async () => {
  const blank = Array.from({ length: 1_000_000 }, (_, index) => `<row r="${index + 3}"/>`).join('')
  const { rows } = await read(book(`${HEAD}${GOOD}${blank}${textRow(1_000_003, ['P-2', '二号项目', '1'])}`))
  expect(rows.map(({ key, number }) => [key, number])).toEqual([
    ['P-1', 2],
    ['P-2', 1_000_003],
  ])
})

test('a formula gives its value; one without a value, with an error, or that reaches outside is refused in its cell', async () => {
  const cell = (reference: string, formula: string, value: string, type = '') => `<c r="${reference}"${type}><f>${formula}</f>${value}</c>`
  const rows = [
    cell('C2', '1+1', '<v>2</v>'),
    cell('C2', '1+1', ''),
    cell('C2', '[1]Sheet1!A1', '<v>2</v>'),
    cell('C2', "cmd|' /c calc'!A0", '<v>2</v>'),
    cell('C2', '1/0', '<v>#DIV/0!</v>', ' t="e"'),
  ]
  const values: unknown[] = []
  for (const formula of rows)
    values.push(firstCells(await read(book(HEAD + textRow(2, ['P-1', '一号']).replace('</row>', `${formula}</row>`))))?.[2])
  expect(values).toEqual([
    '2',
    { e: 'exchange.cell-formula-without-value' },
    { e: 'exchange.cell-outside-link' },
    { e: 'exchange.cell-outside-link' },
    { e: 'exchange.cell-error' },
  ])
})

test('a workbook with links to others is read; only cells that use them are refused', async () => {
  const { rows } = await read(withPart({ name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' }))
  expect(rows).toHaveLength(1)
})

test('a long number that lost its digits is refused instead of guessed', async () => {
  const row = textRow(2, ['P-1', '一号']).replace('</row>', '<c r="C2"><v>9.1110302MA1234567e20</v></c></row>')
  const number = textRow(2, ['P-1']).replace('</row>', '<c r="B2"><v>911103021234567890</v></c></row>')
  expect(firstCells(await read(book(HEAD + number)))?.[1]).toEqual({ e: 'exchange.cell-number-lost-digits' })
  expect(firstCells(await read(book(HEAD + row)))?.[0]).toBe('P-1')
})

test('merged keys are refused row by row, naming the cell', async () => {
  const sheet = HEAD + GOOD + textRow(3, [null, '被合并的一行', '5'])
  const { rows } = await read(
    book(sheet, { after: '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="A1:C99999"/></mergeCells>' }),
  )
  expect(rows.map(({ reasons }) => reasons.map(({ code, at }) => [code, at]))).toEqual([[], [['exchange.key-missing', '项目!A3']]])
})

test('the total under the rows is not a row', async () => {
  const head = textRow(1, ['序号', '项目编号', '项目名称', '总投资'])
  const { rows } = await read(book(head + textRow(2, ['1', 'P-1', '一号', '100.5']) + textRow(3, ['合计', null, null, '100.5'])))
  expect(rows.map(({ key }) => key)).toEqual(['P-1'])
})

test('the unit that amounts are read in may stand in title and header', async () => {
  const title = textRow(1, ['项目表　金额单位：万元'])
  const { rows, refusal } = await read(
    book(title + textRow(2, ['项目编号', '项目名称', '总投资（万元）', '用地面积（平方米）']) + textRow(3, ['P-1', '一号', '5'])),
  )
  expect(refusal).toBeUndefined()
  expect(rows.map(({ key }) => key)).toEqual(['P-1'])
})

test('a total may stand in the column of the key', async () => {
  const { rows } = await read(book(HEAD + GOOD + textRow(3, ['合计', null, '100.5'])))
  expect(rows.map(({ key }) => key)).toEqual(['P-1'])
})

test('a column of somebody’s own in an exported sheet is named as not read', async () => {
  const keys = textRow(2, ['ballast:projects', 'projectNo', 'nameZh', 'totalFen'])
  const { unknown } = await read(
    book(`${keys}${textRow(3, ['序号', '项目编号', '项目名称', '总投资', '备忘'])}${textRow(4, ['1', 'P-1', '一号', '5', 'x'])}`),
  )
  expect(unknown).toEqual(['备忘'])
})

test('figures typed with a Chinese input method are read', () => {
  const context = { choices: [], locale: 'zh-CN', from1904: false } as const
  expect(readCell('wan', '１２３，４５６．５', context)).toEqual({ value: 123_456_500_000n })
  expect(readCell('wan', ' ￥98,000 ', context)).toEqual({ value: 98_000_000_000n })
  for (const text of ['２０２２－１１－０７', '20221107', '2022年11月7日', '2022/11/7', '2022.11.07']) {
    expect(readCell('date', text, context), text).toEqual({ value: '2022-11-07' })
  }
  expect(readCell('share', '３３．３３％', context)).toEqual({ value: 333_300n })
  expect(readCell('text', '（一）号', context)).toEqual({ value: '（一）号' })
  for (const text of ['12万', '1e5', '11/07/2022', '20221307'])
    expect(readCell(text.includes('/') || text.length === 8 ? 'date' : 'wan', text, context)).toHaveProperty('reason')
})

test('cells that name the first style, as LibreOffice saves them, are read', async () => {
  const styled = GOOD.replaceAll('<c r="', '<c s="0" r="')
  expect(styled).not.toBe(GOOD)
  expect(firstCells(await read(book(HEAD + styled)))).toEqual(['P-1', '一号项目', '100.5'])
})

test('text that looks like a formula stays text', async () => {
  const { rows } = await read(book(HEAD + textRow(2, ['=1+1', '@SUM(A1)', null])))
  expect(rows[0]?.lines[0]?.[1]).toEqual(['=1+1', '@SUM(A1)', null])
})

const CSV = '项目编号,项目名称,总投资\r\nP-1,"一号,项目",1\r\n'
test.each<[string, Buffer | string]>([
  ['UTF-8', CSV],
  ['UTF-8 with a byte order mark', `\uFEFF${CSV}`],
  ['GB18030', iconv.encode(CSV, 'gb18030')],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(CSV, 'utf16le')])],
  ['semicolons', '项目编号;项目名称;总投资\nP-1;"一号,项目";1'],
  ['tabs', '项目编号\t项目名称\t总投资\nP-1\t一号,项目\t1\n'],
])('CSV in %s is read', async (_name, content) => {
  expect((await read(content, 'csv')).rows[0]?.lines[0]?.[1]).toEqual(['P-1', '一号,项目', '1'])
})

test('CSV of rows of unequal length is refused row by row', async () => {
  const { rows } = await read('项目编号,项目名称,总投资\nP-1,一号\nP-2,二号,1,,\nP-3,三号,1,多余\n', 'csv')
  expect(rows.map(({ key, reasons }) => [key, reasons.map(({ code }) => code)])).toEqual([
    ['P-1', ['exchange.row-ragged']],
    ['P-2', []],
    ['P-3', ['exchange.row-ragged']],
  ])
})

test.each<[string, string, Buffer | string]>([
  ['bytes that are neither UTF-8 nor GB18030', 'exchange.csv-encoding', Buffer.concat([Buffer.from(CSV), Buffer.from([0xff, 0xff, 0x80])])],
  ['binary content', 'exchange.csv-not-text', `${CSV}P-2,\0\0,1\n`],
  ['a quotation mark that is never closed', 'exchange.csv-quote-open', `${CSV}P-2,"二号,1\n`],
  ['nothing but blanks', 'exchange.file-empty', '  \n '],
])('CSV with %s is refused: %s', async (_name, code, content) => {
  expect((await read(content, 'csv')).refusal).toBe(code)
})

test('a quotation mark at the end of a piece of the stream does not split the field', async () => {
  const long = `${'x'.repeat(65_530)}""y`
  const { rows } = await read(`项目编号,项目名称\nP-1,"${long}"\nP-2,"a""b"\n`, 'csv')
  expect(rows[0]?.lines[0]?.[1][1]).toBe(`${'x'.repeat(65_530)}"y`)
  expect(rows[1]?.lines[0]?.[1][1]).toBe('a"b')
})

// Real workbooks of Excel, LibreOffice, Google Sheets and libraries, none of them made for us: each is answered with a sentence.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { messageText, messages } from '@ballast/contract/messages.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { checkFile, readSheets } from './read-sheets.ts'
import type { Resource } from './sheet.ts'

const FOLDER = join(import.meta.dirname, 'testing/outside')

/** The code that the file is refused with, and its sentence; what was read where it is not. */
async function answer(fileName: string, resource: Resource): Promise<[code: string, sentence: string]> {
  const file = { path: join(FOLDER, fileName), format: 'xlsx', fileName } as const
  const vocabulary = { lists: {}, customFields: [], year: 2024, month: '2024-03' as YearMonth }
  let rows = 0
  try {
    for await (const event of readSheets(file, { resource, vocabulary }, await checkFile(file))) {
      if (event.type === 'rows') rows += event.rows.length
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(messages).toHaveProperty([error.code])
    const [reason] = error.reasons
    return [error.code, messageText('zh-CN', reason?.code ?? error.code, reason?.params)]
  }
  return ['read', `${rows}`]
}

const XLS = ['exchange.file-xls', '这是旧版 .xls 文件，请另存为 .xlsx'] as const
const XLSB = ['exchange.file-xlsb', '这是二进制 .xlsb 文件，请另存为 .xlsx'] as const
const ENCRYPTED = ['exchange.file-encrypted', '工作簿已加密，请取消密码后再上传'] as const
const DAMAGED = ['exchange.file-damaged', '工作簿已损坏或被篡改，请在 Excel 中打开并另存后再试'] as const
const nothingIn = (...sheets: string[]) =>
  ['exchange.no-sheet', `没有找到「…」的工作表（文件中有：${sheets.join('、')}）；表头应与导出的一致`] as const

const ANSWERS: readonly (readonly [fileName: string, what: string, answer: readonly [code: string, sentence: string]])[] = [
  ['calamine-any_sheets.xls', 'an old .xls with charts and macro sheets', XLS],
  ['readxl-deaths.xls', 'an old .xls with notes above and below its table', XLS],
  ['calamine-any_sheets.xlsb', 'a binary workbook', XLSB],
  ['calamine-pass_protected.xlsx', 'a workbook with a password', ENCRYPTED],
  ['excelize-encryptAES.xlsx', 'a workbook encrypted by a library', ENCRYPTED],
  ['calamine-issue_261.xlsx', 'cells without an address', DAMAGED],
  ['readxl-no-styles-or-sharedStrings-parts.xlsx', 'parts whose sizes stand behind them without a mark', DAMAGED],
  ['calamine-date_1904.xlsx', 'LibreOffice, dates from 1904', nothingIn('Sheet1')],
  ['readxl-dates-1900-LibreOffice.xlsx', 'LibreOffice, dates from 1900', nothingIn('Sheet1')],
  ['calamine-empty_sheet.xlsx', 'a sheet with nothing in it', nothingIn('Sheet1')],
  ['calamine-errors.xlsx', 'a French Excel, errors in cells', nothingIn('Feuil3', 'Feuil1', 'Feuil2')],
  ['calamine-merged_range.xlsx', 'merged cells', nothingIn('Sheet2', 'Sheet1')],
  [
    'calamine-pivots.xlsx',
    'pivot tables',
    nothingIn('PivotSheet1', 'PivotSheet2', 'PivotSheet3', 'PivotSheet4', 'DataSheet', 'DataSheet2'),
  ],
  ['calamine-strict_iso_paths.xlsx', 'the strict form of the standard', nothingIn('ml_out')],
  ['excelize-BadWorkbook.xlsx', 'a workbook with a part that is wrong', nothingIn('Sheet1')],
  ['excelize-Book1.xlsx', 'pictures, charts and links', nothingIn('Sheet1', 'Sheet2')],
  ['excelize-MergeCell.xlsx', 'merged cells, written by a library', nothingIn('Sheet1')],
  ['excelize-OverflowNumericCell.xlsx', 'a number longer than a spreadsheet keeps', nothingIn('Sheet1')],
  ['readxl-deaths.xlsx', 'notes above and below the table', nothingIn('other', 'arts')],
  ['readxl-iris-google-doc.xlsx', 'Google Sheets', nothingIn('iris')],
  ['readxl-nonstandard-xml-ns-prefix.xlsx', 'names of XML with a prefix', nothingIn('Sheet1')],
  ['readxl-utf8-sheet-names.xlsx', 'sheets named in signs', nothingIn('∂', 'µ')],
]

test.each(ANSWERS)('%s: %s', async (fileName, _what, [code, sentence]) => {
  for (const [resource, name] of [
    ['returns', '月报'],
    ['projects', '项目'],
  ] as const) {
    expect(await answer(fileName, resource)).toEqual([code, sentence.replace('…', name)])
  }
})

test('every file of the folder is asked about, and says where it comes from', () => {
  const files = readdirSync(FOLDER).filter((name) => !/^(NOTICE|LICENCE)/.test(name))
  expect(files.sort()).toEqual(ANSWERS.map(([name]) => name).sort())
  const notice = readFileSync(join(FOLDER, 'NOTICE.md'), 'utf8')
  expect(files.filter((name) => !notice.includes(`\`${name.split('-')[0]}-*\``))).toEqual([])
})

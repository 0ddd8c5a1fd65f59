import { expect, test } from 'vitest'
import { formatCsv } from './data-table-csv.ts'

test('a CSV begins with a byte-order mark and quotes what needs it', () => {
  expect(
    formatCsv([
      ['名称', '备注'],
      ['甲,乙', '说"好"\n二行'],
    ]),
  ).toBe('\uFEFF名称,备注\r\n"甲,乙","说""好""\n二行"\r\n')
})
test('a text that a spreadsheet would run is made harmless, a negative amount is left alone', () => {
  expect(formatCsv([['=1+1', '@cmd', '-3.5', '-x', '+86']])).toBe("\uFEFF'=1+1,'@cmd,-3.5,'-x,'+86\r\n")
})

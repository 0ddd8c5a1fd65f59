import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percent, wan, yi } from './draw.ts'
import { textTable, textWidth } from './text-table.ts'

test('a Chinese character takes two columns', () => {
  expect(textWidth('项目 P017（亿元）')).toBe(17)
  expect(textWidth('abc')).toBe(3)
})

test('columns line up, whatever stands in them', () => {
  const cell = fc.stringMatching(/^[a-z项目计划0-9（）-]{0,12}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const lines = textTable(
        [{ title: '名称' }, { title: 'n', align: 'right' }],
        rows.map(([a, b]) => [a, `${b}|`]),
      ).split('\n')
      const widths = new Set(lines.slice(2).map(textWidth))
      expect(widths.size).toBe(1)
    }),
  )
})

test('decimal points line up', () => {
  expect(
    textTable([{ title: '万元', align: 'decimal' }], [['1,000'], ['2.5'], ['0.000001'], ['—']])
      .split('\n')
      .slice(2),
  ).toEqual(['1,000.000000', '    2.500000', '    0.000001', '           —'])
})

test('amounts are drawn exactly, with their grouping', () => {
  expect(yi('100000000000.00')).toBe('1,000.00')
  expect(yi('1079600000.01')).toBe('10.7960000001')
  expect(wan('6665412731.61')).toBe('666,541.273161')
  expect(wan('-12345678.00')).toBe('-1,234.5678')
  expect(yi(null)).toBe('—')
  expect([percent('0.6000'), percent('1.0000'), percent('0.0512'), percent(null)]).toEqual(['60.00 %', '100.00 %', '5.12 %', '—'])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv } from './pack-csv.ts'
import { percentPpm } from './pack-rows.ts'

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const cell = fc.string({ unit: fc.constantFrom('a', '中', '"', ',', '\n', ' ', '7') })

test('what is written quoted is read again, with the line on which each row begins', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 12 }), (rows) => {
      const lines = rows.map(([first, second]) => `${quoted(first)},${quoted(second)}`)
      const { rows: read, faults } = readCsv(`first,second\n${lines.join('\n')}\n`)
      expect(faults).toEqual([])
      let line = 2
      const expected = rows.map(([first, second], index) => {
        const at = line
        line += (lines[index] as string).split('\n').length
        const cells = Object.entries({ first: first.trim(), second: second.trim() }).filter(([, value]) => value !== '')
        return { line: at, cells: Object.fromEntries(cells) }
      })
      expect(read).toEqual(expected)
    }),
  )
})

test('a byte-order mark, Windows line ends, blank lines and a missing last line end are read as they are meant', () => {
  expect(readCsv('\uFEFFa,b\r\n1,2\r\n\r\n3,4')).toEqual({
    columns: ['a', 'b'],
    rows: [
      { line: 2, cells: { a: '1', b: '2' } },
      { line: 4, cells: { a: '3', b: '4' } },
    ],
    faults: [],
  })
})

test('an empty file has no header', () => expect(readCsv('').faults).toEqual([{ line: 1, code: 'pack.no-header' }]))

test('percent with four decimals are exact parts per million', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (ppm) => {
      expect(percentPpm(`${Math.floor(ppm / 10_000)}.${String(ppm % 10_000).padStart(4, '0')}`)).toBe(BigInt(ppm))
    }),
  )
})

import { expect, test } from 'vitest'
import { pastedFields, restingText } from './month-cells.ts'

const KEYS = ['m.2024-01', 'm.2024-02', 'm.2024-03']

test('a block from a spreadsheet fills cells to the right and down, and what goes beyond the table is left out', () => {
  expect(pastedFields('1,200.5\t2\n3\t4\n', KEYS, 'm.2024-02', 'other')).toEqual({
    'm.2024-02.other': '1200.5',
    'm.2024-02.land': '2',
    'm.2024-03.other': '3',
    'm.2024-03.land': '4',
  })
  expect(pastedFields('1\t2\t3', KEYS, 'm.2024-03', 'other')).toEqual({ 'm.2024-03.other': '1', 'm.2024-03.land': '2' })
})
test('a single value pastes as text', () => expect(pastedFields('12', KEYS, 'm.2024-01', 'other')).toBeNull())
test('a cell at rest shows every digit of its amount, grouped', () => {
  const form = { a: '9273', b: '1234567.123456', c: 'abc', d: '' }
  expect(['a', 'b', 'c', 'd'].map((field) => restingText(form, field))).toEqual(['9,273', '1,234,567.123456', 'abc', ''])
})

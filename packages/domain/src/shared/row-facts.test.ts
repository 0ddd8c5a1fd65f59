import { expect, test } from 'vitest'
import { changesBetween, patched, patchedRecord, plainDecimal, sourcesAfter } from './row-facts.ts'

test('missing leaves, null clears, a value sets', () => {
  expect(patched({ a: 1, b: 2 }, { a: undefined, b: null })).toEqual({ a: 1, b: null })
  expect(patched({ a: 1, b: 2 }, null)).toEqual({ a: null, b: null })
  expect(patched({ a: 1 }, undefined)).toEqual({ a: 1 })
  expect(patchedRecord({ a: 1, b: 2 }, { b: null, c: 3 })).toEqual({ a: 1, c: 3 })
  expect(patchedRecord({ a: 1 }, null)).toEqual({})
})

test.each([
  ['1200.50', '1200.5'],
  ['007', '7'],
  ['0', '0'],
  ['0.10', '0.1'],
  ['5.00', '5'],
  ['', null],
  [null, null],
  ['一亩', '一亩'],
])('%s is kept as %s', (given, kept) => expect(plainDecimal(given)).toBe(kept))

test('only fields that differ are changes', () => {
  const before = new Map([
    ['a', '1'],
    ['b', null],
    ['c', '3'],
  ])
  expect(
    changesBetween(
      before,
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    ),
  ).toEqual([
    { field: 'b', before: null, after: '2' },
    { field: 'c', before: '3', after: null },
  ])
})

test('a changed fact loses its source, unless the row brings another or a pack repeats it', () => {
  const stored = { total: { kind: 'public', citation: 'a' }, notes: { kind: 'public', citation: 'b' } } as const
  const changes = [{ field: 'total', before: '1', after: '2' }]
  expect(sourcesAfter(stored, { ...stored }, changes, true)).toEqual({ notes: stored.notes })
  expect(sourcesAfter(stored, { ...stored }, changes, false)).toEqual({ notes: stored.notes })
  const carried = { ...stored, total: { ...stored.total } }
  expect(sourcesAfter(stored, carried, changes, true)).toEqual({ notes: stored.notes })
  expect(sourcesAfter(stored, carried, changes, false)).toEqual(stored)
  const other = { ...stored, total: { kind: 'simulated', citation: 'm' } } as const
  expect(sourcesAfter(stored, other, changes, true)).toEqual(other)
})

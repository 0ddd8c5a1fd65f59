import { expect, test } from 'vitest'
import {
  changesBetween,
  enteredFields,
  patched,
  patchedRecord,
  plainDecimal,
  publishedFacts,
  sourceOfRow,
  sourcesAfter,
} from './row-facts.ts'

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

test('a row that vouches for its facts gives its source to each that has no other', () => {
  const row = { sourceKind: 'public', citation: 'paper' } as const
  const source = { kind: 'public', citation: 'paper' }
  expect(sourceOfRow(row, { isUserEdit: false, isNew: true })).toEqual(source)
  expect(sourceOfRow(row, { isUserEdit: true, isNew: true })).toBeUndefined()
  expect(sourceOfRow({ ...row, sourceKind: 'simulated' }, { isUserEdit: true, isNew: true })?.kind).toBe('simulated')
  expect(sourceOfRow({ ...row, sourceKind: 'simulated' }, { isUserEdit: true, isNew: false })).toBeUndefined()
  const changes = [
    { field: 'total', before: null, after: '2' },
    { field: 'notes', before: 'a', after: null },
    { field: 'sourceKind', before: null, after: 'public' },
  ]
  expect(sourcesAfter({}, {}, changes, false, source as never)).toEqual({ total: source })
  expect(sourcesAfter({}, { total: { kind: 'simulated', citation: 'm' } }, changes, false, source as never)).toEqual({
    total: { kind: 'simulated', citation: 'm' },
  })
})

test('only what is published, or computed from it, is kept', () => {
  const row = {
    name: 'A',
    total: 1n,
    tags: ['x'],
    gates: { signing: '2024-01-01', completion: '2025-01-01' },
    shape: { type: 'Polygon' },
    provenance: {
      total: { kind: 'simulated', citation: 'm' },
      tags: { kind: 'public', citation: 'p' },
      'gates.signing': { kind: 'computed', citation: 'c' },
    },
  } as const
  expect(publishedFacts(row, ['name'])).toEqual({
    name: 'A',
    total: null,
    tags: ['x'],
    gates: { signing: '2024-01-01' },
    shape: null,
    provenance: { tags: row.provenance.tags, 'gates.signing': row.provenance['gates.signing'] },
  })
  const texts = new Map([
    ['total', '1'],
    ['shape', 'Polygon'],
    ['notes', null],
    ['citation', 'p'],
  ])
  expect(enteredFields(texts, row.provenance)).toEqual(['shape'])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergedChanges, mergeFields } from './merge-fields.ts'

test('only fields that both sides changed, and differently, ask for a choice', () => {
  const fields = mergeFields({
    before: { a: '1', b: '1', c: '1', d: '1', e: '1' },
    mine: { a: '2', c: '2', d: '2' },
    theirs: { a: '1', b: '3', c: '3', d: '2', e: '1' },
  })
  expect(fields.map(({ key, state }) => [key, state])).toEqual([
    ['a', 'mine'],
    ['b', 'theirs'],
    ['c', 'conflict'],
    ['d', 'same'],
  ])
  expect(mergedChanges(fields, { c: 'theirs' })).toEqual({ a: '2' })
  expect(mergedChanges(fields, { c: 'mine' })).toEqual({ a: '2', c: '2' })
})

test('choosing mine everywhere keeps every change that I typed', () => {
  const texts = fc.record({ a: fc.constantFrom('1', '2', '3'), b: fc.constantFrom('1', '2', '3') })
  fc.assert(
    fc.property(texts, texts, texts, (before, mine, theirs) => {
      const merged = { ...theirs, ...mergedChanges(mergeFields({ before, mine, theirs }), { a: 'mine', b: 'mine' }) }
      for (const key of ['a', 'b'] as const) expect(merged[key]).toBe(mine[key] === before[key] ? theirs[key] : mine[key])
    }),
  )
})

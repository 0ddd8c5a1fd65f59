import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldChanges, subjectName } from './field-changes.ts'

test('only what differs is told, nested fields by their path', () => {
  const before = { nameZh: '旧', totalYuan: '1.00', gates: { signing: '2024-01-01', completion: null }, tags: ['a'] }
  const after = { nameZh: '新', totalYuan: '1.00', gates: { signing: '2024-02-01' }, tags: ['a', 'b'] }
  expect(fieldChanges(before, after)).toEqual([
    { field: 'nameZh', before: '旧', after: '新' },
    { field: 'gates.signing', before: '2024-01-01', after: '2024-02-01' },
    { field: 'tags', before: 'a', after: 'a, b' },
  ])
})

test('a new thing has no before, a deleted one no after', () => {
  expect(fieldChanges(null, { a: 1 })).toEqual([{ field: 'a', before: null, after: '1' }])
  expect(fieldChanges({ a: true }, null)).toEqual([{ field: 'a', before: 'true', after: null }])
})

test('lists of objects are compared place by place', () => {
  expect(fieldChanges([{ month: '2024-01', yuan: '1.00' }], [{ month: '2024-01', yuan: '2.00' }])).toEqual([
    { field: '.1.yuan', before: '1.00', after: '2.00' },
  ])
})

test('nothing differs from itself', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => fieldChanges(value, structuredClone(value)).length === 0))
})

test('the subject is called by its latest name', () => {
  expect(subjectName({ nameZh: '旧' }, { nameZh: '新' })).toBe('新')
  expect(subjectName({ title: '草案' }, null)).toBe('草案')
  expect(subjectName(null, { value: 1 })).toBeNull()
})

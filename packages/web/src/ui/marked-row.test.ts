import { expect, test } from 'vitest'
import { markOf } from './marked-row.ts'

test('a cell is marked where its source is not that of its row', () => {
  const row = { sourceKind: 'public', simulated: ['bureauCode'], entered: ['notes'] }
  expect(markOf(row, 'bureauCode')).toBe('simulated')
  expect(markOf(row, 'notes')).toBe('entered')
  expect(markOf(row, 'owner')).toBeUndefined()
  expect(markOf({ ...row, sourceKind: 'simulated' }, 'bureauCode')).toBeUndefined()
  expect(markOf({ ...row, sourceKind: 'entered' }, 'notes')).toBeUndefined()
  expect(markOf({ recordedAt: '' }, 'notes')).toBeUndefined()
})

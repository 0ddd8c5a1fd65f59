import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WireChange } from '@ballast/contract/scenario.ts'
import { fen, sumFen } from '@ballast/domain/shared/money.ts'
import { dayIn, dropped, monthDeltas, movedWithin, withGate } from './edits.ts'
import { EMPTY, step, type History } from './history.ts'

const A = 'a'
const start = (month: number): WireChange => ({ kind: 'gate', projectId: A, gate: 'construction_start', on: dayIn(2024, month) })

test('a drag is one step, wherever it went; what is taken back can be done again, and doing something else forgets it', () => {
  const drag = (history: History, month: number) => step(history, { kind: 'drag', changes: [start(month)] })
  const dragged = step(drag(drag(drag(EMPTY, 5), 6), 7), { kind: 'drop' })
  expect(dragged).toMatchObject({ now: [start(7)], past: [[]] })
  const back = step(dragged, { kind: 'undo' })
  expect(back.now).toEqual([])
  expect(step(back, { kind: 'redo' }).now).toEqual([start(7)])
  expect(step(step(back, { kind: 'set', changes: [start(9)] }), { kind: 'redo' }).now).toEqual([start(9)])
  expect(step(step(drag(drag(EMPTY, 5), 5), { kind: 'drag', changes: [] }), { kind: 'drop' }).past).toEqual([])
  expect(step(step(dragged, { kind: 'reset' }), { kind: 'undo' }).now).toEqual([start(7)])
})

test('undoing everything and redoing it is where one was', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 13 }), { maxLength: 12 }), (months) => {
      const done = months.reduce((history, month) => step(history, { kind: 'set', changes: [start(month)] }), EMPTY)
      const undone = months.reduce((history) => step(history, { kind: 'undo' }), done)
      expect(undone.now).toEqual([])
      expect(months.reduce((history) => step(history, { kind: 'redo' }), undone)).toEqual(done)
    }),
  )
})

test('a gate is changed in one place and given back; money moved within a project leaves its year; what is dropped has nothing else', () => {
  const twice = withGate(withGate([], A, 'construction_start', dayIn(2024, 5)), A, 'construction_start', dayIn(2024, 13))
  expect(twice).toEqual([{ kind: 'gate', projectId: A, gate: 'construction_start', on: '2025-01-15' }])
  expect(withGate(twice, A, 'construction_start', null)).toEqual([])
  const moved = movedWithin(twice, A, { from: 6, to: 9, amount: fen(101n) })
  expect(monthDeltas(moved, A)[8]).toBe(101n)
  expect(sumFen(monthDeltas(moved, A))).toBe(0n)
  expect(movedWithin(moved, A, { from: 9, to: 6, amount: fen(101n) })).toEqual(twice)
  expect(dropped(moved, A)).toEqual([{ kind: 'drop', projectId: A }])
})

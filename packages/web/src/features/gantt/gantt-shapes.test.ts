import { expect, test } from 'vitest'
import { dayNumber, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { RowGate } from './gantt-rows.ts'
import { shapesOf } from './gantt-shapes.ts'

// A pixel a day from New Year's Day 2024.
const scale = { from: dayNumber('2024-01-01' as PlainDate), until: dayNumber('2026-01-01' as PlainDate), pxPerDay: 1, width: 731 }
const gate = (
  name: LifeGate,
  given: Partial<Record<'planned' | 'actual' | 'expected' | 'baseline', string>> & { slipDays?: number },
): RowGate =>
  ({ gate: name, planned: null, forecast: null, actual: null, baseline: null, expected: null, slipDays: null, ...given }) as RowGate

test('the plan is drawn phase by phase, the last gate at its end', () => {
  const { phases } = shapesOf(
    {
      gates: [
        gate('signing', { planned: '2024-01-11' }),
        gate('construction_start', { planned: '2024-02-01' }),
        gate('completion', { planned: '2024-12-31' }),
      ],
    },
    scale,
  )
  expect(phases).toEqual([
    { gate: 'signing', x: 10, width: 21 },
    { gate: 'construction_start', x: 31, width: 334 },
    { gate: 'completion', x: 365, width: 0 },
  ])
})

test('what is done runs from the first to the last gate passed; from there on it is expected, late or not', () => {
  const shapes = shapesOf(
    {
      gates: [
        gate('signing', { actual: '2024-01-11', expected: '2024-01-11', slipDays: 5 }),
        gate('land_award', { actual: '2024-01-31', expected: '2024-01-31', slipDays: 0 }),
        gate('construction_start', { expected: '2024-03-01', slipDays: 0 }),
        gate('completion', { expected: '2024-12-31', slipDays: 12 }),
      ],
    },
    scale,
  )
  expect(shapes.actual).toEqual({ x: 10, width: 20 })
  expect(shapes.forecast).toEqual({ x: 30, width: 335 })
  expect(shapes.ahead).toEqual([
    { x: 60, isLate: false },
    { x: 365, isLate: true },
  ])
  expect(shapes.isLate).toBe(true)
})

test('a project that is done has nothing ahead, one without dates nothing at all', () => {
  const done = shapesOf({ gates: [gate('completion', { actual: '2024-01-11', expected: '2024-01-11', slipDays: 40 })] }, scale)
  expect([done.forecast, done.ahead, done.isLate]).toEqual([null, [], false])
  expect(shapesOf({ gates: [] }, scale)).toMatchObject({ phases: [], actual: null, forecast: null, baseline: null })
})

test('the baseline spans its first and last date, with a mark at each', () => {
  const gates = [gate('completion', { baseline: '2024-12-31' }), gate('signing', { baseline: '2024-01-11' })]
  expect(shapesOf({ gates }, scale)).toMatchObject({ baseline: { x: 10, width: 355 }, baselineMarks: [10, 365] })
})

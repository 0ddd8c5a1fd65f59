import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dateOfDayNumber, dayNumber, daysBetween, type PlainDate } from '../shared/time.ts'
import { expectedOn, gateSlipDays, projectSlipDays, type GateDates } from './gate-slip.ts'

const on = (text: string) => text as PlainDate
const gate = (given: Partial<GateDates>): GateDates => ({ planned: null, forecast: null, actual: null, ...given })
const TODAY = on('2024-03-01')

test('a gate that is not passed is expected when it is forecast, else when it is planned, and never before today', () => {
  expect(expectedOn(gate({ planned: on('2024-05-01') }), TODAY)).toBe('2024-05-01')
  expect(expectedOn(gate({ planned: on('2024-05-01'), forecast: on('2024-06-15') }), TODAY)).toBe('2024-06-15')
  expect(expectedOn(gate({ planned: on('2024-01-10') }), TODAY)).toBe('2024-03-01')
  expect(expectedOn(gate({ planned: on('2024-01-10'), forecast: on('2024-02-20') }), TODAY)).toBe('2024-03-01')
  expect(expectedOn(gate({ planned: on('2024-01-10'), actual: on('2024-01-12') }), TODAY)).toBe('2024-01-12')
  expect(expectedOn(gate({}), TODAY)).toBe(null)
})

test('the slip is measured in days, over the leap day and the turn of the year', () => {
  expect(gateSlipDays(gate({ planned: on('2024-02-28'), actual: on('2024-03-01') }), TODAY)).toBe(2)
  expect(gateSlipDays(gate({ planned: on('2024-01-02'), actual: on('2023-12-30') }), TODAY)).toBe(-3)
  expect(gateSlipDays(gate({ planned: on('2024-02-01') }), TODAY)).toBe(29)
  expect(gateSlipDays(gate({ forecast: on('2024-05-01') }), TODAY)).toBe(null)
})

test('against a baseline the slip counts from the date of the baseline, also when the plan itself has moved', () => {
  const moved = gate({ planned: on('2024-06-01'), baseline: on('2024-04-01') })
  expect(gateSlipDays(moved, TODAY)).toBe(61)
  expect(gateSlipDays({ ...moved, baseline: null }, TODAY)).toBe(null)
})

test('a project slips as far as the latest of its open gates; what is behind it counts only when all is done', () => {
  const late = gate({ planned: on('2023-01-01'), actual: on('2023-04-11') })
  const open = gate({ planned: on('2024-05-01'), forecast: on('2024-05-08') })
  const later = gate({ planned: on('2025-05-01'), forecast: on('2025-05-04') })
  expect(projectSlipDays([late, open, later], TODAY)).toBe(7)
  expect(projectSlipDays([gate({ planned: on('2023-01-01'), actual: on('2023-01-01') }), late], TODAY)).toBe(100)
  expect(projectSlipDays([gate({}), gate({})], TODAY)).toBe(null)
  expect(projectSlipDays([], TODAY)).toBe(null)
})

const anyDate = fc.integer({ min: dayNumber(on('1999-12-25')), max: dayNumber(on('2101-01-05')) }).map(dateOfDayNumber)
const anyGate = fc.record({
  planned: fc.option(anyDate),
  forecast: fc.option(anyDate),
  actual: fc.option(anyDate),
})

test('days between dates add up, whatever lies between', () => {
  fc.assert(
    fc.property(anyDate, anyDate, anyDate, (a, b, c) => {
      expect(daysBetween(a, b) + daysBetween(b, c)).toBe(daysBetween(a, c))
      expect(addDays(a, daysBetween(a, b))).toBe(b)
      expect(daysBetween(a, b) < 0).toBe(b < a)
    }),
  )
})

test('as days go by an open gate never becomes less late, and a passed one stays as it is', () => {
  fc.assert(
    fc.property(anyGate, anyDate, fc.nat(400), (dates, today, days) => {
      const now = gateSlipDays(dates, today)
      const then = gateSlipDays(dates, addDays(today, days))
      if (now === null || then === null) expect(then).toBe(now)
      else if (dates.actual === null) expect(then).toBeGreaterThanOrEqual(now)
      else expect(then).toBe(now)
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type PlainDate } from '../shared/time.ts'
import type { WorkdayCalendar } from '../shared/workday.ts'
import { LIFE_GATES, type LifeGate } from './life.ts'
import { afterWorkdays, isUsualWorkday, planLegs, workdaysUntil, type Leg } from './planned-dates.ts'

const day = (text: string) => text as PlainDate
/** Spring Festival 2024 as the State Council announced it: 10 to 17 February off, 4 and 18 February worked. */
const calendar: WorkdayCalendar = {
  coveredFrom: day('2024-01-01'),
  coveredUntil: day('2025-01-01'),
  holidays: new Set(['12', '13', '14', '15', '16'].map((date) => day(`2024-02-${date}`))),
  makeUpWorkdays: new Set([day('2024-02-04'), day('2024-02-18')]),
}
const leg = (gate: LifeGate, plannedOn: string | null, offsetWorkdays: number | null = null, isPassed = false): Leg => ({
  gate,
  plannedOn: plannedOn as PlainDate | null,
  offsetWorkdays,
  isPassed,
})
const dates = (legs: readonly { plannedOn: PlainDate | null }[]) => legs.map(({ plannedOn }) => plannedOn)

test('five working days after Friday 2 February 2024 count the make-up Sunday: Thursday 8 February', () => {
  expect(afterWorkdays(calendar, day('2024-02-02'), 5)).toBe('2024-02-08')
})

test('from Thursday 8 February 2024 the third working day is Monday 19 February: Friday 9, the make-up Sunday 18, Monday 19', () => {
  expect(afterWorkdays(calendar, day('2024-02-08'), 3)).toBe('2024-02-19')
  expect(workdaysUntil(calendar, day('2024-02-08'), day('2024-02-19'))).toBe(3)
})

test('the template counts from each gate to the next, and says where the calendar is not published', () => {
  const legs = [
    leg('signing', '2023-11-01', null, true),
    leg('land_award', null, 3),
    leg('construction_start', '2024-09-02', 5),
    leg('completion', null),
    leg('production', null, 250),
  ]
  const planned = planLegs(legs, { gate: 'land_award', on: day('2024-02-08') }, 'template', calendar)
  expect(planned).toMatchObject([
    { plannedOn: '2023-11-01', isEstimate: false },
    { plannedOn: '2024-02-08', isEstimate: false },
    { plannedOn: '2024-02-21', isEstimate: false },
    { plannedOn: null, isEstimate: false },
    { plannedOn: '2025-02-05', isEstimate: true },
  ])
})

test('a gate that is moved alone leaves the others; passed ones stay when later legs shift', () => {
  const legs = [
    leg('signing', '2024-01-08'),
    leg('land_award', '2024-01-22'),
    leg('registration', '2024-03-04', null, true),
    leg('completion', '2024-03-05'),
  ]
  const moved = { gate: 'land_award', on: day('2024-01-23') } as const
  expect(dates(planLegs(legs, moved, 'alone', calendar))).toEqual(['2024-01-08', '2024-01-23', '2024-03-04', '2024-03-05'])
  expect(dates(planLegs(legs, moved, 'shift', calendar))).toEqual(['2024-01-08', '2024-01-23', '2024-03-04', '2024-03-06'])
})

const workday = fc.nat(600).map((days) => afterWorkdays(calendar, addDays(day('2023-12-01'), days), 1))
const plan = fc.array(fc.option(workday), { minLength: LIFE_GATES.length, maxLength: LIFE_GATES.length }).map((drawn) => {
  const sorted = drawn.filter((date) => date !== null).toSorted()
  return LIFE_GATES.map((gate, index) => leg(gate, drawn[index] === null ? null : (sorted.shift() as string), index * 7))
})

test('a shift keeps every distance in working days, keeps the order, and is undone by shifting back', () => {
  fc.assert(
    fc.property(plan, fc.constantFrom(...LIFE_GATES), workday, (legs, gate, on) => {
      const from = legs.find((one) => one.gate === gate)?.plannedOn
      fc.pre(from !== null && from !== undefined)
      const shifted = planLegs(legs, { gate, on }, 'shift', calendar)
      const at = LIFE_GATES.indexOf(gate)
      for (const [index, { plannedOn }] of shifted.entries()) {
        const before = legs[index]?.plannedOn ?? null
        if (index < at || before === null) expect(plannedOn).toBe(before)
        else expect(workdaysUntil(calendar, on, plannedOn as PlainDate)).toBe(workdaysUntil(calendar, from, before))
      }
      const later = dates(shifted.slice(at)).filter((date) => date !== null)
      expect(later.toSorted()).toEqual(later)
      const back = legs.map((one, index) => ({ ...one, plannedOn: shifted[index]?.plannedOn ?? null }))
      expect(dates(planLegs(back, { gate, on: from }, 'shift', calendar))).toEqual(dates(legs))
    }),
    { numRuns: 60 },
  )
})

test('a template plans working days, in order, and a second time the same', () => {
  fc.assert(
    fc.property(plan, fc.constantFrom(...LIFE_GATES), workday, (legs, gate, on) => {
      const planned = planLegs(legs, { gate, on }, 'template', calendar)
      const later = planned.slice(LIFE_GATES.indexOf(gate)).map(({ plannedOn }) => plannedOn as PlainDate)
      expect(later.toSorted()).toEqual(later)
      expect(later.every((date) => isUsualWorkday(calendar, date))).toBe(true)
      const again = legs.map((one, index) => ({ ...one, plannedOn: planned[index]?.plannedOn ?? null }))
      expect(dates(planLegs(again, { gate, on }, 'template', calendar))).toEqual(dates(planned))
    }),
    { numRuns: 60 },
  )
})

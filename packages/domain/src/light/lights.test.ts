import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIFE_GATES, type LifeGate } from '../gate/life.ts'
import { addDays, addMonths, dateOfDayNumber, dayNumber, weekdayOf, type PlainDate } from '../shared/time.ts'
import { addWorkdays, isWorkday, type WorkdayCalendar } from '../shared/workday.ts'
import { workdayIndex } from '../shared/workday-index.ts'
import { LIGHT_KINDS, LIGHT_UNITS, PRESET_RULES, type LightKind, type LightRule } from './light-rule.ts'
import { LIGHT_COLOURS, lightsOf, shownColour, type WatchedProject } from './lights.ts'

const day = (text: string) => text as PlainDate
const days = (kind: string) =>
  readFileSync(join(import.meta.dirname, '../../../../zones/etown-2024/calendar.csv'), 'utf8')
    .split('\n')
    .filter((line) => line.split(',')[1] === kind)
    .map((line) => line.slice(0, 10) as PlainDate)
const calendar: WorkdayCalendar = {
  coveredFrom: day('2023-01-01'),
  coveredUntil: day('2027-01-01'),
  holidays: new Set(days('holiday')),
  makeUpWorkdays: new Set(days('make_up_workday')),
}
const workdays = workdayIndex(calendar)

type Dates = Partial<Record<LifeGate, { plannedOn?: string; actualOn?: string }>>
function project(dates: Dates, more: Partial<WatchedProject> = {}): WatchedProject {
  const gates = Object.entries(dates).map(
    ([gate, { plannedOn = null, actualOn = null }]) =>
      [gate as LifeGate, { plannedOn: plannedOn as PlainDate | null, actualOn: actualOn as PlainDate | null }] as const,
  )
  return { standing: 'active', gates: new Map(gates), fulfilledOn: new Map(), promisedOn: new Map(), behind: new Map(), ...more }
}
const preset = (kind: LightKind, change: Partial<LightRule> = {}): LightRule => ({
  ...(PRESET_RULES.find((rule) => rule.kind === kind) as LightRule),
  ...change,
})
const seen = (watched: WatchedProject, rule: LightRule, today: string) => {
  const [light] = lightsOf(watched, [rule], workdays, day(today)).lights
  return light === undefined ? 'green' : `${light.colour} since ${light.since}`
}

test('planned start in January 2024: yellow when the month is over, red when three months in a row are', () => {
  const late = project({ construction_start: { plannedOn: '2024-01-20' } })
  const rule = preset('late-start')
  expect(seen(late, rule, '2024-01-31')).toBe('green')
  expect(seen(late, rule, '2024-02-01')).toBe('yellow since 2024-02-01')
  expect(seen(late, rule, '2024-03-31')).toBe('yellow since 2024-02-01')
  expect(seen(late, rule, '2024-04-01')).toBe('red since 2024-04-01')
  expect(seen(project({ construction_start: { plannedOn: '2024-01-20', actualOn: '2024-02-05' } }), rule, '2024-04-01')).toBe('green')
})

test('started on 2024-01-15 and not registered: yellow after 2024-02-15, red after 2024-03-15', () => {
  const started = project({ construction_start: { actualOn: '2024-01-15' }, registration: {} })
  const rule = preset('started-not-registered')
  expect(seen(started, rule, '2024-02-15')).toBe('green')
  expect(seen(started, rule, '2024-02-16')).toBe('yellow since 2024-02-16')
  expect(seen(started, rule, '2024-03-15')).toBe('yellow since 2024-02-16')
  expect(seen(started, rule, '2024-03-16')).toBe('red since 2024-03-16')
})

test('started on 2024-01-31: February has no 31st, so its last day, the 29th, ends the month', () => {
  const started = project({ construction_start: { actualOn: '2024-01-31' }, registration: {} })
  expect(seen(started, preset('started-not-registered'), '2024-02-29')).toBe('green')
  expect(seen(started, preset('started-not-registered'), '2024-03-01')).toBe('yellow since 2024-03-01')
})

test('signed on Thursday 2024-02-01, 5 and 10 working days: Sunday 02-04 and Sunday 02-18 are worked, 02-10 to 02-17 are Spring Festival', () => {
  // 02, 04, 05, 06, 07 are the first five; 08, 09, 18, 19, 20 the second.
  const signed = project({ signing: { actualOn: '2024-02-01' }, land_award: {} })
  const rule = preset('signed-not-awarded', { unit: 'workdays', yellowAfter: 5, redAfter: 10 })
  expect(seen(signed, rule, '2024-02-07')).toBe('green')
  expect(seen(signed, rule, '2024-02-08')).toBe('yellow since 2024-02-08')
  expect(seen(signed, rule, '2024-02-20')).toBe('yellow since 2024-02-08')
  expect(seen(signed, rule, '2024-02-21')).toBe('red since 2024-02-21')
})

test('awarded on Friday 2024-04-26, 2 and 9 working days: Sunday 04-28 and Saturday 05-11 are worked, 05-01 to 05-05 are Labour Day', () => {
  // 04-28, 04-29 are the first two; 04-30, 05-06 to 05-10, 05-11 the other seven.
  const awarded = project({ land_award: { actualOn: '2024-04-26' }, construction_start: {} })
  const rule = preset('awarded-not-started', { unit: 'workdays', yellowAfter: 2, redAfter: 9 })
  expect(seen(awarded, rule, '2024-04-29')).toBe('green')
  expect(seen(awarded, rule, '2024-04-30')).toBe('yellow since 2024-04-30')
  expect(seen(awarded, rule, '2024-05-11')).toBe('yellow since 2024-04-30')
  expect(seen(awarded, rule, '2024-05-12')).toBe('red since 2024-05-12')
})

test('a construction permit of 2024-02-18, a worked Sunday, warns after 2024-04-18 and has lapsed after 2024-05-18', () => {
  const permitted = project({ construction_start: {} }, { fulfilledOn: new Map([['construction-permit', day('2024-02-18')]]) })
  expect(seen(permitted, preset('permit-lapse'), '2024-04-18')).toBe('green')
  expect(seen(permitted, preset('permit-lapse'), '2024-04-19')).toBe('yellow since 2024-04-19')
  expect(seen(permitted, preset('permit-lapse'), '2024-05-19')).toBe('red since 2024-05-19')
})

test('a date of the agreement is owed from the day after it, until the gate is passed', () => {
  const promised = new Map<LifeGate, PlainDate>([['completion', day('2024-05-11')]])
  expect(seen(project({ completion: {} }, { promisedOn: promised }), preset('commitment-overdue'), '2024-05-11')).toBe('green')
  expect(seen(project({ completion: {} }, { promisedOn: promised }), preset('commitment-overdue'), '2024-05-12')).toBe(
    'yellow since 2024-05-12',
  )
  const done = project({ completion: { actualOn: '2024-06-30' } }, { promisedOn: promised })
  expect(seen(done, preset('commitment-overdue'), '2024-07-01')).toBe('green')
})

test('a gate that the type does not have is not owed, nor one that must lie behind', () => {
  const rule = preset('signed-not-awarded')
  expect(seen(project({ signing: { actualOn: '2022-01-01' } }), rule, '2024-01-15')).toBe('green')
  const started = project({ signing: { actualOn: '2022-01-01' }, land_award: {}, construction_start: { actualOn: '2023-01-01' } })
  expect(seen(started, rule, '2024-01-15')).toBe('green')
  const suspended = project({ signing: { actualOn: '2022-01-01' }, land_award: {} }, { standing: 'suspended' })
  expect(seen(suspended, rule, '2024-01-15')).toBe('green')
})

test('working days outside the calendar leave a rule undecided instead of guessing', () => {
  const signed = project({ signing: { actualOn: '2021-06-01' }, land_award: {} })
  const rule = preset('signed-not-awarded', { unit: 'workdays' })
  expect(lightsOf(signed, [rule], workdays, day('2024-01-15'))).toEqual({ lights: [], undecided: ['signed-not-awarded'] })
  expect(lightsOf(signed, [rule], workdayIndex(null), day('2024-01-15')).undecided).toEqual(['signed-not-awarded'])
})

test('an override makes a light paler until its day, never darker', () => {
  const light = { kind: 'late-start', colour: 'red' } as const
  const until = (untilOn: string, colour: 'green' | 'yellow' = 'green') => [{ kind: 'late-start' as const, colour, untilOn: day(untilOn) }]
  expect(shownColour(light, until('2024-02-18'), day('2024-02-18'))).toBe('green')
  expect(shownColour(light, until('2024-02-18'), day('2024-02-19'))).toBe('red')
  expect(shownColour({ ...light, colour: 'yellow' }, until('2024-02-18', 'yellow'), day('2024-02-01'))).toBe('yellow')
  expect(shownColour(light, [{ kind: 'permit-lapse', colour: 'green', untilOn: day('2024-12-31') }], day('2024-02-01'))).toBe('red')
})

const someDay = (from: string, until: string) =>
  fc.integer({ min: dayNumber(day(from)), max: dayNumber(day(until)) }).map((number) => dateOfDayNumber(number))
const someProject = fc
  .record({
    planned: fc.array(fc.option(someDay('2023-02-01', '2025-06-01'), { nil: null }), { minLength: 7, maxLength: 7 }),
    passed: fc.array(fc.option(someDay('2023-02-01', '2024-06-01'), { nil: null }), { minLength: 7, maxLength: 7 }),
    applying: fc.subarray([...LIFE_GATES], { minLength: 1 }),
    permit: someDay('2023-02-01', '2024-06-01'),
    promise: someDay('2023-02-01', '2025-06-01'),
  })
  .map(
    ({ planned, passed, applying, permit, promise }): WatchedProject => ({
      standing: 'active',
      gates: new Map(
        applying.map((gate) => [
          gate,
          { plannedOn: planned[LIFE_GATES.indexOf(gate)] ?? null, actualOn: passed[LIFE_GATES.indexOf(gate)] ?? null },
        ]),
      ),
      fulfilledOn: new Map([['construction-permit', permit]]),
      promisedOn: new Map([['completion', promise]]),
      behind: new Map(),
    }),
  )
const someRules = fc
  .array(fc.record({ unit: fc.constantFrom(...LIGHT_UNITS), yellow: fc.option(fc.nat(6), { nil: null }), more: fc.nat(6) }), {
    minLength: LIGHT_KINDS.length,
    maxLength: LIGHT_KINDS.length,
  })
  .map((settings): LightRule[] =>
    settings.map(({ unit, yellow, more }, index) => ({
      kind: LIGHT_KINDS[index] as LightKind,
      unit,
      yellowAfter: yellow,
      redAfter: (yellow ?? 0) + more,
      conditionCode: 'construction-permit',
      isActive: true,
    })),
  )

test('a light never turns greener as time passes with nothing done, and has been on since a day that has come', () => {
  fc.assert(
    fc.property(someProject, someRules, someDay('2023-03-01', '2026-06-01'), fc.nat(400), (watched, rules, first, later) => {
      const before = lightsOf(watched, rules, workdays, first).lights
      const after = lightsOf(watched, rules, workdays, addDays(first, later)).lights
      for (const light of before) {
        expect(light.since <= first && light.countedFrom < light.since).toBe(true)
        const then = after.find(({ kind }) => kind === light.kind)
        expect(LIGHT_COLOURS.indexOf(then?.colour ?? 'green')).toBeGreaterThanOrEqual(LIGHT_COLOURS.indexOf(light.colour))
        if (then?.colour === light.colour) expect(then.since).toBe(light.since)
      }
    }),
  )
})

test('on the day on which a light turned it shows its colour, and the day before it did not', () => {
  fc.assert(
    fc.property(someProject, someRules, someDay('2023-03-01', '2026-06-01'), (watched, rules, today) => {
      for (const { kind, colour, since } of lightsOf(watched, rules, workdays, today).lights) {
        const on = (date: PlainDate) => lightsOf(watched, rules, workdays, date).lights.find((light) => light.kind === kind)?.colour
        expect(on(since)).toBe(colour)
        expect(on(addDays(since, -1))).not.toBe(colour)
      }
    }),
  )
})

test('days in whole numbers and the laid-out calendar agree with the calendar itself', () => {
  fc.assert(
    fc.property(someDay('2023-01-02', '2026-06-01'), fc.nat(60), fc.integer({ min: -30, max: 30 }), (date, count, months) => {
      expect(addDays(date, count)).toBe(addDays(date, count))
      expect(dayNumber(addDays(date, count)) - dayNumber(date)).toBe(count)
      expect(workdays.after(date, count)).toBe(addWorkdays(calendar, date, count))
      expect(workdays.between(date, addWorkdays(calendar, date, count))).toBe(count)
      expect(workdays.between(addDays(date, -1), date)).toBe(isWorkday(calendar, date) ? 1 : 0)
      expect(addMonths(date, months).slice(8) <= date.slice(8)).toBe(true)
      expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29')
      expect(weekdayOf(dayNumber(day('2024-02-04')))).toBe(6)
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dateOfDayNumber, dayNumber, type PlainDate } from '../shared/time.ts'
import { workdayIndex } from '../shared/workday-index.ts'
import { dueStep, ESCALATION_STEPS, nextStep, PRESET_STEPS, type EscalationCase } from './escalation.ts'

const day = (text: string) => text as PlainDate
const range = (from: string, until: string) =>
  Array.from({ length: dayNumber(day(until)) - dayNumber(day(from)) + 1 }, (_, index) => addDays(day(from), index))
const workdays = workdayIndex({
  coveredFrom: day('2024-01-01'),
  coveredUntil: day('2025-01-01'),
  holidays: new Set([day('2024-01-01'), ...range('2024-02-10', '2024-02-17'), ...range('2024-05-01', '2024-05-05')]),
  makeUpWorkdays: new Set([day('2024-02-04'), day('2024-02-18'), day('2024-04-28'), day('2024-05-11')]),
})
const at = (change: Partial<EscalationCase>): EscalationCase => ({
  step: 'reminder',
  stepOn: day('2024-02-02'),
  replyDueOn: null,
  promisedOn: null,
  ...change,
})
const due = (where: Parameters<typeof dueStep>[0], today: string) => {
  const step = dueStep(where, PRESET_STEPS, workdays, day(today))
  return step === undefined ? undefined : [step.step, step.replyDueOn]
}

test('reminded on Friday 2024-02-02: the letter is due on Thursday 02-08, the fifth working day with Sunday 02-04 worked', () => {
  expect(due(at({}), '2024-02-07')).toBeUndefined()
  // A reply is due after 02-09 and, behind Spring Festival, 02-18 (a worked Sunday), 02-19, 02-20, 02-21.
  expect(due(at({}), '2024-02-08')).toEqual(['supervision', '2024-02-21'])
})

test('a letter of Friday 2024-04-26 asks for a reply by Tuesday 05-07; without one the leadership has it on the 8th', () => {
  // 04-28 (a worked Sunday), 04-29, 04-30, then behind Labour Day 05-06, 05-07.
  expect(due(at({ stepOn: day('2024-04-19') }), '2024-04-26')).toEqual(['supervision', '2024-05-07'])
  const letter = at({ step: 'supervision', stepOn: day('2024-04-26'), replyDueOn: day('2024-05-07') })
  expect(due(letter, '2024-05-07')).toBeUndefined()
  expect(due(letter, '2024-05-08')).toEqual(['leadership', null])
})

test('a reply stops the clock until the day that it promises: from Friday 2024-05-10 it goes on with Saturday 05-11, which is worked', () => {
  const replied = at({ step: 'supervision', stepOn: day('2024-04-26'), replyDueOn: day('2024-05-07'), promisedOn: day('2024-05-10') })
  expect(due(replied, '2024-05-10')).toBeUndefined()
  expect(due(replied, '2024-05-11')).toEqual(['leadership', null])
})

test('a light that turned red is reminded of at once, and one from before the calendar as well', () => {
  expect(due({ redSince: day('2024-02-12') }, '2024-02-12')).toEqual(['reminder', null])
  expect(due({ redSince: day('2021-02-12') }, '2024-01-15')).toEqual(['reminder', null])
})

test('after the leadership there is no further step', () => {
  expect(nextStep(at({ step: 'leadership' }), PRESET_STEPS, workdays)).toBeUndefined()
})

test('done again on the same day nothing more is due, and steps come in their order', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ESCALATION_STEPS.slice(0, 2)),
      fc.integer({ min: dayNumber(day('2024-01-02')), max: dayNumber(day('2024-10-01')) }),
      fc.nat(60),
      (step, stepDay, later) => {
        const today = dateOfDayNumber(stepDay + later)
        const raised = dueStep(at({ step, stepOn: dateOfDayNumber(stepDay) }), PRESET_STEPS, workdays, today)
        if (raised === undefined) return
        expect(ESCALATION_STEPS.indexOf(raised.step)).toBe(ESCALATION_STEPS.indexOf(step) + 1)
        const again = dueStep(at({ step: raised.step, stepOn: today, replyDueOn: raised.replyDueOn }), PRESET_STEPS, workdays, today)
        expect(again).toBeUndefined()
      },
    ),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantAt, officialInstant, type Instant, type PlainDate } from '../shared/time.ts'
import type { WorkdayCalendar } from '../shared/workday.ts'
import { isQuiet, nextDigest, nextOpen, PRESET_HOURS, type QuietHours } from './quiet-hours.ts'

/** Spring Festival 2024: free from Saturday 02-10 to Saturday 02-17; Sunday 02-04 and Sunday 02-18 are worked. */
const calendar: WorkdayCalendar = {
  coveredFrom: '2023-12-01' as PlainDate,
  coveredUntil: '2025-01-01' as PlainDate,
  holidays: new Set(['10', '11', '12', '13', '14', '15', '16', '17'].map((day) => `2024-02-${day}` as PlainDate)),
  makeUpWorkdays: new Set(['2024-02-04', '2024-02-18'] as PlainDate[]),
}
const at = (local: string) => officialInstant(local) as Instant
const open = (local: string, hours: QuietHours = PRESET_HOURS) => nextOpen(at(local), hours, calendar)

test.each([
  // An ordinary Thursday, and its night.
  ['2024-02-01T09:15:00', '2024-02-01T09:15:00'],
  ['2024-02-01T07:59:59', '2024-02-01T08:00:00'],
  ['2024-02-01T08:00:00', '2024-02-01T08:00:00'],
  ['2024-02-01T20:59:59', '2024-02-01T20:59:59'],
  ['2024-02-01T21:00:00', '2024-02-02T08:00:00'],
  // Friday evening: Saturday is free, Sunday 02-04 is worked for the holiday.
  ['2024-02-02T22:00:00', '2024-02-04T08:00:00'],
  ['2024-02-03T12:00:00', '2024-02-04T08:00:00'],
  ['2024-02-04T12:00:00', '2024-02-04T12:00:00'],
  // New Year's Eve 02-09 is worked; from its evening on it is quiet until Sunday 02-18, which is worked.
  ['2024-02-09T18:00:00', '2024-02-09T18:00:00'],
  ['2024-02-09T21:30:00', '2024-02-18T08:00:00'],
  ['2024-02-10T10:00:00', '2024-02-18T08:00:00'],
  ['2024-02-17T23:59:59', '2024-02-18T08:00:00'],
  // An ordinary weekend.
  ['2024-03-02T10:00:00', '2024-03-04T08:00:00'],
])('what happens at %s goes out at %s', (happened, expected) => {
  expect(open(happened)).toBe(at(expected))
})

test.each([
  ['2024-02-01T08:00:00', '2024-02-01T08:30:00'],
  ['2024-02-01T08:30:00', '2024-02-02T08:30:00'],
  ['2024-02-02T09:00:00', '2024-02-04T08:30:00'],
  ['2024-02-09T09:00:00', '2024-02-18T08:30:00'],
  ['2024-02-18T08:29:59', '2024-02-18T08:30:00'],
])('what happens at %s comes into the digest of %s', (happened, expected) => {
  expect(nextDigest(at(happened), PRESET_HOURS, calendar)).toBe(at(expected))
})

test('quiet hours within a day leave its morning and its evening open', () => {
  const noon: QuietHours = { ...PRESET_HOURS, quietFrom: '12:00', quietUntil: '14:00' }
  expect(open('2024-02-01T06:00:00', noon)).toBe(at('2024-02-01T06:00:00'))
  expect(open('2024-02-01T12:30:00', noon)).toBe(at('2024-02-01T14:00:00'))
  expect(open('2024-02-01T23:00:00', noon)).toBe(at('2024-02-01T23:00:00'))
})

test('a zone without quiet hours and days is open on New Year’s Day at midnight', () => {
  const never: QuietHours = { ...PRESET_HOURS, quietFrom: '00:00', quietUntil: '00:00', quietDays: false }
  expect(open('2024-02-10T00:00:00', never)).toBe(at('2024-02-10T00:00:00'))
})

test('beyond the calendar, and without one, Saturday and Sunday are free and nothing is refused', () => {
  expect(open('2025-02-01T10:00:00')).toBe(at('2025-02-03T08:00:00'))
  expect(nextOpen(at('2024-02-10T10:00:00'), PRESET_HOURS, null)).toBe(at('2024-02-12T08:00:00'))
})

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const anyHours = fc.record({ quietFrom: time, quietUntil: time, quietDays: fc.boolean(), digestTime: time })
const anyMoment = fc
  .integer({ min: Date.parse('2024-01-25T00:00:00Z'), max: Date.parse('2024-02-25T00:00:00Z') })
  .map((milliseconds) => instantAt(milliseconds - (milliseconds % 1000)))

test('the next open moment is open, not earlier, and nothing before it is open', () => {
  fc.assert(
    fc.property(anyMoment, anyHours, fc.double({ min: 0, max: 1, noNaN: true }), (moment, hours, share) => {
      const next = nextOpen(moment, hours, calendar)
      expect(next >= moment).toBe(true)
      expect(isQuiet(next, hours, calendar)).toBe(false)
      const between = Date.parse(moment) + Math.floor((share * (Date.parse(next) - Date.parse(moment))) / 1000) * 1000
      if (between < Date.parse(next)) expect(isQuiet(instantAt(between), hours, calendar)).toBe(true)
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOfDayNumber, dayNumber, type PlainDate } from '@ballast/domain/shared/time.ts'
import { dateAt, scaleOf, ticksOf, xOf, yearTicksOf, ZOOMS } from './gantt-scale.ts'

const on = (text: string) => text as PlainDate
const anyDate = fc.integer({ min: dayNumber(on('1995-01-01')), max: dayNumber(on('2060-12-31')) }).map(dateOfDayNumber)
const anyScale = fc
  .record({
    zoom: fc.constantFrom(...ZOOMS),
    earliest: fc.option(anyDate),
    latest: fc.option(anyDate),
    today: anyDate,
    room: fc.integer({ min: 240, max: 2600 }),
  })
  .map(({ zoom, room, ...span }) => ({ scale: scaleOf(zoom, span, room), ...span, room }))

test('the axis holds whole years around every date and today, and fills the room', () => {
  const scale = scaleOf('fit', { earliest: on('2022-03-01'), latest: on('2025-06-30'), today: on('2024-01-15') }, 1461)
  // 2022 to 2025: 1,461 days with one leap day, so a pixel a day.
  expect(scale).toEqual({ from: dayNumber(on('2022-01-01')), until: dayNumber(on('2026-01-01')), pxPerDay: 1, width: 1461 })
  expect(xOf(scale, on('2022-01-01'))).toBe(0)
  expect(xOf(scale, on('2024-03-01'))).toBe(790)
  fc.assert(
    fc.property(anyScale, ({ scale: any, earliest, latest, today, room }) => {
      for (const date of [earliest ?? today, latest ?? today, today]) {
        expect(xOf(any, date)).toBeGreaterThanOrEqual(0)
        expect(xOf(any, date)).toBeLessThanOrEqual(any.width)
      }
      expect(any.width).toBeGreaterThanOrEqual(room - 1)
    }),
  )
})

test('a later date is never further left, and the date under a place is the date drawn there', () => {
  fc.assert(
    fc.property(anyScale, anyDate, anyDate, ({ scale }, a, b) => {
      if (a <= b) expect(xOf(scale, a)).toBeLessThanOrEqual(xOf(scale, b))
      // A tenth of a pixel is less than half a day wherever a day has more than a fifth of one.
      if (scale.pxPerDay > 0.2) expect(dateAt(scale, xOf(scale, a))).toBe(a)
    }),
  )
})

test('ticks lie side by side from edge to edge, years over whatever is finer', () => {
  fc.assert(
    fc.property(anyScale, ({ scale }) => {
      for (const ticks of [ticksOf(scale), yearTicksOf(scale)]) {
        expect(ticks[0]?.x).toBe(0)
        for (const [index, tick] of ticks.entries())
          expect(Math.abs(tick.x + tick.width - (ticks[index + 1]?.x ?? scale.width))).toBeLessThan(1.1)
      }
    }),
  )
})

test('zooming in shows quarters, then months', () => {
  const span = { earliest: on('2020-01-01'), latest: on('2029-12-31'), today: on('2024-01-15') }
  const units = ZOOMS.map((zoom) => ticksOf(scaleOf(zoom, span, 600))[0]?.unit)
  expect(units).toEqual(['month', 'quarter', 'year', 'year'])
})

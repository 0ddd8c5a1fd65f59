import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Movement } from '../fund/balance.ts'
import type { Fen } from '../shared/money.ts'
import { monthsOfYear, type PlainDate, type YearMonth } from '../shared/time.ts'
import { behindPlan, measuredLight, unspentShare, type FiguresOfMonth } from './behind.ts'

const day = (text: string) => text as PlainDate
const MONTHS = monthsOfYear(2024)
type Given = readonly [planned: number, reported?: number | null, told?: number | null]
const figures = (...given: Given[]): FiguresOfMonth[] =>
  MONTHS.map((month, index) => {
    const [planned, reported = null, told = null] = given[index] ?? [0]
    const amount = (value: number | null) => (value === null ? null : (BigInt(value) as Fen))
    return { month, plannedFen: BigInt(planned) as Fen, reportedFen: amount(reported), toldFen: amount(told) }
  })
const points = (given: FiguresOfMonth[], today: string) =>
  behindPlan(given, day(today)).map(({ month, ppm }) => `${month} ${ppm / 10_000n}`)

test('closed months count by what was reported, later ones by the word from the site', () => {
  const year = figures([100], [100, 150, 180], [300, null, 120], [500])
  // 100 planned and nothing said; 200 against 150; 500 against 150 and 120.
  expect(points(year, '2024-04-10')).toEqual(['2024-01 10', '2024-02 5', '2024-03 23'])
  expect(points(year, '2024-03-31')).toEqual(['2024-01 10', '2024-02 5'])
})

test('January that is reported with February has the word of the site alone', () => {
  expect(points(figures([100, null, 90], [100, 200], [800]), '2024-03-01')).toEqual(['2024-01 1', '2024-02 0'])
})

test('whoever has no plan, or is ahead of it, is not behind', () => {
  expect(behindPlan(figures([0, 50]), day('2024-06-01'))).toEqual([])
  expect(points(figures([100, 500], [900]), '2024-02-01')).toEqual(['2024-01 0'])
})

const rule = { kind: 'progress-behind' as const, yellowAfter: 10, redAfter: 30 }
const series = (...values: number[]) => values.map((value, index) => ({ month: MONTHS[index] as YearMonth, ppm: BigInt(value * 10_000) }))
const seen = (...values: number[]) => {
  const light = measuredLight(rule, series(...values))
  return light === undefined ? 'green' : `${light.colour} since ${light.since}`
}

test('at the threshold it is not beyond it; a light is on since the month from which it was so bad without a break', () => {
  expect(seen()).toBe('green')
  expect(seen(10)).toBe('green')
  expect(seen(10.0001)).toBe('yellow since 2024-02-01')
  expect(seen(30)).toBe('yellow since 2024-02-01')
  expect(seen(40, 12)).toBe('yellow since 2024-02-01')
  expect(seen(12, 40, 41)).toBe('red since 2024-03-01')
  expect(seen(40, 5, 12)).toBe('yellow since 2024-04-01')
  expect(seen(40, 41, 5)).toBe('green')
  expect(measuredLight({ ...rule, yellowAfter: null }, series(20))).toBeUndefined()
})

const movement = (kind: Movement['kind'], on: string, amount: bigint): Movement => ({ kind, on: day(on), fen: amount as Fen })

test('funds are held against what was released before the month began', () => {
  const movements = [
    movement('release', '2024-01-31', 100n),
    movement('spending', '2024-02-29', 40n),
    movement('release', '2024-02-01', 900n),
  ]
  const shares = unspentShare(movements, MONTHS, day('2024-04-01')).map(({ month, ppm }) => `${month} ${ppm / 10_000n}`)
  expect(shares).toEqual(['2024-01 0', '2024-02 60', '2024-03 96'])
  expect(unspentShare([], MONTHS, day('2024-04-01'))).toEqual([])
})

test('more done never makes anything more behind, and nothing is behind by more than the whole', () => {
  const amount = fc.option(fc.nat(1_000), { nil: null })
  const year = fc.array(fc.tuple(fc.nat(1_000), amount, amount), { minLength: 12, maxLength: 12 })
  fc.assert(
    fc.property(year, fc.nat(11), fc.nat(500), (given, at, more) => {
      const before = behindPlan(figures(...given), day('2025-01-15'))
      const after = behindPlan(
        figures(
          ...given.map(
            ([planned, reported, told], index): Given => [planned, index === at && reported !== null ? reported + more : reported, told],
          ),
        ),
        day('2025-01-15'),
      )
      before.forEach(({ ppm }, index) => {
        expect(ppm >= 0n && ppm <= 1_000_000n).toBe(true)
        expect((after[index]?.ppm ?? 0n) <= ppm).toBe(true)
      })
    }),
  )
})

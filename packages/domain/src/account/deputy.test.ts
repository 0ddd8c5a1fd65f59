import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlainDate } from '../shared/time.ts'
import { deputyFaults, deputyState, type Colleague } from './deputy.ts'

const on = (text: string) => text as PlainDate
const period = { fromOn: on('2024-02-08'), untilOn: on('2024-02-18') }

test('a deputy stands in from the first day to the last, both included', () => {
  const states = ['2024-02-07', '2024-02-08', '2024-02-18', '2024-02-19'].map((day) =>
    deputyState({ ...period, isRevoked: false }, on(day)),
  )
  expect(states).toEqual(['coming', 'now', 'now', 'over'])
  expect(deputyState({ ...period, isRevoked: true }, on('2024-02-10'))).toBe('revoked')
  expect(deputyState({ fromOn: on('2024-02-29'), untilOn: on('2024-02-29'), isRevoked: false }, on('2024-02-29'))).toBe('now')
})

test('a period passes through its states in one direction, and is now on as many days as it has', () => {
  const day = (index: number) => on(new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10))
  fc.assert(
    fc.property(fc.nat(400), fc.nat(60), (from, length) => {
      const given = { fromOn: day(from), untilOn: day(from + length), isRevoked: false }
      const states = Array.from({ length: 480 }, (_, index) => deputyState(given, day(index)))
      expect(states.filter((state) => state === 'now')).toHaveLength(length + 1)
      expect(states.filter((state, index) => state !== states[index - 1])).toEqual(from === 0 ? ['now', 'over'] : ['coming', 'now', 'over'])
    }),
  )
})

const colleague = (userId: string, more: Partial<Colleague> = {}): Colleague => ({ userId, isActive: true, enterpriseId: null, ...more })
const codes = (absent: Colleague, deputy: Colleague, given = period, today = on('2024-01-15')) =>
  deputyFaults(absent, deputy, given, today).map(({ code, at }) => `${code} ${at}`)

test('an active colleague can stand in for another, for a period that is not over', () => {
  expect(codes(colleague('a'), colleague('b'))).toEqual([])
  expect(codes(colleague('a'), colleague('b'), period, on('2024-02-18'))).toEqual([])
})

test('all that speaks against it is said at once', () => {
  const gone = colleague('a', { isActive: false })
  expect(codes(gone, gone, { fromOn: on('2024-03-02'), untilOn: on('2024-03-01') })).toEqual([
    'deputy.himself deputy',
    'deputy.inactive absent',
    'deputy.inactive deputy',
    'deputy.period-backwards untilOn',
  ])
  expect(codes(colleague('a'), colleague('b'), period, on('2024-02-19'))).toEqual(['deputy.period-over untilOn'])
})

test('a year is the longest, also a leap year', () => {
  expect(codes(colleague('a'), colleague('b'), { fromOn: on('2024-02-01'), untilOn: on('2025-01-31') })).toEqual([])
  expect(codes(colleague('a'), colleague('b'), { fromOn: on('2024-02-01'), untilOn: on('2025-02-01') })).toEqual([
    'deputy.period-too-long untilOn',
  ])
})

test('nobody of another enterprise or of none stands in for a reporter, nor the other way round', () => {
  const reporter = (userId: string, enterpriseId: string) => colleague(userId, { enterpriseId })
  expect(codes(reporter('a', 'x'), reporter('b', 'x'))).toEqual([])
  for (const [absent, deputy] of [
    [reporter('a', 'x'), reporter('b', 'y')],
    [reporter('a', 'x'), colleague('b')],
    [colleague('a'), reporter('b', 'x')],
  ] as const) {
    expect(codes(absent, deputy)).toEqual(['deputy.another-enterprise deputy'])
  }
})

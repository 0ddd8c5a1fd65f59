import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fen } from '../shared/money.ts'
import { addDays, addMonths, firstDayOf, monthOfDate, type PlainDate, type YearMonth } from '../shared/time.ts'
import { workdayIndex } from '../shared/workday-index.ts'
import { batchDue, batchOn } from './batch.ts'
import { checkPack, EXPLAINABLE, isExplainable, isOpen, type Declared, type Known } from './checks.ts'
import { mayTake, QUEUE_STATES, queueState, REGISTRATION_STATES, REGISTRATION_STEPS, stateAfter } from './state.ts'

const day = (text: string) => text as PlainDate
const declared: Declared = {
  unitName: '京东方（北京）科技有限公司',
  creditCode: '91110302MA01ABCD1X',
  projectCode: '2310-110115-04-01-300275',
  contractParty: '京东方（北京）科技有限公司',
  contractNo: 'HT-1',
  contractFen: 100n as Fen,
  totalFen: 600_000_000n as Fen,
  startOn: day('2024-03-01'),
  completionOn: day('2025-12-31'),
  permitNo: '110115202403010101',
  industryCode: 'C3974',
  statAreaCode: '110115403001',
  address: '科创街',
}
const known: Known = {
  unitName: declared.unitName,
  creditCode: declared.creditCode,
  projectCode: declared.projectCode,
  totalFen: declared.totalFen,
  startOn: declared.startOn,
  completionOn: declared.completionOn,
  permitNo: declared.permitNo,
  needsPermit: true,
  industryCode: declared.industryCode,
  statAreaCode: declared.statAreaCode,
  sameCode: null,
  thresholdFen: 500_000_000n as Fen,
}
const open = (d: Partial<Declared>, k: Partial<Known> = {}, explanations = {}) =>
  checkPack({ ...declared, ...d }, { ...known, ...k }, explanations)
    .filter(isOpen)
    .map(({ check, outcome, declared: a, known: b }) => [check, outcome, a, b])

test('a pack that says what the registers say passes every check', () => {
  expect(open({})).toEqual([])
})

test('width of brackets, spaces and case of codes make no other name', () => {
  expect(open({ unitName: '京东方 (北京) 科技有限公司', creditCode: '91110302ma01abcd1x' })).toEqual([])
})

test('each mismatch shows both sides', () => {
  expect(open({ unitName: '乙公司', contractParty: '乙公司' })).toEqual([['unit-name', 'differs', '乙公司', declared.unitName]])
  expect(open({ contractParty: '乙公司' })).toEqual([['contract-party', 'differs', '乙公司', declared.unitName]])
  expect(open({ totalFen: 600_000_001n as Fen })).toEqual([['total', 'differs', '6000000.01', '6000000.00']])
  expect(open({ industryCode: null }, { statAreaCode: null })).toEqual([
    ['industry', 'missing', null, 'C3974'],
    ['place', 'missing', '110115403001', null],
  ])
  expect(open({}, { sameCode: 'ET24-007' })).toEqual([['code-once', 'differs', declared.projectCode, 'ET24-007']])
})

test('below the threshold nothing is registered, at it everything is', () => {
  const at = (fen: bigint) => open({ totalFen: fen as Fen }, { totalFen: fen as Fen })
  expect(at(500_000_000n)).toEqual([])
  expect(at(499_999_999n)).toEqual([['threshold', 'differs', '4999999.99', '5000000.00']])
})

test('an end before the start cannot be explained; another date than the gate can', () => {
  const given = { startOn: day('2025-01-01'), completionOn: day('2024-12-31') }
  const explained = { start: '批复变更', completion: '批复变更', 'date-order': '—' }
  expect(open(given, {}, explained)).toEqual([['date-order', 'differs', '2025-01-01', '2024-12-31']])
  expect(open({ startOn: day('2024-03-02') }, {}, { start: '以开工令为准' })).toEqual([])
  expect(open({ startOn: day('2024-03-02') }, {}, { start: '  ' })).toEqual([['start', 'differs', '2024-03-02', '2024-03-01']])
})

test('a permit is asked for where the type needs one', () => {
  expect(open({ permitNo: null })).toEqual([['permit', 'missing', null, known.permitNo]])
  expect(open({ permitNo: null }, { needsPermit: false })).toEqual([])
})

test('explanations close what can be explained and nothing else', () => {
  const all = Object.fromEntries(EXPLAINABLE.map((check) => [check, '说明']))
  const nothing = Object.fromEntries(Object.keys(declared).map((key) => [key, null])) as unknown as Declared
  const left = checkPack(nothing, known, all).filter(isOpen)
  expect(left.every(({ check }) => !isExplainable(check))).toBe(true)
  expect(left.map(({ check }) => check)).toEqual([
    'unit-name',
    'credit-code',
    'project-code',
    'threshold',
    'date-order',
    'industry',
    'place',
  ])
})

const workdays = workdayIndex({
  coveredFrom: day('2023-12-01'),
  coveredUntil: day('2025-01-01'),
  holidays: new Set([day('2024-01-01')]),
  makeUpWorkdays: new Set(),
})

test('a pack of 8 January is of January’s batch, one of the 9th of February’s', () => {
  expect(batchDue('2024-01' as YearMonth, 5, workdays)).toBe('2024-01-08')
  expect(batchOn(day('2024-01-08'), 5, workdays)).toEqual({ month: '2024-01', dueOn: '2024-01-08' })
  expect(batchOn(day('2024-01-09'), 5, workdays)).toEqual({ month: '2024-02', dueOn: '2024-02-07' })
  expect(batchOn(day('2024-12-31'), 5, workdays)).toBeNull()
})

test('the batch is the first whose last day has not passed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 320 }), fc.integer({ min: 1, max: 12 }), (offset, dueAfter) => {
      const today = addDays(day('2024-01-01'), offset)
      const batch = batchOn(today, dueAfter, workdays)
      if (batch === null) return
      expect(batch.dueOn >= today).toBe(true)
      const before = monthOfDate(addMonths(firstDayOf(batch.month), -1))
      const dueBefore = batchDue(before, dueAfter, workdays)
      expect(before < monthOfDate(today) || dueBefore === null || dueBefore < today).toBe(true)
    }),
  )
})

test('a registered project takes no step of the queue; no step leads out of the states', () => {
  for (const step of REGISTRATION_STEPS) {
    expect(mayTake('registered', step)).toBe(false)
    const to = stateAfter(step)
    expect(to === null || REGISTRATION_STATES.includes(to)).toBe(true)
  }
  expect(QUEUE_STATES.filter((state) => mayTake(state, 'register'))).toEqual(['accepted'])
  expect(queueState('accepted', '2024-03-01')).toBe('registered')
  expect(queueState('accepted', null)).toBe('accepted')
  expect(queueState(null, null)).toBe('none')
})

import { expect, test } from 'vitest'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { simpleRules } from './simple-rules.ts'

const year = (of: number, months: readonly (readonly [number, bigint])[]) =>
  months.map(([month, fen]) => ({ month: `${of}-${String(month).padStart(2, '0')}` as YearMonth, fen }))
/** 2022 came to 100 with 20 by March, 2023 to 120 with 30 by March. */
const before = [
  ...year(2022, [
    [2, 10n],
    [3, 10n],
    [6, 30n],
    [12, 50n],
  ]),
  ...year(2023, [
    [2, 10n],
    [3, 20n],
    [6, 30n],
    [12, 60n],
  ]),
]
const planFen = [10n, 20n, 30n, 40n, 50n, 60n, 70n, 80n, 90n, 100n, 110n, 140n]

test('known through March, each rule says its figure of the horizons that are not over', () => {
  const said = simpleRules({ known: 3, reportedFen: 24n, planFen, before })
  expect(Object.keys(said)).toEqual(['H1', 'Q3', 'YE'])
  // Same month: 24·100/20 = 120 and 24·120/30 = 96, mean 108; earned value: 140·24/30.
  expect(said.YE).toEqual({ plan: 140n, linear: 96n, 'same-month': 108n, 'last-year': 96n, evm: 112n })
  expect(said.H1).toEqual({ plan: 60n, linear: 48n, 'same-month': 54n, 'last-year': 48n, evm: 48n })
})

test('before the year begins, rules that live on the year to date say what is left to them, or nothing', () => {
  expect(simpleRules({ known: 0, reportedFen: 0n, planFen, before }).YE).toEqual({ plan: 140n, linear: 140n, 'last-year': 120n, evm: 140n })
  expect(simpleRules({ known: 0, reportedFen: 0n, planFen: null, before: [] }).Q1).toEqual({})
})

test('a year whose December is missing teaches nothing', () => {
  const said = simpleRules({
    known: 3,
    reportedFen: 24n,
    planFen: null,
    before: year(2023, [
      [3, 30n],
      [11, 60n],
    ]),
  })
  expect(said.YE).toEqual({ linear: 96n })
})

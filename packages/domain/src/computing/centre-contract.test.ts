import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type PlainDate } from '../shared/time.ts'
import { contractOn, contractState, lackOfContract, type ContractTerm } from './centre-contract.ts'

const date = (text: string) => text as PlainDate
const term = (fromOn: string, untilOn: string): ContractTerm => ({ fromOn: date(fromOn), untilOn: date(untilOn) })

test('a contract holds from its first day to its last', () => {
  const contract = term('2024-02-01', '2024-02-29')
  const states = ['2024-01-31', '2024-02-01', '2024-02-29', '2024-03-01'].map((on) => contractState(contract, date(on)))
  expect(states).toEqual(['not-yet', 'in-force', 'in-force', 'lapsed'])
})

test('a firm hears of the contract that is in force and lasts longest, else of the next one, else of the last one', () => {
  const [old, older, now, longer, next, later] = [
    term('2023-01-01', '2023-12-31'),
    term('2022-01-01', '2022-12-31'),
    term('2024-01-01', '2024-06-30'),
    term('2024-02-01', '2024-12-31'),
    term('2025-01-01', '2025-12-31'),
    term('2026-01-01', '2026-12-31'),
  ]
  const on = date('2024-03-15')
  expect(contractOn([old, later, now, longer, next], on)).toBe(longer)
  expect(lackOfContract([old, now], on)).toBeUndefined()
  expect(lackOfContract([later, old, next], on)).toEqual({ term: '2025-01-01 – 2025-12-31' })
  expect(lackOfContract([older, old], on)).toEqual({ term: '2023-01-01 – 2023-12-31' })
  expect(lackOfContract([], on)).toEqual({ term: '—' })
})

test('nothing stands against a firm exactly on the days of its contracts', () => {
  const day = fc.nat(60).map((days) => addDays(date('2024-01-01'), days))
  const terms = fc.array(fc.tuple(day, fc.nat(20)).map(([from, days]) => term(from, addDays(from, days))))
  fc.assert(
    fc.property(terms, day, (contracts, on) => {
      const isCovered = contracts.some(({ fromOn, untilOn }) => fromOn <= on && on <= untilOn)
      expect(lackOfContract(contracts, on) === undefined).toBe(isCovered)
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from '../shared/money.ts'
import type { PlainDate } from '../shared/time.ts'
import { bestResult, isBetter } from './commitment.ts'

const day = (text: string) => text as PlainDate
const output = (promised: bigint) => ({ kind: 'annual_output', promisedFen: fen(promised), dueOn: null }) as const
const reached = (amount: bigint | null) => ({ fen: amount === null ? null : fen(amount), on: null })

test('an amount is met from the fen that was promised on, and not a fen below', () => {
  expect(bestResult(output(100n), reached(100n))).toBe('met')
  expect(bestResult(output(100n), reached(99n))).toBe('partly_met')
  expect(bestResult(output(100n), reached(0n))).toBe('not_met')
  expect(bestResult(output(100n), reached(null))).toBe('not_met')
  expect(bestResult(output(0n), reached(0n))).toBe('met')
})

test('a day is met on the day that was promised, and partly met after it', () => {
  const production = { kind: 'production_date', promisedFen: null, dueOn: day('2025-06-30') } as const
  const on = (text: string | null) => bestResult(production, { fen: null, on: text as PlainDate | null })
  expect([on('2025-06-30'), on('2025-07-01'), on(null)]).toEqual(['met', 'partly_met', 'not_met'])
})

test('more is never judged worse', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 1000n }),
      fc.bigInt({ min: 0n, max: 1000n }),
      fc.bigInt({ min: 0n, max: 1000n }),
      (promised, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        expect(isBetter(bestResult(output(promised), reached(less)), bestResult(output(promised), reached(more)))).toBe(false)
      },
    ),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fen } from '../shared/money.ts'
import { addDays, type PlainDate } from '../shared/time.ts'
import { balanceOf, overdrawnOn, type Movement } from './balance.ts'

const day = (text: string) => text as PlainDate
const movement = (kind: Movement['kind'], on: string, amount: bigint): Movement => ({ kind, on: day(on), fen: amount as Fen })
const TODAY = day('2024-03-31')

test('what came first is spent first: idle since the oldest release that is not wholly spent', () => {
  const movements = [
    movement('release', '2024-01-10', 100n),
    movement('release', '2024-02-20', 300n),
    movement('spending', '2024-02-25', 100n),
  ]
  expect(balanceOf(movements, TODAY)).toEqual({
    releasedFen: 400n,
    spentFen: 100n,
    idleFen: 300n,
    idleSince: '2024-02-20',
    daysIdle: 40,
  })
  expect(balanceOf(movements, day('2024-02-24'))).toMatchObject({ idleFen: 400n, idleSince: '2024-01-10', daysIdle: 45 })
  expect(balanceOf([...movements, movement('spending', '2024-03-31', 300n)], TODAY)).toMatchObject({
    idleFen: 0n,
    idleSince: null,
    daysIdle: 0,
  })
})

test('money is spent on the day that it comes, not before', () => {
  expect(overdrawnOn([movement('spending', '2024-01-10', 5n), movement('release', '2024-01-10', 5n)])).toBeNull()
  expect(overdrawnOn([movement('spending', '2024-01-09', 5n), movement('release', '2024-01-10', 5n)])).toBe('2024-01-09')
  expect(overdrawnOn([movement('release', '2024-01-10', 5n), movement('spending', '2024-02-01', 6n)])).toBe('2024-02-01')
})

const anyMovement = fc
  .record({
    kind: fc.constantFrom('release' as const, 'spending' as const),
    at: fc.integer({ min: 0, max: 90 }),
    amount: fc.bigInt(1n, 1_000n),
  })
  .map(({ kind, at, amount }) => movement(kind, addDays(day('2024-01-01'), at), amount))

test('released is spent and idle; idle has a day exactly while something is left; spending never makes it older', () => {
  fc.assert(
    fc.property(fc.array(anyMovement, { maxLength: 12 }), fc.bigInt(1n, 500n), (movements, more) => {
      const before = balanceOf(movements, TODAY)
      expect(before.releasedFen).toBe(before.spentFen + before.idleFen)
      if (overdrawnOn(movements) !== null) return
      expect(before.idleFen >= 0n).toBe(true)
      expect(before.idleSince === null).toBe(before.idleFen === 0n)
      const after = balanceOf([...movements, movement('spending', TODAY, more)], TODAY)
      if (before.idleSince !== null && after.idleSince !== null) expect(after.idleSince >= before.idleSince).toBe(true)
      expect(overdrawnOn([...movements, movement('spending', TODAY, more)]) !== null).toBe(more > before.idleFen)
    }),
  )
})

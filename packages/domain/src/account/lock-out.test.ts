import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FORGET_AFTER_MS, GUARD_KINDS, LONGEST_WAIT_MS, failuresAfter, waitMs } from './lock-out.ts'

test('five failures are free, then each doubles the wait from thirty seconds to a quarter of an hour', () => {
  const waits = [4, 5, 6, 7, 8, 9, 10, 11, 1000].map((failures) => waitMs('account-at-address', failures, 0) / 1000)
  expect(waits).toEqual([0, 30, 60, 120, 240, 480, 900, 900, 900])
})

test('every wait ends by itself, and waiting makes it shorter', () => {
  fc.assert(
    fc.property(fc.constantFrom(...GUARD_KINDS), fc.integer({ min: 0, max: 1e6 }), fc.nat(FORGET_AFTER_MS * 2), (kind, failures, since) => {
      expect(waitMs(kind, failures, since)).toBeLessThanOrEqual(LONGEST_WAIT_MS)
      expect(waitMs(kind, failures, LONGEST_WAIT_MS)).toBe(0)
      expect(waitMs(kind, failures, since + 1)).toBeLessThanOrEqual(waitMs(kind, failures, since))
    }),
  )
})

test('an hour without a failure forgets the earlier ones', () => {
  expect(failuresAfter(900, FORGET_AFTER_MS)).toBe(1)
  expect(failuresAfter(3, FORGET_AFTER_MS - 1)).toBe(4)
})

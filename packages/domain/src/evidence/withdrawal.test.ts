import fc from 'fast-check'
import { expect, test } from 'vitest'
import { againstWithdrawal } from './withdrawal.ts'

const given = fc.record({
  isWithdrawn: fc.boolean(),
  isOwn: fc.boolean(),
  keepsRecords: fc.boolean(),
  isGatePassed: fc.boolean(),
  isReturnVerified: fc.boolean(),
})

test('nobody takes away what a gate was passed on, nor what is withdrawn', () => {
  fc.assert(
    fc.property(given, (each) => {
      const may = againstWithdrawal(each).length === 0
      expect(may).toBe(!each.isWithdrawn && !each.isGatePassed && !each.isReturnVerified && (each.isOwn || each.keepsRecords))
    }),
  )
})

test('all reasons are given at once', () => {
  const codes = againstWithdrawal({
    isWithdrawn: false,
    isOwn: false,
    keepsRecords: false,
    isGatePassed: true,
    isReturnVerified: false,
  }).map(({ code }) => code)
  expect(codes).toEqual(['evidence.not-yours', 'evidence.gate-passed'])
})

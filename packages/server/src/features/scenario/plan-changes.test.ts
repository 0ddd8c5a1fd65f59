import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlanMonthRow, PlanProjectRow } from '@ballast/domain/plan/plan-row.ts'
import { fen, sumFen, type Fen } from '@ballast/domain/shared/money.ts'
import { yearMonthOf } from '@ballast/domain/shared/time.ts'
import { countableMonths, withMonths } from './plan-changes.ts'

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(fen)
const line = (month: number): fc.Arbitrary<PlanMonthRow> =>
  fc.tuple(amount, amount, amount, amount, amount).map(([constructionFen, installationFen, equipmentFen, other, landFen]) => ({
    month: yearMonthOf(2024, month),
    notCountableReason: null,
    constructionFen,
    installationFen,
    equipmentFen,
    otherFen: fen(other + landFen),
    landFen,
  }))
const plan: fc.Arbitrary<PlanProjectRow> = fc
  .tuple(...Array.from({ length: 12 }, (_, place) => fc.option(line(place + 1))))
  .map((lines) => ({ projectNo: 'P', annualFen: fen(7n), months: lines.filter((one) => one !== null) }))

test('a plan moves by exactly what is asked, month by month, and no part of it falls below nothing or below its land', () => {
  fc.assert(
    fc.property(plan, fc.array(fc.tuple(fc.boolean(), amount), { minLength: 12, maxLength: 12 }), (row, wanted) => {
      const before = countableMonths(row)
      // Never more away than there is.
      const delta = wanted.map(([isLess, more], place) =>
        fen(isLess ? -(more < (before[place] as Fen) ? more : (before[place] as Fen)) : more),
      )
      const after = withMonths(row, 2024, delta)
      expect(countableMonths(after)).toEqual(before.map((one, place) => one + (delta[place] as Fen)))
      expect(after.annualFen).toBe(fen(7n + sumFen(delta)))
      for (const { constructionFen, installationFen, equipmentFen, otherFen, landFen } of after.months ?? [])
        expect([constructionFen, installationFen, equipmentFen, landFen, fen(otherFen - landFen)].every((part) => part >= 0n)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

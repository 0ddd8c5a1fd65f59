import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compositionTotal, NOTHING } from '@ballast/domain/plan/spread.ts'
import type { PlanMonthRow } from '@ballast/domain/plan/plan-row.ts'
import { fen, type Fen } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { withMonthAmounts } from './month-amount.ts'

const MARCH = '2024-03' as YearMonth
const APRIL = '2024-04' as YearMonth
const line = (
  month: YearMonth,
  amounts: Partial<Record<keyof typeof NOTHING, bigint>>,
  notCountableReason: string | null = null,
): PlanMonthRow => ({
  month,
  ...NOTHING,
  ...(amounts as Partial<typeof NOTHING>),
  notCountableReason,
})
const typed = (month: YearMonth, amount: bigint) => new Map([[month, fen(amount)]])
const amount = fc.bigInt({ min: 0n, max: 10n ** 15n }) as fc.Arbitrary<Fen>

describe('a month’s amount', () => {
  test('a total keeps the composition of its month', () => {
    const [march] = withMonthAmounts([line(MARCH, { constructionFen: 300n, equipmentFen: 100n })], 'total', typed(MARCH, 800n), NOTHING)
    expect(march).toMatchObject({ constructionFen: 600n, equipmentFen: 200n })
  })
  test('an empty month is composed like the other months, or like the total investment, or is construction', () => {
    const before = [line(MARCH, { equipmentFen: 100n })]
    expect(withMonthAmounts(before, 'total', typed(APRIL, 7n), NOTHING)[1]).toMatchObject({ month: APRIL, equipmentFen: 7n })
    expect(withMonthAmounts([], 'total', typed(APRIL, 7n), { ...NOTHING, otherFen: fen(2n) })[0]).toMatchObject({ otherFen: 7n })
    expect(withMonthAmounts([], 'total', typed(APRIL, 7n), NOTHING)[0]).toMatchObject({ constructionFen: 7n })
  })
  test('one part changes nothing but itself', () => {
    const before = line(MARCH, { constructionFen: 300n, otherFen: 50n, landFen: 20n })
    expect(withMonthAmounts([before], 'other', typed(MARCH, 70n), NOTHING)).toEqual([{ ...before, otherFen: 70n }])
  })
  test('what is not countable stays as it is', () => {
    const before = line(MARCH, { otherFen: 9n }, '土地费用不纳统')
    expect(withMonthAmounts([before], 'total', typed(MARCH, 4n), NOTHING)).toContainEqual(before)
  })
  test('the typed total is the sum of the parts, to the fen, and land stays within other', () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, amount, fc.nat(100), (total, construction, installation, equipment, other, landShare) => {
        const landFen = fen((other * BigInt(landShare)) / 100n)
        const before = line(MARCH, {
          constructionFen: construction,
          installationFen: installation,
          equipmentFen: equipment,
          otherFen: other,
          landFen,
        })
        const [after] = withMonthAmounts([before], 'total', typed(MARCH, total), NOTHING)
        expect(compositionTotal(after as PlanMonthRow)).toBe(total)
        expect((after as PlanMonthRow).landFen <= (after as PlanMonthRow).otherFen).toBe(true)
      }),
    )
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from '../shared/money.ts'
import { itemsOf, MAIN_ITEMS, plus, totalOf } from './form.ts'
import { wanFigures, wanItems } from './wan-form.ts'

const someAmount = fc.bigInt({ min: 0n, max: 10n ** 12n })
const someItems = fc.tuple(...Array.from({ length: 8 }, () => someAmount)).map((amounts) => {
  const [construction = 0n, installation = 0n, used = 0n, renewal = 0n, moreEquipment = 0n, old = 0n, land = 0n, moreOther = 0n] = amounts
  const named = {
    construction,
    installation,
    equipment: used + renewal + moreEquipment,
    usedEquipment: used,
    renewalEquipment: renewal,
    other: old + land + moreOther,
    oldBuildings: old,
    land,
  }
  return itemsOf((item) => named[item])
})

test('R1 to R5 hold on the whole 万元 that are printed, report after report', () => {
  fc.assert(
    fc.property(fc.array(someItems, { minLength: 1, maxLength: 11 }), someAmount.map(fen), (months, lastYearEnd) => {
      let year = itemsOf(() => 0n)
      let printed: ReturnType<typeof wanFigures> | undefined
      for (const month of months) {
        const before = printed === undefined ? null : year
        year = plus(year, month)
        const now = wanFigures(year, before, lastYearEnd)
        expect(now.cumulative - now.year).toBe(
          wanFigures(
            itemsOf(() => 0n),
            null,
            lastYearEnd,
          ).cumulative,
        )
        expect(now.year).toBe(now.month + (printed?.year ?? 0n))
        expect(now.year).toBe(MAIN_ITEMS.reduce((sum, item) => sum + now.items[item], 0n))
        expect(now.items.equipment).toBeGreaterThanOrEqual(now.items.usedEquipment + now.items.renewalEquipment)
        expect(now.items.other).toBeGreaterThanOrEqual(now.items.oldBuildings + now.items.land)
        printed = now
      }
    }),
  )
})

test('no printed item is a whole 万元 away from its amount, and the year not half of one', () => {
  fc.assert(
    fc.property(someItems, (items) => {
      const printed = wanItems(items)
      const away = (wan: bigint, amount: bigint): bigint => {
        const difference = wan * 1_000_000n - amount
        return difference < 0n ? -difference : difference
      }
      for (const item of MAIN_ITEMS) expect(away(printed.items[item], items[item])).toBeLessThan(1_000_000n)
      expect(away(printed.year, totalOf(items))).toBeLessThanOrEqual(500_000n)
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatWanExact, parseWan } from '@ballast/domain/shared/money.ts'
import { moneyChanges, monthSums } from './edit-sums.ts'

test('the sums of a difference count money only, before and after', () => {
  const edits = [
    { rowKey: 'a', columnKey: 'annual', before: '', after: '10.5' },
    { rowKey: 'b', columnKey: 'annual', before: '3', after: '1' },
    { rowKey: 'b', columnKey: 'nameZh', before: '3', after: '9' },
  ]
  expect(moneyChanges(edits, ['annual', 'm1'])).toEqual([{ columnKey: 'annual', before: parseWan('3'), after: parseWan('11.5') }])
})

test('the difference of a row is its months less its year, exactly', () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 14n }), { minLength: 12, maxLength: 12 })
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 0n, max: 10n ** 15n }), (months, annual) => {
      const keys = months.map((_, index) => `m${index}`)
      const textOf = (key: string) => formatWanExact(key === 'annual' ? annual : (months[Number(key.slice(1))] ?? 0n))
      const { sum, difference } = monthSums(keys, textOf)
      const total = months.reduce((a, b) => a + b, 0n)
      expect(parseWan(sum)).toBe(total)
      expect(parseWan(difference)).toBe(total - annual)
    }),
  )
})

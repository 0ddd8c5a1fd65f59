import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compositionTotal } from '@ballast/domain/plan/spread.ts'
import { parseWan } from '@ballast/domain/shared/money.ts'
import { spreadForm } from './spread-form.ts'

const months = { 'm.2024-01.construction': '300', 'm.2024-02.equipment': '200', 'm.2024-02.other': '100', 'm.2024-02.land': '50' }

test('whatever is spread adds up to the annual amount, and land never exceeds the other costs', () => {
  const weights = fc.array(fc.bigInt(0n, 1000n), { minLength: 1, maxLength: 12 }).filter((given) => given.some((weight) => weight > 0n))
  const wan = fc.tuple(fc.nat(9_999_999), fc.nat(999_999)).map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`)
  fc.assert(
    fc.property(wan, weights, (annual, given) => {
      const lines = spreadForm({ ...months, annual }, 2024, 1, given)
      expect(lines.reduce((sum, line) => sum + compositionTotal(line), 0n)).toBe(parseWan(annual))
      for (const line of lines) expect(line.landFen <= line.otherFen).toBe(true)
    }),
  )
})
test('an amount in whole 万元 is spread in whole 万元', () => {
  const lines = spreadForm({ ...months, annual: '1000' }, 2024, 4, [1n, 2n, 4n])
  expect(lines.map((line) => line.month)).toEqual(['2024-04', '2024-05', '2024-06'])
  for (const { constructionFen, equipmentFen, otherFen, landFen } of lines) {
    for (const part of [constructionFen, equipmentFen, otherFen, landFen]) expect(part % parseWan('1')).toBe(0n)
  }
})
test('a small or broken amount is spread to the fen', () => {
  const lines = spreadForm({ ...months, annual: '10' }, 2024, 1, [1n, 1n, 1n])
  expect(lines.map((line) => compositionTotal(line))).toEqual([parseWan('3.333334'), parseWan('3.333333'), parseWan('3.333333')])
})

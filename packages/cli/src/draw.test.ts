import { expect, test } from 'vitest'
import { percent, wan, yi } from './draw.ts'

test('a ratio is drawn as a percentage with all of its decimals', () => {
  expect([percent('0.6000'), percent('1.000000'), percent('0.333333'), percent('-0.0150'), percent('0.6'), percent(null)]).toEqual([
    '60.00 %',
    '100.0000 %',
    '33.3333 %',
    '-1.50 %',
    '60.00 %',
    '—',
  ])
})

test('money is drawn without rounding', () => {
  expect([yi('100000000000.00'), yi('0.01'), wan('-12345678.90'), wan(null)]).toEqual(['1,000.00', '0.0000000001', '-1,234.56789', '—'])
})

import { expect, test } from 'vitest'
import type { ProjectPlan } from '@ballast/contract/plan-edit.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { bodyOf, countableTotal, formOf, notCountableMonths, partTotal, withLines } from './plan-form.ts'

const line = (month: string, equipmentYuan: string, notCountableReason: string | null = null): ProjectPlan['months'][number] => ({
  month,
  notCountableReason,
  constructionYuan: '0.00',
  installationYuan: '0.00',
  equipmentYuan,
  otherYuan: '12.34',
  landYuan: '10.00',
  totalYuan: '0.00',
})
const plan = {
  annualYuan: '124.68',
  profile: 'custom',
  note: null,
  months: [line('2024-01', '50.00'), line('2024-02', '50.00'), line('2024-02', '0.01', '流动资产')],
} as unknown as ProjectPlan

test('a plan that is opened and saved without a change is sent as it was', () => {
  const body = bodyOf(formOf(plan, 'it'), 2024)
  expect(body).toMatchObject({ annualYuan: '124.68', nodeCode: 'it', note: null })
  expect(body?.months).toEqual(plan.months.map(({ totalYuan: _totalYuan, ...rest }) => rest))
})

test('sums are of countable months, exact to the fen', () => {
  const form = formOf(plan, '')
  expect(countableTotal(form, 2024)).toBe(parseYuan('124.68'))
  expect(partTotal(form, 2024, 'land')).toBe(parseYuan('20'))
  expect(notCountableMonths(form)).toEqual(['2024-02'])
})

test('a cell that is no amount, or negative, is not sent', () => {
  expect(bodyOf({ ...formOf(plan, ''), 'm.2024-03.other': 'x' }, 2024)).toBeNull()
  expect(bodyOf({ ...formOf(plan, ''), 'm.2024-03.other': '-1' }, 2024)).toBeNull()
  expect(bodyOf({ ...formOf(plan, ''), annual: '0.0000001' }, 2024)).toBeNull()
})

test('a spread replaces the countable months and leaves the others', () => {
  const form = withLines(formOf(plan, ''), [])
  expect(countableTotal(form, 2024)).toBe(0n)
  expect(notCountableMonths(form)).toEqual(['2024-02'])
})

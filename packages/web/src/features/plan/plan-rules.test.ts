import { expect, test, vi } from 'vitest'
import { PLAN_RULES } from '@ballast/domain/plan/check.ts'

vi.stubGlobal('location', { search: '?lang=en' })

test('every rule of the check has a title', async () => {
  const { planRuleTexts } = await import('./plan-rules.texts.ts')
  const byName = (a: string, b: string) => a.localeCompare(b)
  expect(Object.keys(planRuleTexts['zh-CN']).sort(byName)).toEqual(PLAN_RULES.map(({ id }) => id).sort(byName))
})

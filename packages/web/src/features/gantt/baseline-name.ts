import type { Baseline } from '@ballast/contract/gantt.ts'
import { useTexts } from '../../app/language.tsx'
import { ganttTexts } from './gantt.texts.ts'

/** What a baseline is called; one that came with a plan is named after it in the language of the page. */
export function useBaselineName(): (baseline: Baseline) => string {
  const t = useTexts(ganttTexts)
  return ({ name, plan }) => (plan === null ? name : t('baselineOfPlan', { year: plan.year, number: plan.number }))
}

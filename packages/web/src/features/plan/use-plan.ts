import { createContext, useContext } from 'react'
import type { PlanVersion } from '@ballast/contract/plan-edit.ts'
import { useTexts } from '../../app/language.tsx'
import type { PlanSearch, SetPlanSearch } from './plan-search.ts'
import { planTexts } from './plan.texts.ts'

export interface PlanView {
  readonly year: number
  readonly version: PlanVersion
  readonly versions: readonly PlanVersion[]
  /** A draft, and the user may edit plans. */
  readonly canEdit: boolean
  readonly search: PlanSearch
  readonly setSearch: SetPlanSearch
}

export const PlanContext = createContext<PlanView | null>(null)

/** The year and version that the plan page shows, and its address. */
export function usePlan(): PlanView {
  const view = useContext(PlanContext)
  if (!view) throw new Error('usePlan outside the plan page')
  return view
}

export const ofVersion = ({ year, version }: PlanView) => ({ params: { year }, query: { versionId: version.versionId } })

/** "第 2 版 …" or "草案 …". */
export function useVersionName(): (version: PlanVersion) => string {
  const t = useTexts(planTexts)
  return ({ number, status, title }) =>
    `${number === null ? t(status === 'discarded' ? 'discarded' : 'draft') : t('versionNumber', { number })} · ${title}`
}

/** The name of a period of targets. */
export function usePeriodName(): (period: string) => string {
  const t = useTexts(planTexts)
  return (period) => {
    const numbered = /^(month|cumulative)-(\d\d)$/.exec(period)
    if (numbered) return t(numbered[1] === 'month' ? 'month' : 'period_cumulative', { number: Number(numbered[2]) })
    if (period === 'year' || period === 'H1' || period === 'first-three-quarters') return t(`period_${period}`)
    return period.startsWith('Q') ? t('quarter', { number: period.slice(1) }) : period
  }
}

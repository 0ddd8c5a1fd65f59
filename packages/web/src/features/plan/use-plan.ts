import { createContext, useContext } from 'react'
import type { PlanTreeNode, PlanVersion } from '@ballast/contract/plan-edit.ts'
import { periodName } from '@ballast/domain/plan/period.ts'
import { useName, useTexts } from '../../app/language.tsx'
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
  const nameOf = useName()
  return (period) => nameOf(periodName(period))
}

/** What a project is called where there is little room: its short name in Chinese, its name in English. */
export function useShortName(): (project: { nameZh: string; nameEn: string | null; shortName: string | null }) => string {
  const nameOf = useName()
  return ({ nameZh, nameEn, shortName }) => nameOf({ nameZh: shortName ?? nameZh, nameEn })
}

/** Nodes as choices, with their depth as indent; the chosen one is shown without. */
export function useNodeChoices(): (nodes: readonly PlanTreeNode[]) => { value: string; label: string; title: string }[] {
  const nameOf = useName()
  return (nodes) => nodes.map((node) => ({ value: node.code, label: `${'　'.repeat(node.depth)}${nameOf(node)}`, title: nameOf(node) }))
}

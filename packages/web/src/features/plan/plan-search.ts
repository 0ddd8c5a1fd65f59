import { z } from 'zod'
import { uuid } from '@ballast/contract/scalars.ts'

export const PLAN_TABS = ['tree', 'matrix', 'targets', 'check', 'versions', 'diff'] as const
export type PlanTab = (typeof PLAN_TABS)[number]

const optionalId = uuid.optional().catch(undefined)
const optionalText = z.coerce.string().max(100).optional().catch(undefined)

/** The address of the plan page: which year and version, which tab, what is filtered and open. */
export const planSearch = z.object({
  year: z.coerce.number().int().min(1990).max(2100).optional().catch(undefined),
  versionId: optionalId,
  tab: z.enum(PLAN_TABS).catch('tree').default('tree'),
  node: optionalId,
  category: optionalText,
  cluster: optionalText,
  q: optionalText,
  project: optionalId,
  from: optionalId,
  to: optionalId,
  rule: optionalText,
  /** What a finding is about: its row is marked and brought into view. */
  at: z.string().max(200).optional().catch(undefined),
})
export type PlanSearch = z.output<typeof planSearch>
export type SetPlanSearch = (change: Partial<z.input<typeof planSearch>>, options?: { replace?: boolean }) => void

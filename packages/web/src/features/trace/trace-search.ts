import { z } from 'zod'
import { TRACE_PARTS, type PlanTrace } from '@ballast/contract/cockpit.ts'
import { sourceKind, uuid, yearMonth } from '@ballast/contract/scalars.ts'

/** What a link to the trace says: how far down, and which part of the plan. */
export const traceSearch = z.object({
  year: z.coerce.number().int().optional().catch(undefined),
  versionId: uuid.optional().catch(undefined),
  category: z.coerce.string().optional(),
  cluster: z.coerce.string().optional(),
  projectNo: z.coerce.string().optional(),
  projectId: uuid.optional().catch(undefined),
  parcelId: z.coerce.string().optional(),
  month: yearMonth.optional().catch(undefined),
  since: yearMonth.optional().catch(undefined),
  through: yearMonth.optional().catch(undefined),
  part: z.enum(TRACE_PARTS).optional().catch(undefined),
  place: z.enum(['placed', 'floating']).optional().catch(undefined),
  countable: z.enum(['no']).optional().catch(undefined),
  source: sourceKind.optional().catch(undefined),
})
export type TraceSearch = z.output<typeof traceSearch>

type Step = Pick<PlanTrace['steps'][number], 'level' | 'code' | 'id'>

const PATH = ['category', 'cluster', 'projectNo', 'projectId', 'parcelId', 'month'] as const
const SCOPE = ['since', 'through', 'part', 'place', 'countable', 'source'] as const

export const hasScope = (search: TraceSearch): boolean => SCOPE.some((key) => search[key] !== undefined)
export const withoutScope = (search: TraceSearch): TraceSearch => ({
  ...search,
  ...Object.fromEntries(SCOPE.map((key) => [key, undefined])),
})

function pathOfStep({ level, code, id }: Step): Partial<TraceSearch> {
  if (level === 'category') return { category: code }
  if (level === 'cluster') return { cluster: code }
  if (level === 'project') return { projectId: id ?? undefined }
  if (level === 'parcel') return { parcelId: id ?? code }
  return level === 'month' ? { month: code } : {}
}

/** The link to the last of these steps, in the same version and part of the plan. */
export function searchOfSteps(search: TraceSearch, steps: readonly Step[]): TraceSearch {
  const bare = { ...search, ...Object.fromEntries(PATH.map((key) => [key, undefined])) }
  return Object.assign(bare, ...steps.map(pathOfStep)) as TraceSearch
}

import { z } from 'zod'
import { WATCHERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, uuid, version } from './scalars.ts'

export const visit = z.object({
  visitId: uuid,
  version,
  projectId: uuid,
  visitedOn: plainDate,
  visitors: z.string().describe('who went'),
  found: z.string(),
  promised: z.string().nullable(),
  promisedUntil: plainDate.nullable(),
  keptOn: plainDate.nullable().describe('null: the promise is open, or there is none'),
  isOverdue: z.boolean(),
  by: z.string().describe('login of who wrote it down'),
  byName: z.string(),
  at: instant,
  sourceKind: z.enum(['simulated', 'entered']),
})
export type Visit = z.infer<typeof visit>

/** Who goes to firms and answers for what is promised there. */
const VISITORS: Rights = { administrator: 'zone', planner: 'zone', service_manager: 'own_projects' }
const visits = z.object({ projectId: uuid, visits: z.array(visit).describe('newest first') })

export const visitRoutes = defineRoutes({
  'visit.list': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/visits',
    rights: WATCHERS,
    params: z.object({ projectId: uuid }),
    response: visits,
    summary: { zh: '走访记录', en: 'Visits to the firm of a project' },
  },
  'visit.record': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/visits',
    rights: VISITORS,
    params: z.object({ projectId: uuid }),
    body: z.strictObject({
      visitedOn: plainDate,
      visitors: z.string().trim().min(1).max(200),
      found: z.string().trim().min(1).max(1000),
      promised: z.string().trim().min(1).max(500).nullable().optional(),
      promisedUntil: plainDate.nullable().optional(),
    }),
    response: visits,
    summary: { zh: '记录走访：发现的问题、承诺的事项', en: 'Write a visit down: what was found, what was promised' },
  },
  'visit.keep': {
    method: 'POST',
    path: '/api/v1/visits/{visitId}/kept',
    rights: VISITORS,
    params: z.object({ visitId: uuid }),
    body: z.strictObject({ on: plainDate }),
    ifMatch: true,
    response: visits,
    summary: { zh: '承诺事项已办结', en: 'Say that what was promised is done' },
  },
})

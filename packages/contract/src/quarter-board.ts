import { z } from 'zod'
import { QUARTER_LISTS } from '@ballast/domain/plan/quarter-list.ts'
import { OFFICE } from './roles.ts'
import { defineRoutes } from './route.ts'
import { plainDate, ratio, uuid, year, yuan } from './scalars.ts'

const project = z.object({
  projectId: uuid,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  serviceManager: z.string().nullable(),
  planYuan: yuan.describe('countable plan of the quarter'),
  dispatchedYuan: yuan.describe('what was told of the months of the quarter'),
  reportedYuan: yuan.describe('of closed reports of the quarter, with the corrections that appeared in them'),
  done: ratio.nullable().describe('the larger of dispatched and reported, over the plan'),
  behindYuan: yuan.describe('what the plan of the months that are over still lacks; 0 when nothing'),
  reasonCode: z.string().nullable().describe('of the code list difference-reason: what was said of its latest difference'),
  slipCode: z.string().nullable().describe('of the code list slip-reason: why its latest date moved'),
  startPlannedOn: plainDate.nullable(),
  startedOn: plainDate.nullable(),
})
export type QuarterProject = z.infer<typeof project>

export const quarterBoard = z.object({
  businessOn: plainDate,
  year: z.number().int(),
  quarter: z.number().int(),
  firstOn: plainDate,
  lastOn: plainDate,
  asOf: plainDate.describe('the business date, or the last day of a quarter that is over'),
  isSimulated: z.boolean(),
  targetYuan: yuan.nullable().describe('target of the quarter; null: none is set'),
  planYuan: yuan,
  dispatchedYuan: yuan,
  reportedYuan: yuan,
  pace: ratio.describe('序时进度: the part of the quarter that is over; each month counts the same, and in a month each day'),
  paceYuan: yuan.describe('that part of the target, or of the plan where there is no target'),
  days: z
    .array(
      z.object({
        on: plainDate,
        paceYuan: yuan,
        dispatchedYuan: yuan.nullable().describe('what had been told by the evening; null: the day has not come'),
        reportedYuan: yuan.nullable().describe('of reports closed by the evening; null: the day has not come, or no report was closed'),
      }),
    )
    .describe('from the first day of the quarter to its last, or on to the business date while the quarter is being closed'),
  starts: z.object({
    planned: z.number().int().describe('starts whose planned day lies in the quarter'),
    made: z.number().int().describe('starts made in the quarter'),
    pulledForward: z.number().int().describe('of these, starts planned for later'),
    overdue: z.array(uuid).describe('planned by today and not made'),
    pulled: z.array(uuid),
  }),
  lists: z.array(
    z.object({
      list: z.enum(QUARTER_LISTS),
      planYuan: yuan,
      dispatchedYuan: yuan,
      reportedYuan: yuan,
      done: ratio.nullable(),
      projects: z.array(uuid),
    }),
  ),
  funds: z.object({ releasedYuan: yuan, projects: z.number().int(), idleYuan: yuan }),
  visits: z.object({
    made: z.number().int(),
    projects: z.number().int(),
    promises: z.number().int().describe('made at these visits'),
    openPromises: z.number().int().describe('of all visits, not kept yet'),
    overduePromises: z.number().int(),
  }),
  behind: z.array(uuid).describe('projects that lack most of their plan, at most 20'),
  behindCount: z.number().int(),
  projects: z.array(project).describe('every project that one of the lists above names, by id'),
})
export type QuarterBoard = z.infer<typeof quarterBoard>

export const quarterBoardRoutes = defineRoutes({
  'quarter.read': {
    method: 'GET',
    path: '/api/v1/quarters/{year}/{quarter}',
    rights: OFFICE,
    params: z.object({ year, quarter: z.coerce.number().int().min(1).max(4) }),
    response: quarterBoard,
    summary: { zh: '季度看板（一季度即开门红）', en: 'Board of a quarter; that of the first is the first-quarter drive' },
  },
})

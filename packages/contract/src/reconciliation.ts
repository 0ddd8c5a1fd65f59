import { z } from 'zod'
import { RETURN_STATES } from '@ballast/domain/report/return-state.ts'
import { listOf } from './list.ts'
import { REVIEWERS } from './report.ts'
import { WATCHERS, READERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, ratio, uuid, version, year, yearMonth, yuan } from './scalars.ts'

export const RECONCILIATION_GROUPS = ['project', 'cluster', 'category', 'manager', 'parcel'] as const

const figures = {
  planYuan: yuan.describe('countable plan in force'),
  dispatchedYuan: yuan.describe('the last word about each month'),
  reportedYuan: yuan.describe('closed months, with the corrections that appear by then'),
  toPlanYuan: yuan.describe('reported less planned'),
  toDispatchedYuan: yuan.describe('reported less dispatched'),
  done: ratio.nullable().describe('reported over planned'),
}

const row = z.object({
  key: z.string().describe('project id, code, name of the manager, parcel id; empty: none'),
  projectNo: z.string().nullable(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  serviceManager: z.string().nullable(),
  clusterCode: z.string().nullable(),
  projects: z.number().int(),
  ...figures,
  monthsReported: z.number().int(),
  monthsProven: z.number().int().describe('of those, with a file behind them'),
  unexplained: z.number().int().describe('months whose reported and dispatched figures differ, without a reason'),
})
export type ReconciliationRow = z.infer<typeof row>

const month = z.object({
  month: yearMonth,
  planYuan: yuan.nullable(),
  dispatchedYuan: yuan.nullable(),
  reportedYuan: yuan.nullable().describe('of the closed return; of February also for January where they are reported together'),
  correctedYuan: yuan.describe('corrections of this month'),
  differenceYuan: yuan.nullable().describe('reported with corrections, less dispatched'),
  landPaidYuan: yuan.describe('payments for land that count in the months of this report'),
  landReportedYuan: yuan.nullable().describe('建设用地费 of the closed return, with corrections'),
  state: z.enum(RETURN_STATES).nullable(),
  files: z.number().int(),
  reason: z.object({ reasonCode: z.string(), note: z.string().nullable(), by: z.string(), at: instant, version }).nullable(),
})
export type FiguresMonth = z.infer<typeof month>

export const reconciliationRoutes = defineRoutes({
  'reconciliation.read': {
    method: 'GET',
    path: '/api/v1/reconciliation/{year}',
    rights: WATCHERS,
    params: z.object({ year }),
    query: z.object({
      through: yearMonth.optional().describe('the last month that counts; by default the last that is closed'),
      group: z.enum(RECONCILIATION_GROUPS).default('project'),
      q: z.string().max(200).optional(),
      serviceManager: listOf(z.string()).optional(),
      categoryCode: listOf(z.string()).optional(),
      clusterCode: listOf(z.string()).optional(),
    }),
    response: z.object({
      businessOn: plainDate,
      year: z.number().int(),
      through: yearMonth,
      isSimulated: z.boolean(),
      rows: z.array(row).describe('the largest difference between reported and dispatched first'),
      totals: z.object({ ...figures, projects: z.number().int() }),
    }),
    summary: { zh: '对账：计划、调度、纳统', en: 'Planned, dispatched and reported, side by side' },
  },
  'reconciliation.months': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/figures/{year}',
    rights: READERS,
    params: z.object({ projectId: uuid, year }),
    response: z.object({ projectId: uuid, year: z.number().int(), months: z.array(month) }),
    summary: { zh: '项目月度三数', en: 'A project’s three figures, month by month' },
  },
  'reconciliation.explain': {
    method: 'PUT',
    path: '/api/v1/projects/{projectId}/figures/{month}/reason',
    rights: REVIEWERS,
    params: z.object({ projectId: uuid, month: yearMonth }),
    body: z.strictObject({ reasonCode: z.string(), note: z.string().trim().max(500).nullable().optional() }),
    ifMatch: true,
    response: z.object({ projectId: uuid, year: z.number().int(), months: z.array(month) }),
    summary: { zh: '说明差异原因', en: 'Say why the figures of a month differ' },
  },
})

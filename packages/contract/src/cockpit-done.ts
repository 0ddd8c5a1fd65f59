import { z } from 'zod'
import { OFFICE } from './roles.ts'
import { defineRoutes } from './route.ts'
import { plainDate, ratio, year, yearMonth, yuan } from './scalars.ts'

const amounts = {
  planYuan: yuan.describe('countable plan in force'),
  dispatchedYuan: yuan.nullable().describe('the last word about each month; null: nothing is known that late'),
  reportedYuan: yuan
    .nullable()
    .describe('of closed reports, corrections in the report in which they appear; null: no closed report ends here'),
  lastYearYuan: yuan.nullable().describe('reported in the same month of the year before; null: no closed report ends here'),
}

const shares = z.object({
  constructionInstallation: ratio.nullable(),
  equipment: ratio.nullable(),
})

const row = z.object({
  planYuan: yuan,
  dispatchedYuan: yuan,
  reportedYuan: yuan,
  lastYearYuan: yuan,
  planOfYearYuan: yuan,
  done: ratio.nullable().describe('reported over planned, both through the month'),
  ofYear: ratio.nullable().describe('reported over the plan of the year'),
  growth: ratio.nullable().describe('on the same months of the year before; null: nothing was reported then'),
})

export const cockpitDone = z.object({
  businessOn: plainDate,
  year: z.number().int(),
  through: yearMonth.describe('the last closed month; without one the month of the business date'),
  isClosed: z.boolean().describe('something is closed in the year'),
  isSimulated: z.boolean(),
  targetYuan: yuan.nullable(),
  growthTarget: ratio.nullable(),
  pace: ratio.describe('序时进度 at the end of `through`: each month counts the same'),
  ofTarget: ratio.nullable().describe('reported through the month, over the target of the year'),
  total: row.describe('through the month; equal to the totals of the reconciliation'),
  shares: z.object({ plan: shares, dispatched: shares, reported: shares }).describe('of the total, through the month'),
  months: z.array(
    z.object({
      month: yearMonth,
      reportedSince: yearMonth.nullable().describe('the first month of the report that ends here'),
      ...amounts,
      cumulative: z.object(amounts),
      paceYuan: yuan.nullable().describe('the part of the target that time alone asks for by the end of the month'),
    }),
  ),
  clusters: z
    .array(
      row.extend({
        clusterCode: z.string().describe('empty: projects of no cluster'),
        nameZh: z.string(),
        nameEn: z.string(),
        color: z.string().nullable(),
      }),
    )
    .describe('the one furthest ahead of its plan first; projects of no cluster last'),
})
export type CockpitDone = z.infer<typeof cockpitDone>

export const cockpitDoneRoutes = defineRoutes({
  'cockpit.done': {
    method: 'GET',
    path: '/api/v1/cockpit/{year}/done',
    rights: OFFICE,
    params: z.object({ year }),
    response: cockpitDone,
    summary: { zh: '驾驶舱：计划与完成、增速、占比、集群排名', en: 'Cockpit: done against plan, growth, shares, ranking of clusters' },
  },
})

import { z } from 'zod'
import { OFFICE, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { plainDate, yearMonth } from './scalars.ts'
import { tflopsSeconds } from './voucher.ts'

const READERS: Rights = { ...OFFICE, computing_operator: 'zone' }

export const USE_GROUPS = ['firm', 'cluster', 'project'] as const
export type UseGroup = (typeof USE_GROUPS)[number]

const work = {
  amount: tflopsSeconds.describe('of cards that were allocated'),
  completed: tflopsSeconds.describe('of it, by runs that completed'),
}
const named = { nameZh: z.string(), nameEn: z.string().nullable() }
const row = z.object({
  key: z.string().describe('id of the enterprise or project, or code of the cluster; empty: none'),
  ...named,
  firms: z.array(z.object(named)),
  parcels: z.array(z.string()).describe('of the project'),
  runs: z.number().int(),
  ...work,
  granted: tflopsSeconds.describe('quota on vouchers that were valid in the month: what was promised'),
  longestWaitSeconds: z.number().int().nullable().describe('from submitting to the first start'),
})
export type ComputingUseRow = z.infer<typeof row>

const query = { month: yearMonth.optional().describe('the newest one that has use, by default'), group: z.enum(USE_GROUPS).default('firm') }

export const computingUseRoutes = defineRoutes({
  'computing-use.read': {
    method: 'GET',
    path: '/api/v1/computing-use',
    rights: READERS,
    query: z.object(query),
    response: z.object({
      month: z.string(),
      months: z.array(z.string()).describe('in which something ran, the newest first'),
      isSimulated: z.boolean(),
      totals: z.object({ ...work, runs: z.number().int() }),
      hours: z
        .array(z.object({ day: plainDate, hour: z.number().int().min(0).max(23), ...work }))
        .describe('hours of the month in which something ran, in Beijing time; they add up to the totals'),
      rows: z.array(row).describe('the largest first; they add up to the totals'),
    }),
    summary: { zh: '算力使用情况', en: 'What the centres’ cards were used for in a month' },
  },
  'computing-use.export': {
    method: 'GET',
    path: '/api/v1/computing-use/export',
    rights: READERS,
    query: z.object({ ...query, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    response: 'file',
    transaction: 'none',
    summary: { zh: '导出算力使用情况', en: 'Export the use of a month' },
  },
})

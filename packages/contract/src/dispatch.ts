import { z } from 'zod'
import { READERS } from './roles.ts'
import { REPORTERS } from './report.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, ratio, sourceKind, uuid, yearMonth, yuan, yuanInput } from './scalars.ts'

export const dispatchEntry = z.object({
  entryId: uuid,
  month: yearMonth,
  constructionYuan: yuan,
  installationYuan: yuan,
  equipmentYuan: yuan,
  otherYuan: yuan,
  landYuan: yuan.describe('of which: land, part of other'),
  totalYuan: yuan,
  progress: ratio.nullable().describe('形象进度 of the whole project on the day, e.g. "0.3500"'),
  note: z.string().nullable(),
  by: z.string(),
  byName: z.string(),
  toldOn: plainDate,
  toldAt: instant,
  isCurrent: z.boolean().describe('the last word about its month'),
  sourceKind,
})
export type DispatchEntry = z.infer<typeof dispatchEntry>

export const dispatchRoutes = defineRoutes({
  'dispatch.list': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/dispatched',
    rights: READERS,
    params: z.object({ projectId: uuid }),
    response: z.object({ entries: z.array(dispatchEntry).describe('newest month first, in it the newest word first') }),
    summary: { zh: '调度数', en: 'What is told from the site, month by month' },
  },
  'dispatch.tell': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/dispatched',
    rights: REPORTERS,
    params: z.object({ projectId: uuid }),
    body: z.strictObject({
      month: yearMonth,
      constructionYuan: yuanInput,
      installationYuan: yuanInput,
      equipmentYuan: yuanInput,
      otherYuan: yuanInput,
      landYuan: yuanInput,
      progress: z
        .string()
        .regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/)
        .nullable()
        .optional(),
      note: z.string().trim().max(500).nullable().optional(),
    }),
    response: dispatchEntry,
    summary: { zh: '填报调度数', en: 'Tell the figure of a month from the site' },
  },
})

import { z } from 'zod'
import { OFFICE } from './roles.ts'
import { defineRoutes } from './route.ts'
import { ratio, uuid, year, yearMonth, yuan } from './scalars.ts'

export const planSummary = z.object({
  year: z.number().int(),
  versionId: uuid,
  version: z.number().int().nullable().describe('number of the adopted version; null for a draft'),
  title: z.string(),
  targets: z.array(
    z.object({
      indicator: z.string(),
      scopeKind: z.string(),
      scopeCode: z.string(),
      period: z.string(),
      comparator: z.string(),
      valueYuan: yuan.nullable(),
      valueRatio: ratio.nullable(),
      valueCount: z.number().int().nullable(),
    }),
  ),
  totalYuan: yuan.describe('the target'),
  plannedYuan: yuan.describe('sum of the projects’ countable plans'),
  notCountableYuan: yuan,
  allocatedYuan: yuan.describe('planned and placed on a parcel or corridor'),
  floatingYuan: yuan.describe('target not planned on projects, plus planned but on no place'),
  byCategory: z.array(
    z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), name: z.string(), frameYuan: yuan, plannedYuan: yuan }),
  ),
  byCluster: z.array(
    z.object({
      code: z.string(),
      categoryCode: z.string(),
      color: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      name: z.string(),
      frameYuan: yuan,
      plannedYuan: yuan,
    }),
  ),
  byMonth: z.array(
    z.object({
      month: yearMonth,
      yuan,
      constructionYuan: yuan,
      installationYuan: yuan,
      equipmentYuan: yuan,
      otherYuan: yuan,
      landYuan: yuan,
    }),
  ),
  industryShare: ratio.nullable(),
  projects: z.number().int(),
  parcels: z.number().int(),
})
export type PlanSummary = z.infer<typeof planSummary>

export const planRoutes = defineRoutes({
  'plan.show': {
    method: 'GET',
    path: '/api/v1/plans/{year}',
    rights: OFFICE,
    response: planSummary,
    params: z.object({ year }),
    query: z.object({ versionId: uuid.optional() }),
    summary: { zh: '年度计划总览', en: 'The year plan at a glance' },
  },
})

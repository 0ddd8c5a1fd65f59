import { z } from 'zod'
import { fieldChange } from './list.ts'
import { OFFICE, PLANNERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { sourceKind, uuid, version, year, yearMonth, yuan, yuanInput } from './scalars.ts'

/** Which amount of a month the table shows and edits: all of it, or one part of its composition. */
export const WORK_TABLE_PARTS = ['total', 'construction', 'installation', 'equipment', 'other', 'land'] as const
export type WorkTablePart = (typeof WORK_TABLE_PARTS)[number]

export const workTableRow = z.object({
  projectId: uuid,
  version,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  clusterCode: z.string().nullable(),
  nodeCode: z.string().nullable(),
  nodeNameZh: z.string().nullable(),
  nodeNameEn: z.string().nullable(),
  annualYuan: yuan,
  months: z.array(yuan).length(12).describe('countable, January to December, of the part asked for'),
  notCountableYuan: yuan,
  sourceKind,
})
export type WorkTableRow = z.infer<typeof workTableRow>

export const workTable = z.object({
  versionId: uuid,
  year: z.number().int(),
  number: z.number().int().nullable(),
  title: z.string(),
  status: z.enum(['draft', 'adopted', 'discarded']).describe('only a draft can be changed'),
  part: z.enum(WORK_TABLE_PARTS),
  rows: z.array(workTableRow),
})
export type WorkTable = z.infer<typeof workTable>

export const workTableRoutes = defineRoutes({
  'work-table.read': {
    method: 'GET',
    path: '/api/v1/work-table/{year}',
    rights: OFFICE,
    params: z.object({ year }),
    query: z.object({ versionId: uuid.optional(), part: z.enum(WORK_TABLE_PARTS).default('total') }),
    response: workTable,
    summary: { zh: '月度计划工作表', en: 'Work table of a plan: all its projects by months' },
  },
  'work-table.save': {
    method: 'POST',
    path: '/api/v1/work-table/versions/{versionId}',
    rights: PLANNERS,
    params: z.object({ versionId: uuid }),
    body: z.strictObject({
      part: z
        .enum(WORK_TABLE_PARTS)
        .describe(
          'total: a month is composed as it was, or else as the project’s other months, or its total investment; without any of them it is construction',
        ),
      rows: z
        .array(
          z.strictObject({
            projectId: uuid,
            version,
            annualYuan: yuanInput.optional(),
            months: z.record(yearMonth, yuanInput).default({}).describe('the months that change'),
          }),
        )
        .min(1)
        .max(2000),
    }),
    response: z.object({
      rows: z
        .array(z.object({ projectId: uuid, version, outcome: z.enum(['changed', 'unchanged']), changes: z.array(fieldChange) }))
        .describe('in the order given, with the versions after the save'),
    }),
    summary: { zh: '保存工作表：全部或全不', en: 'Save many projects’ months: all rows or none' },
  },
})

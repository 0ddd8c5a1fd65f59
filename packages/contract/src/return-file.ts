import { z } from 'zod'
import { importRow, importRun, ROW_OUTCOMES } from './exchange.ts'
import { REPORTERS } from './report.ts'
import { READERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { paging, uuid, yearMonth } from './scalars.ts'

export const RETURN_FORMS = ['official', 'project', 'flat'] as const
export type ReturnFormName = (typeof RETURN_FORMS)[number]
/** Which returns a hand-over holds. */
export const RETURNS_INCLUDED = ['verified', 'handed-in'] as const

const ofPeriod = z.object({ month: yearMonth })
const byId = z.object({ importId: uuid })

export const returnFileRoutes = defineRoutes({
  'return-file.template': {
    method: 'GET',
    path: '/api/v1/report-periods/{month}/template',
    rights: REPORTERS,
    params: ofPeriod,
    transaction: 'none',
    response: 'file',
    summary: { zh: '下载一期月报的填报表', en: 'A period’s workbook to fill in: a row a project' },
  },
  'return-file.export': {
    method: 'GET',
    path: '/api/v1/report-periods/{month}/export',
    rights: READERS,
    params: ofPeriod,
    query: z.object({
      form: z.enum(RETURN_FORMS).default('official').describe('official: a row a project; project: one project’s form; flat: CSV'),
      projectId: uuid.optional().describe('project: which'),
      include: z.enum(RETURNS_INCLUDED).default('verified').describe('handed-in: also what nobody has verified yet'),
    }),
    transaction: 'none',
    response: 'file',
    summary: { zh: '导出统计月报（万元整数）', en: 'The official monthly form, in whole 10,000 yuan' },
  },
  'return-file.upload': {
    method: 'POST',
    path: '/api/v1/report-periods/{month}/imports',
    rights: REPORTERS,
    params: ofPeriod,
    upload: true,
    transaction: 'none',
    response: importRun,
    summary: { zh: '上传填好的月报（后台读取）', en: 'Upload returns that were filled in; they are read in the background' },
  },
  'return-file.list': {
    method: 'GET',
    path: '/api/v1/return-imports',
    rights: REPORTERS,
    query: paging,
    response: z.object({ runs: z.array(importRun), next: z.string().nullable() }),
    summary: { zh: '本人的月报导入', en: 'One’s own imports of returns, newest first' },
  },
  'return-file.show': {
    method: 'GET',
    path: '/api/v1/return-imports/{importId}',
    rights: REPORTERS,
    params: byId,
    response: importRun,
    summary: { zh: '月报导入的进度与结果', en: 'Progress and result of an import of returns' },
  },
  'return-file.preview': {
    method: 'GET',
    path: '/api/v1/return-imports/{importId}/rows',
    rights: REPORTERS,
    params: byId,
    query: paging.extend({ outcome: z.enum(ROW_OUTCOMES).optional() }),
    response: z.object({ rows: z.array(importRow), next: z.string().nullable() }),
    summary: { zh: '月报导入预览（逐行逐格）', en: 'What each return would become, cell by cell' },
  },
  'return-file.commit': {
    method: 'POST',
    path: '/api/v1/return-imports/{importId}/commit',
    rights: REPORTERS,
    params: byId,
    body: z.object({
      leaveOutRefused: z.boolean().default(false).describe('refused rows are never written; this says that one knows'),
      handIn: z.boolean().default(false).describe('hand in the returns that pass; those that wait for a reason stay drafts'),
    }),
    transaction: 'none',
    response: importRun,
    summary: { zh: '写入月报，可一并提交（一个事务）', en: 'Write the returns and hand in what passes, in one transaction' },
  },
  'return-file.cancel': {
    method: 'POST',
    path: '/api/v1/return-imports/{importId}/cancel',
    rights: REPORTERS,
    params: byId,
    transaction: 'none',
    response: importRun,
    summary: { zh: '取消月报导入', en: 'Cancel an import of returns; nothing of it is written' },
  },
  'return-file.refusals': {
    method: 'GET',
    path: '/api/v1/return-imports/{importId}/refusals',
    rights: REPORTERS,
    params: byId,
    transaction: 'none',
    response: 'file',
    summary: { zh: '下载标注了退回原因与待说明事项的原文件', en: 'The uploaded file with refusals and open questions marked in it' },
  },
})

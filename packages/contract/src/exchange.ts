import { z } from 'zod'
import { flag } from './list.ts'
import { OFFICE, PLANNERS, READERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, uuid, version, year, yearMonth, yuan } from './scalars.ts'

export const EXCHANGE_RESOURCES = ['projects', 'enterprises', 'parcels', 'plan'] as const
export type ExchangeResource = (typeof EXCHANGE_RESOURCES)[number]
export const IMPORT_STATUSES = ['reading', 'ready', 'committing', 'committed', 'cancelled', 'failed'] as const
export const ROW_OUTCOMES = ['new', 'changed', 'unchanged', 'refused'] as const
export type ImportOutcome = (typeof ROW_OUTCOMES)[number]

const reason = z.object({ code: z.string(), message: z.string(), at: z.string().optional().describe('cell, e.g. 项目!F12') })

export const importRun = z.object({
  importId: uuid,
  version,
  resource: z.enum([...EXCHANGE_RESOURCES, 'returns']),
  month: yearMonth.nullable().describe('of returns: their period'),
  planVersion: z.object({ versionId: uuid, year: z.number().int(), title: z.string() }).nullable(),
  fileName: z.string(),
  fileBytes: z.number().int(),
  format: z.enum(['xlsx', 'csv']),
  status: z.enum(IMPORT_STATUSES),
  phase: z.enum(['reading', 'comparing']).nullable().describe('of a run that is being read'),
  rowsRead: z.number().int(),
  rowsExpected: z.number().int().nullable(),
  rowsCompared: z.number().int(),
  rowsStaged: z.number().int(),
  counts: z.object({ new: z.number().int(), changed: z.number().int(), unchanged: z.number().int(), refused: z.number().int() }).nullable(),
  returns: z
    .object({
      passing: z.number().int().describe('that could be handed in as the file has them'),
      warned: z.number().int().describe('that wait for a reason'),
    })
    .nullable(),
  yuanBefore: yuan.nullable().describe('money of the rows that would change, as it stands'),
  yuanAfter: yuan.nullable().describe('and after the commit'),
  sheets: z.array(
    z.object({
      name: z.string(),
      part: z.string(),
      rows: z.number().int(),
      unknownColumns: z.array(z.string()).describe('headers that are not read'),
    }),
  ),
  ignoredSheets: z.array(z.string()),
  reasons: z.array(reason).describe('why the file was refused'),
  createdBy: z.string(),
  createdAt: instant,
  finishedAt: instant.nullable(),
})
export type ImportRun = z.infer<typeof importRun>

export const importRow = z.object({
  sheet: z.string(),
  rowNumber: z.number().int(),
  part: z.string(),
  key: z.string(),
  project: z
    .object({ nameZh: z.string(), nameEn: z.string().nullable() })
    .nullable()
    .describe('of a return: whose it is; null: none in reach has the number'),
  outcome: z.enum(ROW_OUTCOMES),
  changes: z.array(
    z.object({
      field: z.string(),
      label: z.string(),
      at: z.string().nullable().describe('cell; null: the sheet has no column for it'),
      isMoney: z.boolean(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  reasons: z.array(reason).describe('why it is refused; of a row that is not, what waits for a reason'),
})
export type ImportRow = z.infer<typeof importRow>

const byId = z.object({ importId: uuid })
const columns = z.string().max(4000).optional().describe('keys of the columns to write, joined by commas; missing: all')

export const exchangeRoutes = defineRoutes({
  'exchange.export': {
    method: 'GET',
    path: '/api/v1/exports/{resource}',
    rights: READERS,
    params: z.object({ resource: z.enum(EXCHANGE_RESOURCES) }),
    query: z.looseObject({
      format: z.enum(['xlsx', 'csv']).default('xlsx'),
      columns,
      empty: flag.optional().describe('headers and choices only, to be filled in'),
      year: year.optional().describe('plan: its year; the latest that has a plan when missing'),
      versionId: uuid.optional().describe('plan: this version; the one in force when missing'),
      part: z.enum(['targets', 'nodes', 'lines', 'shares']).default('lines').describe('plan as CSV: which of its sheets'),
    }),
    response: 'file',
    transaction: 'none',
    summary: {
      zh: '导出：台账按列表的同一筛选条件（同名参数）与排序',
      en: 'Export; registers take the parameters of their list, so that what is shown is what is exported',
    },
  },
  'exchange.upload': {
    method: 'POST',
    path: '/api/v1/imports',
    rights: PLANNERS,
    query: z.object({ resource: z.enum(EXCHANGE_RESOURCES), versionId: uuid.optional().describe('plan: the draft to import into') }),
    upload: true,
    transaction: 'none',
    response: importRun,
    summary: { zh: '上传导入文件（后台读取）', en: 'Upload a file to import; it is read in the background' },
  },
  'exchange.list': {
    method: 'GET',
    path: '/api/v1/imports',
    rights: OFFICE,
    query: paging,
    response: z.object({ runs: z.array(importRun), next: z.string().nullable() }),
    summary: { zh: '导入历史', en: 'Imports, newest first' },
  },
  'exchange.show': {
    method: 'GET',
    path: '/api/v1/imports/{importId}',
    rights: OFFICE,
    params: byId,
    response: importRun,
    summary: { zh: '导入进度与结果', en: 'Progress and result of an import' },
  },
  'exchange.preview': {
    method: 'GET',
    path: '/api/v1/imports/{importId}/rows',
    rights: OFFICE,
    params: byId,
    query: paging.extend({ outcome: z.enum(ROW_OUTCOMES).optional() }),
    response: z.object({ rows: z.array(importRow), next: z.string().nullable() }),
    summary: { zh: '导入预览（逐行逐格）', en: 'What an import would do, row by row and cell by cell' },
  },
  'exchange.commit': {
    method: 'POST',
    path: '/api/v1/imports/{importId}/commit',
    rights: PLANNERS,
    params: byId,
    body: z.object({ leaveOutRefused: z.boolean().default(false).describe('refused rows are never written; this says that one knows') }),
    transaction: 'none',
    response: importRun,
    summary: { zh: '提交导入（一个事务）', en: 'Write the import, in one transaction' },
  },
  'exchange.cancel': {
    method: 'POST',
    path: '/api/v1/imports/{importId}/cancel',
    rights: PLANNERS,
    params: byId,
    transaction: 'none',
    response: importRun,
    summary: { zh: '取消导入', en: 'Cancel an import; nothing of it is written' },
  },
  'exchange.refusals': {
    method: 'GET',
    path: '/api/v1/imports/{importId}/refusals',
    rights: OFFICE,
    params: byId,
    transaction: 'none',
    response: 'file',
    summary: { zh: '下载标注了退回原因的原文件', en: 'The uploaded file with the refusals marked in it' },
  },
})

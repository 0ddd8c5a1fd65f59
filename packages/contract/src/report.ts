import { z } from 'zod'
import { FUNDING_SOURCES, PROJECT_NATURES } from '@ballast/domain/project/project-row.ts'
import { HOLDINGS, INVESTMENT_ITEMS, METHODS } from '@ballast/domain/report/form.ts'
import { LOCKS, RETURN_STATES, RETURN_STEPS } from '@ballast/domain/report/return-state.ts'
import { REPORT_RULES, SEVERITIES } from '@ballast/domain/report/rules.ts'
import { flag, listOf } from './list.ts'
import { STATISTICIANS } from './period.ts'
import { READERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, sourceKind, uuid, version, yearMonth, yuan, yuanInput } from './scalars.ts'

/** Who fills returns in, and who looks them through. */
export const REPORTERS: Rights = { ...STATISTICIANS, service_manager: 'own_projects', enterprise_reporter: 'own_enterprise' }
export const REVIEWERS: Rights = { ...STATISTICIANS, service_manager: 'own_projects' }

const squareMetres = z.number().int().min(0).max(1_000_000_000)
const shortText = z.string().trim().min(1).max(200)
const byKey = <K extends string, T extends z.ZodType>(keys: readonly K[], value: T): z.ZodObject<Record<K, T>> =>
  z.object(Object.fromEntries(keys.map((key) => [key, value])) as Record<K, T>)

const formShape = <A extends z.ZodType>(amount: A) => ({
  planTotalYuan: amount.describe('计划总投资'),
  adjustedTotalDocument: shortText.nullable().describe('number of the document that raised the plan total'),
  cumulativeYuan: amount.describe('自开始建设累计完成投资'),
  yearYuan: amount.describe('自年初累计完成投资'),
  monthYuan: amount.describe('本月完成投资; of the report for February, of January and February'),
  year: byKey(INVESTMENT_ITEMS, amount).describe('year to date by item'),
  newFixedAssetsYuan: amount.describe('新增固定资产, year to date'),
  funds: byKey(FUNDING_SOURCES, amount).describe('实际到位资金 by source, year to date'),
  payablesYuan: amount.describe('各项应付款'),
  floorAreaUnderConstructionM2: squareMetres.nullable(),
  floorAreaCompletedM2: squareMetres.nullable(),
  method: z.enum(METHODS).describe('which method is reported'),
  monthByProgressYuan: amount.describe('this month by 形象进度法'),
  monthByFinanceYuan: amount.describe('this month by 财务支出法'),
  nature: z.enum(PROJECT_NATURES).nullable(),
  holding: z.enum(HOLDINGS).nullable(),
  startMonth: yearMonth.nullable(),
  productionMonth: yearMonth.nullable(),
  statAreaCode: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
  industryCode: z
    .string()
    .regex(/^[A-T]?\d{4}$/)
    .nullable(),
})
export const returnForm = z.object(formShape(yuan.nullable()))
export type ReturnForm = z.infer<typeof returnForm>
export const returnFormInput = z.strictObject(formShape(yuanInput.nullable()))

const items = byKey(INVESTMENT_ITEMS, yuan)
export const notCountable = z.object({ reasonCode: z.string(), amountYuan: yuan })
const finding = z.object({
  rule: z.enum(REPORT_RULES),
  severity: z.enum(SEVERITIES),
  at: z.string(),
  message: z.string(),
  reason: z.string().nullable(),
})
const event = z.object({
  step: z.enum(RETURN_STEPS),
  fields: z.array(z.object({ field: z.string(), reason: z.string() })),
  note: z.string().nullable(),
  by: z.string(),
  byName: z.string(),
  at: instant,
})
const correction = z.object({
  correctionId: uuid,
  month: yearMonth,
  appearsIn: yearMonth,
  items,
  totalYuan: yuan,
  reasonCode: z.string(),
  note: z.string(),
  by: z.string(),
  at: instant,
  sourceKind,
})

export const reportReturn = z.object({
  projectId: uuid,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  month: yearMonth,
  firstMonth: yearMonth,
  dueOn: plainDate,
  state: z.enum(RETURN_STATES).nullable().describe('null: nobody has begun it'),
  version: version.describe('0: nobody has begun it'),
  form: returnForm.describe('as it was filled in; before that, what the register and the books give'),
  notCountable: z.array(notCountable),
  note: z.string().nullable(),
  books: z
    .object({
      lastYearEndYuan: yuan,
      yearBefore: items,
      correctionsYuan: yuan.describe('in yearBefore, appearing in this report for the first time'),
    })
    .describe('what the books say before this report'),
  items: items.describe('this report’s own: the year less the books before it'),
  findings: z.array(finding).describe('what the rules find in it as it stands'),
  faults: z.array(z.object({ at: z.string().nullable(), message: z.string() })).describe('what no zone can switch off'),
  lock: z
    .object({ code: z.enum(LOCKS), message: z.string() })
    .nullable()
    .describe('why it cannot be written now'),
  registeredOn: plainDate.nullable(),
  mayBuild: z.boolean().describe('a construction permit or evidence of the start has been brought'),
  severities: byKey(REPORT_RULES, z.enum(SEVERITIES)).describe('with these, books and registeredOn a page can judge the form itself'),
  planYuan: yuan.nullable().describe('planned for the months that it covers'),
  dispatchedYuan: yuan.nullable(),
  previous: z.object({ month: yearMonth, form: returnForm }).nullable().describe('the report before it'),
  corrections: z.array(correction).describe('of this month, after it was closed'),
  events: z.array(event).describe('oldest first'),
  exceptionUntil: plainDate.nullable(),
  sourceKind: sourceKind.nullable(),
})
export type ReportReturn = z.infer<typeof reportReturn>

const returnRow = z.object({
  projectId: uuid,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  owner: z.string().nullable(),
  serviceManager: z.string().nullable(),
  categoryCode: z.string().nullable(),
  clusterCode: z.string().nullable(),
  state: z.enum(RETURN_STATES).nullable(),
  version,
  monthYuan: yuan.nullable(),
  yearYuan: yuan.nullable(),
  planYuan: yuan.nullable(),
  dispatchedYuan: yuan.nullable(),
  differenceYuan: yuan.nullable().describe('reported less dispatched; null: one of them is missing'),
  previousMonthYuan: yuan.nullable(),
  warnings: z.number().int().describe('rules that were answered with a reason'),
  files: z.number().int().describe('of evidence of this return'),
  isLate: z.boolean(),
  lock: z.enum(LOCKS).nullable(),
  exceptionUntil: plainDate.nullable(),
  submittedBy: z.string().nullable(),
  submittedAt: instant.nullable(),
  returnedFor: z.string().nullable().describe('the newest reason for which it was returned'),
  sourceKind: sourceKind.nullable(),
})
export type ReturnRow = z.infer<typeof returnRow>

const ofReturn = z.object({ projectId: uuid, month: yearMonth })
const note = z.string().trim().max(500).nullable().optional()
const step = { method: 'POST', params: ofReturn, ifMatch: true, response: reportReturn } as const

export const reportRoutes = defineRoutes({
  'report.list': {
    method: 'GET',
    path: '/api/v1/report-periods/{month}/returns',
    rights: READERS,
    params: z.object({ month: yearMonth }),
    query: z.object({
      q: z.string().max(200).optional(),
      state: listOf(z.enum([...RETURN_STATES, 'none'])).optional(),
      serviceManager: listOf(z.string()).optional(),
      categoryCode: listOf(z.string()).optional(),
      clusterCode: listOf(z.string()).optional(),
      late: flag.optional(),
    }),
    response: z.object({
      month: yearMonth,
      firstMonth: yearMonth,
      businessOn: plainDate,
      rows: z.array(returnRow).describe('what waits for a reviewer first, the largest difference first'),
      totals: z.object({
        projects: z.number().int(),
        monthYuan: yuan,
        yearYuan: yuan,
        planYuan: yuan,
        dispatchedYuan: yuan,
      }),
    }),
    summary: { zh: '一期的月报', en: 'Returns of a period' },
  },
  'report.show': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/returns/{month}',
    rights: READERS,
    params: ofReturn,
    response: reportReturn,
    summary: { zh: '项目月报', en: 'A project’s return of a month' },
  },
  'report.save': {
    method: 'PUT',
    path: '/api/v1/projects/{projectId}/returns/{month}',
    rights: REPORTERS,
    params: ofReturn,
    body: z.strictObject({
      form: returnFormInput,
      notCountable: z
        .array(z.strictObject({ reasonCode: z.string(), amountYuan: yuanInput }))
        .max(20)
        .default([]),
      reasons: z.partialRecord(z.enum(REPORT_RULES), z.string().trim().max(500)).default({}).describe('by rule, for what is soft'),
      note,
    }),
    ifMatch: true,
    response: reportReturn,
    summary: { zh: '保存月报草稿', en: 'Save a return' },
  },
  'report.submit': {
    ...step,
    path: '/api/v1/projects/{projectId}/returns/{month}/submit',
    rights: REPORTERS,
    transaction: 'none',
    summary: { zh: '提交月报', en: 'Hand a return in' },
  },
  'report.recall': {
    ...step,
    path: '/api/v1/projects/{projectId}/returns/{month}/recall',
    rights: REPORTERS,
    summary: { zh: '撤回已提交的月报', en: 'Take a return back that nobody has looked at' },
  },
  'report.review': {
    ...step,
    path: '/api/v1/projects/{projectId}/returns/{month}/review',
    rights: REVIEWERS,
    summary: { zh: '开始审核', en: 'Begin to look a return through' },
  },
  'report.return': {
    ...step,
    path: '/api/v1/projects/{projectId}/returns/{month}/return',
    rights: REVIEWERS,
    body: z.strictObject({
      fields: z
        .array(z.strictObject({ field: z.string().max(60), reason: z.string().trim().min(1).max(300) }))
        .max(40)
        .default([]),
      note: z.string().trim().min(1).max(500),
    }),
    summary: { zh: '退回月报', en: 'Return it with reasons' },
  },
  'report.verify': {
    ...step,
    path: '/api/v1/projects/{projectId}/returns/{month}/verify',
    rights: STATISTICIANS,
    summary: { zh: '核定月报', en: 'Verify a return' },
  },
  'report.verify-many': {
    method: 'POST',
    path: '/api/v1/report-periods/{month}/verify',
    rights: STATISTICIANS,
    params: z.object({ month: yearMonth }),
    body: z.strictObject({
      returns: z
        .array(z.strictObject({ projectId: uuid, version }))
        .min(1)
        .max(5000),
    }),
    response: z.object({
      verified: z.number().int(),
      refused: z.array(z.object({ projectId: uuid, projectNo: z.string(), message: z.string() })),
    }),
    summary: { zh: '批量核定', en: 'Verify many returns at once' },
  },
  'report.correct': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/returns/{month}/corrections',
    rights: STATISTICIANS,
    params: ofReturn,
    body: z.strictObject({
      items: z
        .strictObject(
          Object.fromEntries(INVESTMENT_ITEMS.map((item) => [item, yuanInput.optional()])) as Record<
            (typeof INVESTMENT_ITEMS)[number],
            z.ZodOptional<typeof yuanInput>
          >,
        )
        .describe('what is added to the month; negative takes away'),
      reasonCode: z.string(),
      note: z.string().trim().min(1).max(500),
    }),
    response: reportReturn,
    summary: { zh: '更正已关账月份', en: 'Correct a closed month' },
  },
})

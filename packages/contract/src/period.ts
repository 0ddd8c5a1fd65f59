import { z } from 'zod'
import { REPORT_RULES, SEVERITIES } from '@ballast/domain/report/rules.ts'
import { READERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, uuid, version, yearMonth, yuan } from './scalars.ts'

/** Who runs the monthly reports of the zone. */
export const STATISTICIANS: Rights = { administrator: 'zone', statistics_officer: 'zone' }

const counts = z.object({
  due: z.number().int().describe('registered projects that have to report'),
  missing: z.number().int().describe('of those, without a return that was handed in'),
  draft: z.number().int(),
  submitted: z.number().int(),
  inReview: z.number().int(),
  returned: z.number().int(),
  verified: z.number().int(),
  closed: z.number().int(),
})

export const reportPeriod = z.object({
  month: yearMonth.describe('the last month that it covers; its name'),
  firstMonth: yearMonth.describe('January where it is reported with February'),
  opensOn: plainDate,
  dueOn: plainDate,
  closesOn: plainDate,
  closedAt: instant.nullable(),
  closedBy: z.string().nullable().describe('login'),
  version,
  counts: counts.describe('of the projects in reach of who asks'),
  reportedYuan: yuan.describe('of this report: verified and closed returns, without corrections'),
})
export type ReportPeriod = z.infer<typeof reportPeriod>

const calendar = z.object({
  opensAfter: z.number().int().min(1).max(60).describe('working days after the last day of the month'),
  dueAfter: z.number().int().min(1).max(60),
  closesAfter: z.number().int().min(1).max(60),
  joinsJanuary: z.boolean().describe('January is reported with February'),
  citation: z.string().nullable(),
})

const settings = z.object({
  calendar: calendar.extend({ version: version.describe('0: the preset, not yet laid down by the zone') }),
  rules: z.array(
    z.object({
      rule: z.enum(REPORT_RULES),
      severity: z.enum(SEVERITIES),
      version,
      refused: z.number().int().describe('how often it refused a return'),
      accepted: z.number().int().describe('how often it was answered with a reason'),
    }),
  ),
})
export type ReportSettings = z.infer<typeof settings>

const ofPeriod = z.object({ month: yearMonth })

export const periodRoutes = defineRoutes({
  'period.list': {
    method: 'GET',
    path: '/api/v1/report-periods',
    rights: READERS,
    response: z.object({
      businessOn: plainDate,
      periods: z.array(reportPeriod).describe('newest first'),
      next: yearMonth.describe('the period that can be opened next'),
    }),
    summary: { zh: '上报期', en: 'Reporting periods' },
  },
  'period.open': {
    method: 'POST',
    path: '/api/v1/report-periods',
    rights: STATISTICIANS,
    body: z.strictObject({ month: yearMonth }),
    response: reportPeriod,
    summary: { zh: '开放上报期', en: 'Open a reporting period' },
  },
  'period.edit': {
    method: 'PATCH',
    path: '/api/v1/report-periods/{month}',
    rights: STATISTICIANS,
    params: ofPeriod,
    body: z.strictObject({
      opensOn: plainDate.optional(),
      dueOn: plainDate.optional(),
      closesOn: plainDate.optional(),
      reason: z.string().trim().min(1).max(500),
    }),
    ifMatch: true,
    response: reportPeriod,
    summary: { zh: '调整上报期日期', en: 'Move the dates of a reporting period' },
  },
  'period.close': {
    method: 'POST',
    path: '/api/v1/report-periods/{month}/close',
    rights: STATISTICIANS,
    params: ofPeriod,
    body: z.strictObject({
      missingReason: z.string().trim().max(500).optional().describe('why it is closed although returns are missing'),
    }),
    ifMatch: true,
    response: reportPeriod,
    summary: { zh: '关账', en: 'Close a reporting period' },
  },
  'period.except': {
    method: 'PUT',
    path: '/api/v1/report-periods/{month}/exceptions/{projectId}',
    rights: STATISTICIANS,
    params: ofPeriod.extend({ projectId: uuid }),
    body: z.strictObject({ untilOn: plainDate, reason: z.string().trim().min(1).max(500) }),
    response: z.object({ projectId: uuid, untilOn: plainDate, reason: z.string() }),
    summary: { zh: '许可逾期上报', en: 'Let a project report later' },
  },
  'period.settings': {
    method: 'GET',
    path: '/api/v1/report-settings',
    rights: READERS,
    response: settings,
    summary: { zh: '上报日历与审核规则', en: 'Calendar and rules of the monthly reports' },
  },
  'period.edit-calendar': {
    method: 'PUT',
    path: '/api/v1/report-settings/calendar',
    rights: STATISTICIANS,
    body: z.strictObject(calendar.shape),
    ifMatch: true,
    response: settings,
    summary: { zh: '修改上报日历', en: 'Edit the reporting calendar' },
  },
  'period.edit-rule': {
    method: 'PUT',
    path: '/api/v1/report-settings/rules/{rule}',
    rights: STATISTICIANS,
    params: z.object({ rule: z.enum(REPORT_RULES) }),
    body: z.strictObject({ severity: z.enum(SEVERITIES) }),
    ifMatch: true,
    response: settings,
    summary: { zh: '修改审核规则的力度', en: 'Switch a rule of the monthly reports' },
  },
})

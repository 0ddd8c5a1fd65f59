import { z } from 'zod'
import { ESCALATION_STEPS } from '@ballast/domain/light/escalation.ts'
import { light, lightKind, owes, watchedProject } from './light.ts'
import { flag, listOf } from './list.ts'
import { PLANNERS, WATCHERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, uuid, version, yuan } from './scalars.ts'

const step = z.enum(ESCALATION_STEPS)

const event = z.object({
  what: z.enum([...ESCALATION_STEPS, 'reply', 'closed']),
  on: plainDate,
  dueOn: plainDate.nullable().describe('a reply is due; of a reply: the day that it promises'),
  text: z.string().nullable(),
  owes: owes.nullable(),
  stakeYuan: yuan.nullable().describe('the plan of the year in force on that day'),
  by: z.string().describe('login'),
  byName: z.string(),
  at: instant,
})

const row = z.object({
  escalationId: uuid,
  version,
  ...watchedProject,
  kind: lightKind,
  ruleZh: z.string(),
  ruleEn: z.string(),
  redSince: plainDate,
  step,
  stepOn: plainDate,
  replyDueOn: plainDate.nullable(),
  promisedOn: plainDate.nullable().describe('the clock stands until this day'),
  letter: z.object({ year: z.number().int(), number: z.number().int() }).nullable(),
  closedOn: plainDate.nullable(),
  nextStep: z
    .object({ step, dueOn: plainDate.nullable().describe('null: beyond the calendar') })
    .nullable()
    .describe('what follows when nothing is done'),
  isReplyOverdue: z.boolean(),
  owes,
})
export type EscalationRow = z.infer<typeof row>

const list = z.object({
  businessOn: plainDate,
  rows: z.array(row).describe('furthest step first, then the longest red'),
  totals: z.object({ count: z.number().int(), projects: z.number().int(), totalYuan: yuan, planYuan: yuan }),
})
export type EscalationList = z.infer<typeof list>

const escalation = z.object({
  ...row.shape,
  events: z.array(event).describe('oldest first'),
  light: light.nullable().describe('as it is today; null: it has gone out'),
})
export type Escalation = z.infer<typeof escalation>

const raised = z.object({
  businessOn: plainDate,
  isTrial: z.boolean(),
  raised: z.array(
    z.object({
      projectId: uuid,
      projectNo: z.string(),
      nameZh: z.string(),
      nameEn: z.string().nullable(),
      kind: lightKind,
      ruleZh: z.string(),
      ruleEn: z.string(),
      what: z.enum([...ESCALATION_STEPS, 'closed']),
      replyDueOn: plainDate.nullable(),
    }),
  ),
})
export type EscalationRun = z.infer<typeof raised>

/** Whoever may owe what a light asks for. */
const REPLIERS: Rights = {
  administrator: 'zone',
  planner: 'zone',
  approver: 'zone',
  land_officer: 'zone',
  finance: 'zone',
  statistics_officer: 'zone',
  service_manager: 'own_projects',
}

export const escalationRoutes = defineRoutes({
  'escalation.run': {
    method: 'POST',
    path: '/api/v1/escalation-runs',
    rights: PLANNERS,
    body: z.strictObject({ isTrial: z.boolean().default(false).describe('says what would be raised and writes nothing') }),
    response: raised,
    summary: { zh: '按步骤发起督办（重复执行不会重复发起）', en: 'Raise every step that is due; done again it raises nothing twice' },
  },
  'escalation.list': {
    method: 'GET',
    path: '/api/v1/escalations',
    rights: WATCHERS,
    query: z.object({
      step: listOf(step).optional(),
      closed: flag.optional().describe('those that are closed instead of the open ones'),
      serviceManager: listOf(z.string()).optional(),
      projectId: uuid.optional(),
    }),
    response: list,
    summary: { zh: '督办清单', en: 'Reminders, supervision letters and the list for the leadership' },
  },
  'escalation.show': {
    method: 'GET',
    path: '/api/v1/escalations/{escalationId}',
    rights: WATCHERS,
    params: z.object({ escalationId: uuid }),
    response: escalation,
    summary: { zh: '督办事项（含督办单）', en: 'One escalation, with its letter' },
  },
  'escalation.reply': {
    method: 'POST',
    path: '/api/v1/escalations/{escalationId}/reply',
    rights: REPLIERS,
    params: z.object({ escalationId: uuid }),
    body: z.strictObject({
      text: z.string().trim().min(1).max(2000),
      promisedOn: plainDate.describe('the day by which it will be done; the clock stands until then'),
    }),
    ifMatch: true,
    response: escalation,
    summary: { zh: '回复督办（承诺完成日期，计时暂停至该日）', en: 'Reply to an escalation, with a day by which it will be done' },
  },
})

import { z } from 'zod'
import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { OFFICE, PLANNERS, ROLES, WATCHERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, sourceKind, uuid, version, yearMonth, yuan, yuanInput } from './scalars.ts'

/** As the engine names them; a test holds both against each other. */
export const ACTION_KINDS = ['expedite', 'visit', 'front-load', 'reserve'] as const
export type ActionKind = (typeof ACTION_KINDS)[number]
export const ACTION_LIMITS = [
  'visits',
  'manager-visits',
  'approvals',
  'funds',
  'reserve-starts',
  'per-project',
  'once',
  'conflict',
  'needs',
  'share',
] as const
export const ACTION_STATES = ['open', 'done', 'dropped'] as const

const kind = z.enum(ACTION_KINDS)
const gate = z.enum(LIFE_GATES)
const role = z.enum(ROLES)
const chance = z.number().min(0).max(1)
const capacity = z.number().int().min(0).max(10_000).nullable().describe('null: not entered, and then no plan is computed')

const kindFacts = z.strictObject({
  costYuan: yuanInput.describe('of one action'),
  costRate: z.number().min(0).max(1).describe('of funds that are brought forward: cost by yuan'),
  lagMonths: z.number().int().min(0).max(6).describe('months after its own by whose end the gate is passed when it works'),
  gain: z.number().min(0).max(1).describe('visit: added to the speed of works; funds: the part of the year’s plan that comes earlier'),
  worked: z.number().min(0.5).max(1000).describe('assumed: of worked + failed such actions so many work'),
  failed: z.number().min(0.5).max(1000),
})

export const actionFacts = z.strictObject({
  months: z.number().int().min(1).max(6).describe('how many months ahead are planned for'),
  perProject: z.number().int().min(1).max(4),
  conflicts: z
    .array(z.tuple([kind, kind]))
    .max(6)
    .describe('a project gets one or the other'),
  kinds: z.strictObject({ expedite: kindFacts, visit: kindFacts, 'front-load': kindFacts, reserve: kindFacts }),
  visitsPerMonth: capacity,
  visitsPerManagerMonth: capacity,
  offices: z.array(z.strictObject({ office: role, gates: z.array(gate).min(1), perMonth: capacity })).max(11),
  fundsPerQuarterYuan: yuanInput.nullable(),
  reservePerMonth: capacity,
})
export type ActionFacts = z.infer<typeof actionFacts>

const settings = z.object({
  version,
  validFrom: plainDate,
  sourceKind,
  changedByName: z.string().nullable(),
  facts: actionFacts,
  measured: z.array(z.object({ kind, n: z.number().int(), worked: z.number().int() })).describe('what came of tasks that were done'),
})
export type ActionSettings = z.infer<typeof settings>

const project = { projectId: uuid, projectNo: z.string(), nameZh: z.string(), nameEn: z.string().nullable() }
const limit = z.object({
  kind: z.enum(ACTION_LIMITS),
  of: z.string().nullable().describe('the service manager, the office, or the project'),
  month: yearMonth.nullable(),
})
export type ActionLimit = z.infer<typeof limit>

const line = z.object({
  ...project,
  lineId: z.string(),
  kind,
  gate: gate.nullable(),
  month: yearMonth.describe('in which it is done'),
  effectMonth: yearMonth.describe('by whose end its effect shows'),
  costYuan: yuan,
  fundsYuan: yuan,
  gainYuan: yuan.describe('what it adds to the year on average, whether it works or not'),
  avoidedYuan: yuan.describe('what of the expected shortfall it avoids, alone'),
  assigneeRole: role,
  assignee: z.string().nullable(),
  dueOn: plainDate,
})
export type ActionLine = z.infer<typeof line>

const end = z.object({
  year10Yuan: yuan,
  year50Yuan: yuan,
  year90Yuan: yuan,
  reached: chance,
  both: chance.describe('target and industry’s share'),
  shortfallYuan: yuan.describe('mean of what is missing to the target'),
})

const planRow = z.object({
  planId: uuid,
  runId: uuid,
  year: z.number().int(),
  asOf: yearMonth,
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  done: z.number().int(),
  total: z.number().int(),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  startedByName: z.string(),
  startedAt: instant,
  acceptedByName: z.string().nullable(),
  acceptedAt: instant.nullable(),
})
export type ActionPlanRow = z.infer<typeof planRow>

const plan = z.object({
  ...planRow.shape,
  targetYuan: yuan,
  candidates: z.number().int(),
  before: end,
  after: end.describe('simulated with all chosen actions together'),
  greedy: end.describe('the most valuable first, as one would by hand'),
  greedyLines: z.number().int(),
  method: z.enum(['milp', 'greedy']).describe('whose choice was the best in the simulation'),
  rounds: z.array(
    z.object({
      state: z.enum(['optimal', 'time-limit', 'none']),
      valueYuan: yuan,
      boundYuan: yuan.nullable().describe('no choice is worth more'),
      greedyValueYuan: yuan,
      shortfallYuan: yuan,
    }),
  ),
  lines: z.array(line).describe('the most valuable first'),
  left: z.array(z.object({ ...line.shape, limit: limit.nullable().describe('null: it costs more than it still adds') })),
  limits: z.array(z.object({ limit, used: z.number(), most: z.number().describe('number of things, or 亿元 of funds') })),
  facts: actionFacts,
  measured: z.array(z.object({ kind, n: z.number().int(), worked: z.number().int() })),
})
export type ActionPlan = z.infer<typeof plan>

const task = z.object({
  ...project,
  taskId: uuid,
  version,
  planId: uuid,
  kind,
  gate: gate.nullable(),
  month: yearMonth,
  effectMonth: yearMonth,
  assigneeRole: role,
  assignee: z.string().nullable(),
  dueOn: plainDate,
  state: z.enum(ACTION_STATES),
  isLate: z.boolean(),
  closedOn: plainDate.nullable(),
  reason: z.string().nullable(),
  gainYuan: yuan,
  outcome: z
    .object({ hasWorked: z.boolean(), baseYuan: yuan, actedYuan: yuan, outcomeYuan: yuan.nullable() })
    .nullable()
    .describe('null: not measured'),
})
export type ActionTask = z.infer<typeof task>
const tasks = z.object({ rows: z.array(task).describe('what is due first; closed ones after') })

const planId = z.object({ planId: uuid })
/** Who does what a plan asks for: each closes his own tasks, planners all. */
const DOERS: Rights = {
  administrator: 'zone',
  planner: 'zone',
  approver: 'zone',
  land_officer: 'zone',
  statistics_officer: 'zone',
  finance: 'zone',
  service_manager: 'own_projects',
}

export const actionRoutes = defineRoutes({
  'action.settings': {
    method: 'GET',
    path: '/api/v1/action-settings',
    rights: OFFICE,
    response: settings,
    summary: { zh: '措施参数：成本、效果假设、可用能力', en: 'Actions: cost, assumed effect, capacity' },
  },
  'action.save-settings': {
    method: 'PUT',
    path: '/api/v1/action-settings',
    rights: PLANNERS,
    ifMatch: true,
    body: z.strictObject({ validFrom: plainDate, facts: actionFacts }),
    response: settings,
    summary: { zh: '修改措施参数', en: 'Edit the settings of actions' },
  },
  'action.list': {
    method: 'GET',
    path: '/api/v1/action-plans',
    rights: OFFICE,
    response: z.object({ rows: z.array(planRow).describe('the newest first') }),
    summary: { zh: '措施方案清单', en: 'Plans of actions' },
  },
  'action.show': {
    method: 'GET',
    path: '/api/v1/action-plans/{planId}',
    rights: OFFICE,
    params: planId,
    response: plan,
    summary: { zh: '一个措施方案', en: 'One plan of actions' },
  },
  'action.plan': {
    method: 'POST',
    path: '/api/v1/action-plans',
    rights: PLANNERS,
    transaction: 'none',
    body: z.strictObject({ runId: uuid.describe('the forecast that it stands on') }),
    response: planRow,
    summary: { zh: '计算措施方案（后台任务）', en: 'Compute a plan of actions, in the background' },
  },
  'action.cancel': {
    method: 'POST',
    path: '/api/v1/action-plans/{planId}/cancel',
    rights: PLANNERS,
    transaction: 'none',
    params: planId,
    response: planRow,
    summary: { zh: '取消措施计算', en: 'Cancel a plan that is being computed' },
  },
  'action.accept': {
    method: 'POST',
    path: '/api/v1/action-plans/{planId}/accept',
    rights: PLANNERS,
    params: planId,
    body: z.strictObject({
      lines: z
        .array(z.strictObject({ lineId: z.string().max(200), assignee: z.string().trim().min(1).max(100).nullable(), dueOn: plainDate }))
        .min(1)
        .max(500)
        .describe('chosen ones that stay, and others of those left out'),
    }),
    response: tasks,
    summary: { zh: '采纳方案，生成任务', en: 'Accept a plan: its lines become tasks' },
  },
  'action-task.list': {
    method: 'GET',
    path: '/api/v1/action-tasks',
    rights: WATCHERS,
    query: z.object({ projectId: uuid.optional(), state: z.enum(ACTION_STATES).optional() }),
    response: tasks,
    summary: { zh: '措施任务', en: 'Tasks of actions' },
  },
  'action-task.close': {
    method: 'POST',
    path: '/api/v1/action-tasks/{taskId}/close',
    rights: DOERS,
    ifMatch: true,
    params: z.object({ taskId: uuid }),
    body: z.strictObject({ state: z.enum(['done', 'dropped']), on: plainDate, reason: z.string().trim().min(1).max(500).nullable() }),
    response: task,
    summary: { zh: '办结或放弃措施任务', en: 'A task is done, or dropped with a reason' },
  },
  'action-task.measure': {
    method: 'POST',
    path: '/api/v1/action-tasks/measure',
    rights: PLANNERS,
    body: z.strictObject({}),
    response: z.object({ measured: z.number().int() }),
    summary: { zh: '对照实际测定措施效果', en: 'Measure what came of actions whose month is over' },
  },
})

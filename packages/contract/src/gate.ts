import { z } from 'zod'
import { CONDITION_KINDS, LIFE_GATES, STANDINGS, type LifeGate } from '@ballast/domain/gate/life.ts'
import { PLANNERS, READERS, ROLES, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, sourceKind, uuid, version, yuan, yuanInput } from './scalars.ts'

export const lifeGate = z.enum(LIFE_GATES)
const role = z.enum(ROLES)
const note = z.string().trim().max(500)
const reason = z.string().trim().min(1).max(500)

const fulfilment = z.object({
  version,
  fulfilledOn: plainDate,
  documentNo: z.string().nullable(),
  figureYuan: yuan.nullable(),
  note: z.string().nullable(),
  waivedReason: z.string().nullable().describe('why it is done without'),
  by: z.string().describe('login'),
  at: instant,
  sourceKind,
  citation: z.string().nullable(),
})

const condition = z.object({
  conditionCode: z.string(),
  kind: z.enum(CONDITION_KINDS),
  nameZh: z.string(),
  nameEn: z.string(),
  owedBy: role.describe('the role that has to bring it'),
  isRequired: z.boolean().describe('false: advice'),
  needsEvidence: z.boolean().describe('a file is expected with it'),
  minimumYuan: yuan.nullable(),
  isMet: z.boolean(),
  sourceKind,
  citation: z.string().nullable().describe('where it is laid down'),
  fulfilment: fulfilment.nullable(),
})
export type GateCondition = z.infer<typeof condition>

const gate = z.object({
  gate: lifeGate,
  version: version.describe('goes back in If-Match; 0 before anything was noted'),
  plannedOn: plainDate.nullable(),
  forecastOn: plainDate.nullable(),
  actualOn: plainDate.nullable().describe('the gate is passed'),
  isBlocking: z.boolean().describe('later gates wait for it'),
  passedBy: z.string().nullable().describe('login'),
  passedAt: instant.nullable(),
  sourceKind: sourceKind.nullable(),
  citation: z.string().nullable(),
  obstacles: z
    .array(z.object({ code: z.string(), message: z.string(), owedBy: role.nullable() }))
    .describe('what stands in the way of passing it today'),
  conditions: z.array(condition),
})
export type Gate = z.infer<typeof gate>

const sheet = z.object({
  projectId: uuid,
  projectVersion: version,
  type: z.object({ typeCode: z.string(), nameZh: z.string(), nameEn: z.string() }).nullable(),
  standing: z.enum(STANDINGS),
  standingSince: plainDate.nullable(),
  businessOn: plainDate,
  openPlanYuan: yuan.describe('the plan in force from this month on: what stopping the project puts at risk'),
  gates: z.array(gate).describe('those that apply, in their order'),
  changes: z
    .array(
      z.object({
        gate: lifeGate,
        which: z.enum(['planned', 'forecast', 'actual']),
        fromOn: plainDate.nullable(),
        toOn: plainDate.nullable(),
        reasonCode: z.string(),
        note: z.string().nullable(),
        by: z.string().describe('login'),
        at: instant,
      }),
    )
    .describe('slip history, newest first'),
  standings: z.array(
    z.object({
      from: z.enum(STANDINGS),
      to: z.enum(STANDINGS),
      sinceOn: plainDate,
      reason: z.string(),
      openPlanYuan: yuan,
      by: z.string(),
      at: instant,
    }),
  ),
})
export type GateSheet = z.infer<typeof sheet>

/** Who says that a gate is passed: whoever has the document in hand that makes it so. Registration is passed by its queue. */
const PASSERS: Readonly<Record<Exclude<LifeGate, 'registration'>, Rights>> = {
  signing: { administrator: 'zone', planner: 'zone', service_manager: 'own_projects' },
  land_award: { administrator: 'zone', land_officer: 'zone' },
  construction_start: { administrator: 'zone', approver: 'zone' },
  completion: { administrator: 'zone', approver: 'zone' },
  production: { administrator: 'zone', statistics_officer: 'zone', service_manager: 'own_projects' },
  full_capacity: { administrator: 'zone', statistics_officer: 'zone', service_manager: 'own_projects' },
}
/** Whoever may bring something; that it is his to bring, the condition itself says. */
const BRINGERS: Rights = {
  administrator: 'zone',
  planner: 'zone',
  approver: 'zone',
  land_officer: 'zone',
  finance: 'zone',
  statistics_officer: 'zone',
  service_manager: 'own_projects',
  enterprise_reporter: 'own_enterprise',
}
const FORECASTERS: Rights = { administrator: 'zone', planner: 'zone', service_manager: 'own_projects' }

const ofProject = z.object({ projectId: uuid })
const ofGate = z.object({ projectId: uuid, gate: lifeGate })
const ofCondition = z.object({ projectId: uuid, conditionCode: z.string() })

const passing = <G extends keyof typeof PASSERS>(name: G, zh: string, en: string) =>
  ({
    method: 'POST',
    path: `/api/v1/projects/{projectId}/gates/${name}/passing`,
    rights: PASSERS[name],
    params: ofProject,
    body: z.strictObject({ on: plainDate, note: note.nullable().optional() }),
    ifMatch: true,
    response: sheet,
    summary: { zh, en },
  }) as const

export const gateRoutes = defineRoutes({
  'gate.show': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/gates',
    rights: READERS,
    params: ofProject,
    response: sheet,
    summary: { zh: '项目节点：条件、日期、变更', en: 'Gates of a project: conditions, dates, changes' },
  },
  'gate.pass-signing': passing('signing', '确认签约', 'Pass the gate: signing'),
  'gate.pass-land-award': passing('land_award', '确认摘牌', 'Pass the gate: land award'),
  'gate.pass-construction-start': passing('construction_start', '确认开工', 'Pass the gate: construction start'),
  'gate.pass-completion': passing('completion', '确认竣工', 'Pass the gate: completion'),
  'gate.pass-production': passing('production', '确认投产', 'Pass the gate: production'),
  'gate.pass-full-capacity': passing('full_capacity', '确认达产', 'Pass the gate: full capacity'),
  'gate.reopen': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/gates/{gate}/reopening',
    rights: PLANNERS,
    params: ofGate,
    body: z.strictObject({ reason }),
    ifMatch: true,
    response: sheet,
    summary: { zh: '退回已通过的节点', en: 'Take back a gate that was passed' },
  },
  'gate.forecast': {
    method: 'PUT',
    path: '/api/v1/projects/{projectId}/gates/{gate}/forecast',
    rights: FORECASTERS,
    params: ofGate,
    body: z.strictObject({ on: plainDate.nullable(), reasonCode: z.string().min(1).max(64), note: note.nullable().optional() }),
    ifMatch: true,
    response: sheet,
    summary: { zh: '预计日期及原因', en: 'When a gate is expected, and why' },
  },
  'gate.fulfil': {
    method: 'PUT',
    path: '/api/v1/projects/{projectId}/conditions/{conditionCode}',
    rights: BRINGERS,
    params: ofCondition,
    body: z.strictObject({
      fulfilledOn: plainDate,
      documentNo: z.string().trim().max(200).nullable().optional(),
      figureYuan: yuanInput.nullable().optional(),
      note: note.nullable().optional(),
    }),
    ifMatch: true,
    response: sheet,
    summary: { zh: '办结节点条件', en: 'Bring what a gate needs' },
  },
  'gate.withdraw': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/conditions/{conditionCode}/withdrawal',
    rights: BRINGERS,
    params: ofCondition,
    body: z.strictObject({ reason }),
    ifMatch: true,
    response: sheet,
    summary: { zh: '撤回已办结的条件', en: 'Take back what was brought for a gate' },
  },
  'gate.waive': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/conditions/{conditionCode}/waiver',
    rights: PLANNERS,
    params: ofCondition,
    body: z.strictObject({ reason }),
    ifMatch: true,
    response: sheet,
    summary: { zh: '豁免节点条件', en: 'Do without a condition of a gate' },
  },
  'gate.change-standing': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/standing',
    rights: PLANNERS,
    params: ofProject,
    body: z.strictObject({ to: z.enum(STANDINGS), sinceOn: plainDate, reason }),
    ifMatch: true,
    response: sheet,
    summary: { zh: '暂缓、停止、退出或恢复项目', en: 'Suspend, stop, withdraw or resume a project' },
  },
})

/** Planned dates and the type are facts of the register: they are for the zone's planners to change. */
export const lifeRoutes = defineRoutes({
  'gate.plan-dates': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/planned-dates',
    rights: PLANNERS,
    params: ofProject,
    body: z.strictObject({
      gate: lifeGate,
      on: plainDate,
      mode: z.enum(['template', 'shift', 'alone']).describe('what becomes of the later gates'),
      reasonCode: z.string().min(1).max(64),
      note: note.nullable().optional(),
      dryRun: z.boolean().default(false).describe('says what would move and writes nothing'),
    }),
    ifMatch: true,
    response: z.object({
      projectId: uuid,
      version,
      legs: z.array(
        z.object({
          gate: lifeGate,
          fromOn: plainDate.nullable(),
          toOn: plainDate.nullable(),
          isEstimate: z.boolean().describe('beyond the published calendar: weekends alone are known'),
        }),
      ),
    }),
    summary: { zh: '调整计划日期，后续节点顺延或按模板', en: 'Move planned dates; later gates shift or follow the template' },
  },
  'gate.set-type': {
    method: 'PUT',
    path: '/api/v1/projects/{projectId}/type',
    rights: PLANNERS,
    params: ofProject,
    body: z.strictObject({ typeCode: z.string().min(1).max(64).nullable() }),
    ifMatch: true,
    response: sheet,
    summary: { zh: '设置项目类型', en: 'Set the type of a project' },
  },
})
export type PlannedDates = z.infer<(typeof lifeRoutes)['gate.plan-dates']['response']>

/** The action that passes a gate; registration is passed with the number in the library. */
export const PASS_ACTIONS = {
  signing: 'gate.pass-signing',
  land_award: 'gate.pass-land-award',
  registration: 'registration.register',
  construction_start: 'gate.pass-construction-start',
  completion: 'gate.pass-completion',
  production: 'gate.pass-production',
  full_capacity: 'gate.pass-full-capacity',
} as const satisfies Record<LifeGate, keyof typeof gateRoutes | 'registration.register'>

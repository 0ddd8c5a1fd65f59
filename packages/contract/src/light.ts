import { z } from 'zod'
import { ESCALATION_STEPS } from '@ballast/domain/light/escalation.ts'
import { LIGHT_KINDS, LIGHT_UNITS, STUCK_LISTS } from '@ballast/domain/light/light-rule.ts'
import { LIGHT_COLOURS } from '@ballast/domain/light/lights.ts'
import { lifeGate } from './gate.ts'
import { listOf } from './list.ts'
import { ADMINISTRATORS, PLANNERS, ROLES, WATCHERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, sourceKind, uuid, version, yuan } from './scalars.ts'

export const lightKind = z.enum(LIGHT_KINDS)
export const lightColour = z.enum(LIGHT_COLOURS)
const role = z.enum(ROLES)
const text = z.string().trim().min(1).max(200)

/** Who owes something: the role, and the person where the project or the rule names one. */
export const owes = z.object({ role, person: z.string().nullable() })

/** A project as lists about gates show it. */
export const watchedProject = {
  projectId: uuid,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  serviceManager: z.string().nullable(),
  bureauCode: z.string().nullable(),
  categoryCode: z.string().nullable(),
  clusterCode: z.string().nullable(),
  totalYuan: yuan.nullable(),
  planYuan: yuan.nullable().describe('countable plan in force of the year of the business date; null: not in the plan'),
  sourceKind,
  simulated: z.array(z.string()).describe('fields of this row whose value is simulated'),
  entered: z.array(z.string()),
}

export const light = z.object({
  kind: lightKind,
  colour: lightColour.describe('that counts: the rule’s own, or a paler one that somebody answers for'),
  ruleColour: z.enum(['yellow', 'red']),
  since: plainDate.describe('turned to the rule’s colour on this day'),
  countedFrom: plainDate,
  owed: lifeGate.nullable().describe('the gate that puts it out; null: money does'),
  points: z.string().nullable().describe('of a rule that measures: percentage points behind at the end of the last month'),
  says: z.string().describe('what is owed, in the caller’s language'),
  owes,
  override: z
    .object({
      overrideId: uuid,
      colour: z.enum(['green', 'yellow']),
      reason: z.string(),
      untilOn: plainDate,
      by: z.string().describe('login'),
      at: instant,
    })
    .nullable(),
})
export type Light = z.infer<typeof light>

export const watchFilter = z.object({
  q: z.string().max(200).optional().describe('each word must stand in a name, code, pinyin or pinyin initials'),
  serviceManager: listOf(z.string()).optional(),
  bureauCode: listOf(z.string()).optional(),
  categoryCode: listOf(z.string()).optional(),
  clusterCode: listOf(z.string()).optional(),
})
export type WatchFilter = z.output<typeof watchFilter>

const lightRow = z.object({ ...watchedProject, light })
export type LightRow = z.infer<typeof lightRow>

const lightList = z.object({
  businessOn: plainDate,
  rows: z.array(lightRow).describe('red first, then the longest; those that somebody answers for last'),
  totals: z.object({
    lights: z.number().int(),
    red: z.number().int(),
    yellow: z.number().int(),
    green: z.number().int().describe('put out by an override'),
    projects: z.number().int(),
    totalYuan: yuan.describe('of the projects, each once'),
    planYuan: yuan.describe('of the projects, each once'),
  }),
  undecided: z.number().int().describe('rules whose working days lie outside the calendar, counted by project'),
})
export type LightList = z.infer<typeof lightList>

const stuckRow = z.object({
  ...watchedProject,
  since: plainDate.describe('the day on which the last gate was passed'),
  days: z.number().int(),
  workdays: z.number().int().nullable().describe('null: the calendar does not reach that far back'),
  expectedOn: plainDate.nullable().describe('forecast of the next gate, else its planned date'),
  light: light.nullable().describe('of the rule about this list'),
  owes,
})
export type StuckRow = z.infer<typeof stuckRow>

export const stuckTotals = z.object({ count: z.number().int(), totalYuan: yuan, planYuan: yuan })
const stuckList = z.object({
  list: z.enum(STUCK_LISTS),
  businessOn: plainDate,
  rows: z.array(stuckRow).describe('the longest first'),
  totals: stuckTotals,
})
export type StuckListAnswer = z.infer<typeof stuckList>

const summary = z.object({
  businessOn: plainDate,
  isSimulated: z.boolean().describe('some of the amounts or dates are simulated'),
  lights: z.object({ red: z.number().int(), yellow: z.number().int() }),
  projects: z.object({
    red: z.number().int().describe('with a light of this colour, as the list filtered by it shows'),
    yellow: z.number().int(),
  }),
  stake: z.object({ redYuan: yuan.describe('their plan of the year'), yellowYuan: yuan }),
  lists: z.array(z.object({ list: z.enum(STUCK_LISTS), ...stuckTotals.shape })),
})
export type LightSummary = z.infer<typeof summary>

const rule = z.object({
  kind: lightKind,
  nameZh: z.string(),
  nameEn: z.string(),
  unit: z.enum(LIGHT_UNITS),
  yellowAfter: z.number().int().nullable().describe('yellow when more than so many have passed; null: never'),
  redAfter: z.number().int().nullable(),
  owedBy: role,
  owedPerson: z.string().nullable(),
  conditionCode: z.string().nullable(),
  isActive: z.boolean(),
  sourceKind,
  citation: z.string().nullable(),
  version,
})
export type LightRuleFacts = z.infer<typeof rule>

const step = z.object({
  step: z.enum(ESCALATION_STEPS),
  afterWorkdays: z.number().int(),
  replyWorkdays: z.number().int().nullable(),
  version,
})
export type EscalationStepFacts = z.infer<typeof step>

const settings = z.object({ rules: z.array(rule), steps: z.array(step) })
export type LightSettings = z.infer<typeof settings>

const threshold = z.number().int().min(0).max(3650)
const ofLight = z.object({ projectId: uuid, kind: lightKind })

export const lightRoutes = defineRoutes({
  'light.list': {
    method: 'GET',
    path: '/api/v1/lights',
    rights: WATCHERS,
    query: watchFilter.extend({ colour: listOf(lightColour).optional(), kind: listOf(lightKind).optional() }),
    response: lightList,
    summary: { zh: '亮灯清单', en: 'Warning lights that are on' },
  },
  'light.summary': {
    method: 'GET',
    path: '/api/v1/lights/summary',
    rights: WATCHERS,
    response: summary,
    summary: { zh: '亮灯与滞留清单汇总', en: 'Lights by colour and the lists of projects between gates' },
  },
  'light.stuck': {
    method: 'GET',
    path: '/api/v1/stuck-lists/{list}',
    rights: WATCHERS,
    params: z.object({ list: z.enum(STUCK_LISTS) }),
    query: watchFilter.extend({ colour: listOf(lightColour).optional() }),
    response: stuckList,
    summary: {
      zh: '滞留清单：已签约未摘牌、已摘牌未开工、已开工未入库、已竣工未投产',
      en: 'Projects that have passed one gate and not the next',
    },
  },
  'light.export-stuck': {
    method: 'GET',
    path: '/api/v1/stuck-lists/{list}/export',
    rights: WATCHERS,
    params: z.object({ list: z.enum(STUCK_LISTS) }),
    query: watchFilter.extend({ colour: listOf(lightColour).optional(), format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    response: 'file',
    summary: { zh: '导出滞留清单', en: 'Export a list of projects between gates' },
  },
  'light.settings': {
    method: 'GET',
    path: '/api/v1/light-settings',
    rights: WATCHERS,
    response: settings,
    summary: { zh: '亮灯规则与督办步骤', en: 'Rules of the lights and steps of escalation' },
  },
  'light.edit-rule': {
    method: 'PATCH',
    path: '/api/v1/light-settings/rules/{kind}',
    rights: ADMINISTRATORS,
    params: z.object({ kind: lightKind }),
    body: z
      .strictObject({
        nameZh: text,
        nameEn: text,
        unit: z.enum(LIGHT_UNITS),
        yellowAfter: threshold.nullable(),
        redAfter: threshold.nullable(),
        owedBy: role,
        owedPerson: text.nullable(),
        conditionCode: text,
        isActive: z.boolean(),
        citation: text.nullable(),
      })
      .partial(),
    ifMatch: true,
    response: settings,
    summary: { zh: '修改亮灯规则', en: 'Edit a rule of the lights' },
  },
  'light.edit-step': {
    method: 'PATCH',
    path: '/api/v1/light-settings/steps/{step}',
    rights: ADMINISTRATORS,
    params: z.object({ step: z.enum(ESCALATION_STEPS) }),
    body: z
      .strictObject({ afterWorkdays: z.number().int().min(0).max(250), replyWorkdays: z.number().int().min(1).max(250).nullable() })
      .partial(),
    ifMatch: true,
    response: settings,
    summary: { zh: '修改督办步骤', en: 'Edit a step of escalation' },
  },
  'light.use-preset': {
    method: 'POST',
    path: '/api/v1/light-settings/preset',
    rights: ADMINISTRATORS,
    response: settings,
    summary: { zh: '补齐预设的亮灯规则与督办步骤', en: 'Add the preset rules and steps that the zone does not have' },
  },
  'light.override': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/lights/{kind}/override',
    rights: PLANNERS,
    params: ofLight,
    body: z.strictObject({
      colour: z.enum(['green', 'yellow']),
      reason: z.string().trim().min(1).max(500),
      untilOn: plainDate.describe('the last day on which it counts'),
    }),
    response: light,
    summary: { zh: '人工调整亮灯（须说明理由和截止日期）', en: 'Answer for a light for a time, with a reason' },
  },
  'light.end-override': {
    method: 'DELETE',
    path: '/api/v1/projects/{projectId}/lights/{kind}/override',
    rights: PLANNERS,
    params: ofLight,
    response: light,
    summary: { zh: '取消人工调整', en: 'Let the rule decide again' },
  },
})

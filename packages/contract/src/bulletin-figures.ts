import { z } from 'zod'
import { ESCALATION_STEPS } from '@ballast/domain/light/escalation.ts'
import { STUCK_LISTS } from '@ballast/domain/light/light-rule.ts'
import { lifeGate } from './gate.ts'
import { plainDate, sourceKind, uuid, yearMonth, yuan } from './scalars.ts'

/** What was done in the month and from January on; null: nothing was told, or reported, yet. */
const dispatched = z.object({ monthYuan: yuan, cumulativeYuan: yuan }).nullable()
const reported = z
  .object({
    monthYuan: yuan.describe('closed returns of the month'),
    cumulativeYuan: yuan.describe('with the corrections that appear by the month'),
    since: yearMonth.optional().describe('the first month that the report covers: January where it is reported with February'),
  })
  .nullable()

const group = {
  nameZh: z.string(),
  nameEn: z.string(),
  projects: z.number().int(),
  yearYuan: yuan.describe('countable plan of the year'),
  monthYuan: yuan.describe('of it planned for the month'),
  cumulativeYuan: yuan.describe('of it planned from January to the month'),
  dispatched,
  reported,
}

const project = {
  projectId: uuid,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  isSimulated: z.boolean().describe('an amount or a date in this row is simulated'),
}

const gateEvent = z.object({
  ...project,
  gate: lifeGate,
  on: plainDate.describe('passed on this day; of a planned gate: planned for it'),
  plannedOn: plainDate.nullable(),
  isPassed: z.boolean(),
  totalYuan: yuan.nullable(),
  planYuan: yuan.nullable().describe('countable plan of the year in force; null: not in the plan'),
})
export type BulletinGate = z.infer<typeof gateEvent>

const stuckProject = z.object({
  ...project,
  list: z.enum(STUCK_LISTS),
  since: plainDate,
  days: z.number().int(),
  totalYuan: yuan.nullable(),
  planYuan: yuan.nullable(),
  serviceManager: z.string().nullable(),
})

const escalated = z.object({
  ...project,
  step: z.enum(ESCALATION_STEPS),
  ruleZh: z.string(),
  ruleEn: z.string(),
  redSince: plainDate,
  stepOn: plainDate,
  planYuan: yuan.nullable(),
})

/** Everything that a month's bulletin says in numbers, as it was read in one transaction. */
export const bulletinFigures = z.object({
  year: z.number().int(),
  month: yearMonth,
  businessOn: plainDate.describe('lights, lists and gates as they stood on this day'),
  plan: z.object({ versionId: uuid, number: z.number().int().nullable(), title: z.string() }),
  target: z.object({ yuan, sourceKind, citation: z.string().nullable() }).nullable(),
  plannedYuan: yuan.describe('countable plan of the year'),
  simulatedYuan: yuan.describe('of it simulated'),
  monthYuan: yuan,
  cumulativeYuan: yuan,
  projects: z.number().int(),
  dispatched,
  reported,
  isDoneSimulated: z.boolean().optional().describe('a dispatched or reported figure is simulated'),
  months: z.array(
    z.object({ month: yearMonth, plannedYuan: yuan, cumulativeYuan: yuan, dispatchedYuan: yuan.nullable(), reportedYuan: yuan.nullable() }),
  ),
  categories: z.array(z.object({ code: z.string(), ...group })),
  clusters: z.array(z.object({ code: z.string(), categoryCode: z.string(), ...group })),
  topProjects: z.array(z.object({ ...project, clusterCode: z.string().nullable(), yearYuan: yuan, monthYuan: yuan, cumulativeYuan: yuan })),
  gates: z.object({
    passed: z.array(gateEvent).describe('in the month'),
    counts: z.array(
      z.object({
        gate: lifeGate,
        passed: z.number().int().describe('in the month'),
        planned: z.number().int().describe('for the month'),
        passedToDate: z.number().int().describe('from January to the month'),
        target: z.number().int().nullable().describe('of the year'),
      }),
    ),
  }),
  lights: z.object({
    red: z.number().int(),
    yellow: z.number().int(),
    redProjects: z.number().int(),
    yellowProjects: z.number().int(),
    redYuan: yuan.describe('their plan of the year'),
    yellowYuan: yuan,
    isSimulated: z.boolean(),
  }),
  stuck: z.array(
    z.object({
      list: z.enum(STUCK_LISTS),
      count: z.number().int(),
      totalYuan: yuan,
      planYuan: yuan,
      longestDays: z.number().int().nullable().describe('null: nobody stands on the list'),
    }),
  ),
  longestStuck: z.array(stuckProject).describe('the longest of all lists'),
  escalations: z.object({
    steps: z.array(z.object({ step: z.enum(ESCALATION_STEPS), count: z.number().int() })),
    count: z.number().int(),
    projects: z.number().int(),
    planYuan: yuan,
    rows: z.array(escalated).describe('supervision letters and the list for the leadership'),
  }),
  next: z.object({
    month: yearMonth,
    plannedYuan: yuan.nullable().describe('null: the plan of that year is not in force'),
    gates: z.array(gateEvent),
    counts: z.array(z.object({ gate: lifeGate, planned: z.number().int() })),
  }),
})
export type BulletinFigures = z.infer<typeof bulletinFigures>

import { z } from 'zod'
import { EXPLAINABLE, REGISTRATION_CHECKS, SIDES } from '@ballast/domain/registration/checks.ts'
import { QUEUE_STATES, RETURN_REASONS } from '@ballast/domain/registration/state.ts'
import { STANDINGS } from '@ballast/domain/gate/life.ts'
import { flag, listOf } from './list.ts'
import { STATISTICIANS } from './period.ts'
import { REPORTERS } from './report.ts'
import { READERS, ROLES } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, sourceKind, uuid, version, yearMonth, yuan, yuanInput } from './scalars.ts'

const text = z.string().trim().min(1).max(200)
const note = z.string().trim().max(500).nullable().optional()

const statedFacts = <A extends z.ZodType>(amount: A) => ({
  unitName: text.nullable().describe('申报单位, as its licence has it'),
  creditCode: text.max(40).nullable(),
  projectCode: text.max(40).nullable().describe('approval or filing code'),
  contractParty: text.nullable().describe('the party of the contract that builds'),
  contractNo: text.nullable(),
  contractYuan: amount,
  totalYuan: amount.describe('计划总投资, as approved or filed'),
  startOn: plainDate.nullable(),
  completionOn: plainDate.nullable(),
  permitNo: text.nullable().describe('construction permit'),
  industryCode: text.max(10).nullable().describe('of the finished project’s use'),
  statAreaCode: text.max(20).nullable(),
  address: text.nullable(),
})
const declared = z.object(statedFacts(yuan.nullable()))
export type DeclaredFacts = z.infer<typeof declared>

const check = z.object({
  check: z.enum(REGISTRATION_CHECKS),
  outcome: z.enum(['ok', 'missing', 'differs']),
  declared: z.string().nullable().describe('what the pack says'),
  known: z.string().nullable().describe('what it is held against'),
  holds: z.enum(['text', 'money', 'date']).describe('money: yuan'),
  side: z.enum(SIDES).describe('where the other side stands'),
  isExplainable: z.boolean().describe('may differ, with an explanation'),
  explanation: z.string().nullable(),
})
export type RegistrationCheckFacts = z.infer<typeof check>

const item = z.object({
  item: z.string().describe('condition of the gate 入库'),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: z.enum(['permit', 'document', 'figure', 'fact']),
  owedBy: z.enum(ROLES),
  isRequired: z.boolean(),
  isMet: z.boolean(),
  documentNo: z.string().nullable(),
  files: z.number().int().describe('of evidence behind it'),
  version: version.describe('of what was brought for it; 0: nothing was'),
})
export type PackItem = z.infer<typeof item>

const event = z.object({
  step: z.enum(['submit', 'recall', 'return', 'accept', 'register', 'reopen']),
  items: z.array(z.object({ item: z.string(), reasonCode: z.enum(RETURN_REASONS), note: z.string().nullable() })),
  note: z.string().nullable(),
  by: z.string(),
  byName: z.string().nullable(),
  at: instant,
})

export const registration = z.object({
  projectId: uuid,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  ownerId: uuid.nullable(),
  standing: z.enum(STANDINGS),
  state: z.enum(QUEUE_STATES),
  version: version.describe('of the pack; 0: nobody has begun it'),
  batch: yearMonth.nullable().describe('the month in whose batch it was handed in'),
  next: z
    .object({ month: yearMonth, dueOn: plainDate })
    .nullable()
    .describe('the batch that takes a pack today; null: beyond the calendar'),
  declared: declared.describe('before anybody has begun the pack: what the registers say'),
  known: declared.describe('what the registers and the gates say'),
  explanations: z.partialRecord(z.enum(EXPLAINABLE), z.string()),
  checks: z.array(check),
  items: z.array(item),
  open: z.array(z.string()).describe('what stands in the way of handing it in'),
  note: z.string().nullable(),
  registeredOn: plainDate.nullable().describe('the date of the gate 入库'),
  libraryNo: z.string().nullable(),
  submittedBy: z.string().nullable(),
  submittedAt: instant.nullable(),
  businessOn: plainDate,
  events: z.array(event).describe('oldest first'),
  sourceKind: sourceKind.nullable(),
})
export type Registration = z.infer<typeof registration>

const row = z.object({
  projectId: uuid,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  owner: z.string().nullable(),
  serviceManager: z.string().nullable(),
  categoryCode: z.string().nullable(),
  clusterCode: z.string().nullable(),
  totalYuan: yuan.nullable(),
  planYuan: yuan.nullable().describe('plan in force of the year: what waits for the registration'),
  state: z.enum(QUEUE_STATES),
  version,
  batch: yearMonth.nullable(),
  plannedOn: plainDate.nullable(),
  startedOn: plainDate.nullable(),
  registeredOn: plainDate.nullable(),
  libraryNo: z.string().nullable(),
  openChecks: z.number().int().describe('checks that neither hold nor are explained'),
  openItems: z.number().int().describe('required items that nobody has brought'),
  isLate: z.boolean().describe('started before this month, and not handed in'),
  submittedBy: z.string().nullable(),
  submittedAt: instant.nullable(),
  sourceKind,
})
export type RegistrationRow = z.infer<typeof row>

const ofProject = z.object({ projectId: uuid })
const step = { method: 'POST', params: ofProject, ifMatch: true, response: registration } as const

export const registrationRoutes = defineRoutes({
  'registration.list': {
    method: 'GET',
    path: '/api/v1/registrations',
    rights: READERS,
    query: z.object({
      q: z.string().max(200).optional(),
      state: listOf(z.enum(QUEUE_STATES)).optional().describe('by default everything that is not registered'),
      batch: yearMonth.optional().describe('handed in for this month'),
      registeredIn: yearMonth.optional().describe('the month of the library'),
      serviceManager: listOf(z.string()).optional(),
      clusterCode: listOf(z.string()).optional(),
      late: flag.optional(),
    }),
    response: z.object({
      businessOn: plainDate,
      next: z.object({ month: yearMonth, dueOn: plainDate }).nullable(),
      rows: z.array(row).describe('what waits for an officer first, then what was returned, then what is late'),
      counts: z.record(z.enum(QUEUE_STATES), z.number().int()).describe('by state, whatever the filter says of states'),
      totals: z.object({ projects: z.number().int(), totalYuan: yuan, planYuan: yuan }),
      batches: z.array(z.object({ month: yearMonth, packs: z.number().int(), registered: z.number().int() })).describe('newest first'),
    }),
    summary: { zh: '入库申报队列', en: 'Projects on their way into the statistical library' },
  },
  'registration.show': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/registration',
    rights: READERS,
    params: ofProject,
    response: registration,
    summary: { zh: '项目入库材料与核对', en: 'A project’s registration pack and its checks' },
  },
  'registration.save': {
    method: 'PUT',
    path: '/api/v1/projects/{projectId}/registration',
    rights: REPORTERS,
    params: ofProject,
    body: z.strictObject({
      declared: z.strictObject(statedFacts(yuanInput.nullable())),
      explanations: z.partialRecord(z.enum(EXPLAINABLE), z.string().trim().max(500)).default({}),
      note,
    }),
    ifMatch: true,
    response: registration,
    summary: { zh: '保存入库申报', en: 'Save a registration pack' },
  },
  'registration.submit': {
    ...step,
    path: '/api/v1/projects/{projectId}/registration/submission',
    rights: REPORTERS,
    summary: { zh: '提交入库申报', en: 'Hand a registration pack in' },
  },
  'registration.recall': {
    ...step,
    path: '/api/v1/projects/{projectId}/registration/recall',
    rights: REPORTERS,
    summary: { zh: '撤回入库申报', en: 'Take back a pack that is not accepted' },
  },
  'registration.return': {
    ...step,
    path: '/api/v1/projects/{projectId}/registration/return',
    rights: STATISTICIANS,
    body: z.strictObject({
      items: z
        .array(z.strictObject({ item: z.string().max(64), reasonCode: z.enum(RETURN_REASONS), note }))
        .max(40)
        .default([]),
      note: z.string().trim().min(1).max(500),
    }),
    summary: { zh: '退回入库申报', en: 'Return a pack, with a reason for each item' },
  },
  'registration.accept': {
    ...step,
    path: '/api/v1/projects/{projectId}/registration/acceptance',
    rights: STATISTICIANS,
    summary: { zh: '受理入库申报', en: 'Accept a pack' },
  },
  'registration.register': {
    ...step,
    path: '/api/v1/projects/{projectId}/registration/registering',
    rights: STATISTICIANS,
    body: z.strictObject({
      on: plainDate.describe('the date of the gate; its month is the month of the library'),
      libraryNo: text.max(64),
      note,
    }),
    summary: { zh: '登记入库，通过入库节点', en: 'Give it its number in the library: the gate is passed' },
  },
})

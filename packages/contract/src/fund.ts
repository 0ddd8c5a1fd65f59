import { z } from 'zod'
import { FUND_SOURCES, MOVEMENT_KINDS } from '@ballast/domain/fund/balance.ts'
import { flag, listOf } from './list.ts'
import { READERS, WATCHERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, ratio, sourceKind, uuid, version, yuan, yuanInput } from './scalars.ts'

/** Who releases government-investment funds; what they pay for, whoever looks after the project says too. */
export const TREASURERS: Rights = { administrator: 'zone', finance: 'zone' }
export const SPENDERS: Rights = { ...TREASURERS, service_manager: 'own_projects', enterprise_reporter: 'own_enterprise' }

const fundSource = z.enum(FUND_SOURCES)
const text = z.string().trim().min(1).max(200)
const note = z.string().trim().max(500).nullable().optional()

const movement = z.object({
  movementId: uuid,
  kind: z.enum(MOVEMENT_KINDS),
  movedOn: plainDate,
  amountYuan: yuan,
  source: fundSource.nullable().describe('of a release'),
  batch: z.string().nullable(),
  documentNo: z.string().nullable(),
  note: z.string().nullable(),
  byName: z.string(),
  at: instant,
  version,
  withdrawn: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
  files: z.number().int().describe('of evidence'),
  sourceKind,
  citation: z.string().nullable(),
})
export type FundMovement = z.infer<typeof movement>

const balance = {
  releasedYuan: yuan,
  spentYuan: yuan,
  idleYuan: yuan,
  idleShare: ratio.nullable().describe('idle over released'),
  idleSince: plainDate.nullable().describe('the oldest release that is not wholly spent; what came first is spent first'),
  daysIdle: z.number().int(),
}
const funds = z.object({
  projectId: uuid,
  businessOn: plainDate,
  ...balance,
  movements: z.array(movement).describe('newest first, with what was withdrawn'),
})
export type ProjectFunds = z.infer<typeof funds>

const row = z.object({
  projectId: uuid,
  projectNo: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  serviceManager: z.string().nullable(),
  categoryCode: z.string().nullable(),
  clusterCode: z.string().nullable(),
  ...balance,
  inQuarterYuan: yuan.describe('released in the quarter'),
  sources: z.array(fundSource),
  isSimulated: z.boolean(),
})
export type FundRow = z.infer<typeof row>

const ofProject = z.object({ projectId: uuid })

export const fundRoutes = defineRoutes({
  'fund.list': {
    method: 'GET',
    path: '/api/v1/funds',
    rights: WATCHERS,
    query: z.object({
      q: z.string().max(200).optional(),
      source: listOf(fundSource).optional().describe('with a release from one of them'),
      serviceManager: listOf(z.string()).optional(),
      clusterCode: listOf(z.string()).optional(),
      idle: flag.optional().describe('only where something is left'),
      year: z.coerce.number().int().min(1990).max(2100).optional().describe('of the quarter; by default of the business date'),
      quarter: z.coerce.number().int().min(1).max(4).optional(),
    }),
    response: z.object({
      businessOn: plainDate,
      year: z.number().int(),
      quarter: z.number().int(),
      isSimulated: z.boolean(),
      rows: z.array(row).describe('the largest idle amount first'),
      totals: z.object({
        projects: z.number().int(),
        releasedYuan: yuan,
        spentYuan: yuan,
        idleYuan: yuan,
        idleShare: ratio.nullable(),
        inQuarterYuan: yuan,
      }),
      sources: z.array(z.object({ source: fundSource, releasedYuan: yuan, inQuarterYuan: yuan })).describe('of the rows'),
    }),
    summary: { zh: '政府投资资金：拨付、支出、闲置', en: 'Government-investment funds: released, spent, idle' },
  },
  'fund.show': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/funds',
    rights: READERS,
    params: ofProject,
    response: funds,
    summary: { zh: '项目政府投资资金', en: 'Government-investment funds of a project' },
  },
  'fund.release': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/fund-releases',
    rights: TREASURERS,
    params: ofProject,
    body: z.strictObject({
      movedOn: plainDate,
      amountYuan: yuanInput,
      source: fundSource,
      batch: text.nullable().optional(),
      documentNo: text.nullable().optional(),
      note,
    }),
    response: funds,
    summary: { zh: '登记资金拨付', en: 'Enter a release of funds' },
  },
  'fund.spend': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/fund-spendings',
    rights: SPENDERS,
    params: ofProject,
    body: z.strictObject({ movedOn: plainDate, amountYuan: yuanInput, documentNo: text.nullable().optional(), note }),
    response: funds,
    summary: { zh: '登记资金支出', en: 'Enter what was paid out of released funds' },
  },
  'fund.withdraw': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/fund-movements/{movementId}/withdrawal',
    rights: TREASURERS,
    params: z.object({ projectId: uuid, movementId: uuid }),
    body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    ifMatch: true,
    response: funds,
    summary: { zh: '撤销资金登记', en: 'Withdraw an entry about funds, with a reason' },
  },
})

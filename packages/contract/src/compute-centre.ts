import { z } from 'zod'
import { ENGINE_VERSIONS, type EngineName } from '@ballast/domain/computing/engine-versions.ts'
import { CONTRACT_STATES } from '@ballast/domain/computing/centre-contract.ts'
import { NODE_STATES } from '@ballast/domain/computing/engine-states.ts'
import { OFFICE, PLANNERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, sourceKind, uuid, version, yuan, yuanInput } from './scalars.ts'
import { firmName, voucherNote } from './voucher.ts'

/** Who looks after the centres themselves. */
export const COMPUTE_OPERATORS: Rights = { administrator: 'zone', computing_operator: 'zone' }
/** The office and the operator see all, an enterprise what is offered and what is its own. */
export const COMPUTE_READERS: Rights = { ...OFFICE, computing_operator: 'zone', enterprise_reporter: 'own_enterprise' }

export const CENTRE_STATES = ['open', 'maintenance', 'closed'] as const
const ENGINES = Object.keys(ENGINE_VERSIONS) as EngineName[]

const cardFacts = {
  cardType: z.string().trim().min(1).max(40).describe('as the card rates name it'),
  engineType: z
    .string()
    .trim()
    .regex(/^[a-z0-9_.-]{1,40}$/, 'compute-centre.bad-engine-type')
    .describe('by what the engine knows it, as a800'),
  cardsPerNode: z.number().int().min(1).max(64),
  plannedCards: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .default(null)
    .describe('that the centre is to have once it is whole; null: not said'),
}
const connection = {
  engine: z.enum(ENGINES),
  apiVersion: z.string().trim().min(1).max(20).describe('version of its interface: 24.11 or 26.05 of Slurm, v1beta2 of Kueue'),
  url: z.url({ protocol: /^https?$/ }).max(300),
  keyRef: z
    .string()
    .trim()
    .regex(/^(file:\/.+|env:BALLAST_COMPUTING_[A-Z0-9_]+)$/, 'compute-centre.bad-key-ref')
    .max(300)
    .describe('file:/path, or env:BALLAST_COMPUTING_… with the key in base64; never the key itself'),
  workDir: z
    .string()
    .trim()
    .regex(/^\/[^\s]*$/, 'compute-centre.bad-work-dir')
    .max(300),
  logDir: z
    .string()
    .trim()
    .regex(/^\/\S*\{user\}\S*$/, 'compute-centre.bad-log-dir')
    .max(300)
    .nullable()
    .default(null)
    .describe('where this server sees a tenant’s working folder; null: logs stay at the centre'),
  partition: z.string().trim().min(1).max(60).nullable(),
}
const names = {
  code: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9-]{0,29}$/, 'compute-centre.bad-code'),
  nameZh: z.string().trim().min(1).max(80),
  nameEn: z.string().trim().min(1).max(120),
  state: z.enum(CENTRE_STATES),
}
const needsContract = z.boolean().describe('a firm submits here only while a contract of its own is in force')
const given = z.strictObject({
  ...names,
  ...connection,
  needsContract: needsContract.default(false),
  cards: z.array(z.strictObject(cardFacts)).min(1).max(20),
})
export type CentreInput = z.infer<typeof given>

const centre = z.object({
  centreId: uuid,
  ...names,
  code: z.string(),
  engine: connection.engine,
  apiVersion: z.string(),
  connection: z
    .object({ url: z.string(), keyRef: z.string(), workDir: z.string(), logDir: z.string().nullable(), partition: z.string().nullable() })
    .nullable()
    .describe('for its operator only'),
  project: z
    .object({ projectId: uuid, projectNo: z.string(), nameZh: z.string(), nameEn: z.string().nullable() })
    .nullable()
    .describe('that builds it'),
  needsContract,
  contract: z
    .object({ state: z.enum(CONTRACT_STATES), fromOn: plainDate, untilOn: plainDate })
    .nullable()
    .describe('of the asking enterprise, as it stands today; null: none'),
  cards: z.array(
    z.object({
      cardType: z.string(),
      engineType: z.string(),
      cardsPerNode: z.number().int(),
      plannedCards: z.number().int().nullable(),
      tflops: z.number().int().nullable().describe('nominal, of one card; null: no rate in force'),
      yuanPerPHour: z.string().nullable().describe('here, today: the centre’s own price, else that of the zone'),
    }),
  ),
  prices: z
    .array(z.object({ cardType: z.string(), fromOn: plainDate, yuanPerPHour: yuan, citation: z.string().nullable(), setAt: instant }))
    .describe('of the centre’s own, by card type, the newest first'),
  seenAt: instant.nullable().describe('when its engine last answered'),
  fault: z.object({ code: z.string(), message: z.string(), at: instant }).nullable(),
  sourceKind,
  version,
})
export type ComputeCentre = z.infer<typeof centre>

const live = z.object({
  centreId: uuid,
  fault: z.object({ code: z.string(), message: z.string() }).nullable().describe('why there is nothing to see'),
  cards: z.array(
    z.object({
      cardType: z.string(),
      cards: z.number().int(),
      used: z.number().int(),
      away: z.number().int().describe('on nodes that take no jobs'),
    }),
  ),
  nodes: z.array(
    z.object({
      name: z.string(),
      state: z.enum(NODE_STATES),
      cards: z.number().int(),
      used: z.number().int(),
      reason: z.string().nullable(),
    }),
  ),
  reservations: z
    .array(
      z.object({
        name: z.string(),
        startsAt: instant,
        endsAt: instant,
        nodes: z.number().int(),
        nodeNames: z.string().describe('as the engine writes them: g[1-4]'),
        isMaintenance: z.boolean(),
        holders: z.array(z.string()).describe('users, accounts and groups of the engine whose jobs may start there'),
      }),
    )
    .describe('for who sees its tenants'),
  canReserve: z.boolean().describe('its engine takes maintenance windows by its interface'),
  queue: z.object({ waiting: z.number().int(), running: z.number().int(), inLine: z.number().int().describe('not in the engine yet') }),
})
export type ComputeCentreLive = z.infer<typeof live>

const capability = z.object({
  code: z.enum(['release', 'accounting', 'envelopes', 'partitions', 'cards', 'weights', 'reservations']),
  isGood: z.boolean(),
  found: z.string(),
})

const tenant = z.object({
  centreId: uuid,
  centreCode: z.string(),
  ...firmName,
  account: z.string(),
  osUser: z.string(),
  isBlocked: z.boolean(),
  blockReason: z.string().nullable(),
  isDone: z.boolean().describe('the centre has been told, and keeps to it'),
  jobs: z.number().int().describe('that are not over'),
  version,
})
export type ComputeTenant = z.infer<typeof tenant>
const centreId = z.object({ centreId: uuid })

export const computeCentreRoutes = defineRoutes({
  'compute-centre.list': {
    method: 'GET',
    path: '/api/v1/compute-centres',
    rights: COMPUTE_READERS,
    response: z.object({ rows: z.array(centre) }),
    summary: { zh: '算力中心', en: 'Computing centres' },
  },
  'compute-centre.live': {
    method: 'GET',
    path: '/api/v1/compute-centres/{centreId}/live',
    rights: COMPUTE_READERS,
    transaction: 'none',
    params: centreId,
    response: live,
    summary: { zh: '算力中心实时状态', en: 'Nodes, cards and queue of a centre now' },
  },
  'compute-centre.add': {
    method: 'POST',
    path: '/api/v1/compute-centres',
    rights: COMPUTE_OPERATORS,
    body: given,
    response: centre,
    summary: { zh: '接入算力中心', en: 'Connect a computing centre' },
  },
  'compute-centre.edit': {
    method: 'PUT',
    path: '/api/v1/compute-centres/{centreId}',
    rights: COMPUTE_OPERATORS,
    params: centreId,
    body: given,
    ifMatch: true,
    response: centre,
    summary: { zh: '修改算力中心', en: 'Edit a computing centre' },
  },
  'compute-centre.link-project': {
    method: 'PUT',
    path: '/api/v1/compute-centres/{centreId}/project',
    rights: PLANNERS,
    params: centreId,
    body: z.strictObject({ projectNo: z.string().trim().min(1).max(64).nullable().describe('the project that builds it; null: none') }),
    ifMatch: true,
    response: centre,
    summary: { zh: '把算力中心挂到投资项目', en: 'Say which investment project builds a centre' },
  },
  'compute-centre.set-price': {
    method: 'POST',
    path: '/api/v1/compute-centres/{centreId}/prices',
    rights: COMPUTE_OPERATORS,
    params: centreId,
    body: z.strictObject({
      cardType: z.string().trim().min(1).max(40),
      fromOn: plainDate,
      yuanPerPHour: yuanInput.regex(/^\d/, 'request.not-an-amount'),
      citation: z.string().trim().max(300).nullable().optional(),
    }),
    response: centre,
    summary: { zh: '新增中心单价', en: 'Add what a card costs at a centre from a day on' },
  },
  'compute-centre.try': {
    method: 'POST',
    path: '/api/v1/compute-centres/{centreId}/try',
    rights: COMPUTE_OPERATORS,
    transaction: 'none',
    params: centreId,
    response: z.object({ isGood: z.boolean(), found: z.array(capability) }),
    summary: { zh: '测试算力中心连接', en: 'Try the connection to a centre' },
  },
  'compute-centre.reserve': {
    method: 'POST',
    path: '/api/v1/compute-centres/{centreId}/maintenance',
    rights: COMPUTE_OPERATORS,
    transaction: 'none',
    params: centreId,
    body: z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, 'compute-centre.bad-code'),
      startsAt: instant,
      minutes: z.number().int().min(1).max(20_160),
      nodes: z.number().int().min(1).max(10_000),
    }),
    response: z.object({ name: z.string() }),
    summary: { zh: '设置维护窗口', en: 'Keep nodes for a maintenance window' },
  },
  'compute-centre.release': {
    method: 'DELETE',
    path: '/api/v1/compute-centres/{centreId}/maintenance/{name}',
    rights: COMPUTE_OPERATORS,
    transaction: 'none',
    params: z.object({ centreId: uuid, name: z.string().max(200) }),
    response: z.object({ name: z.string() }),
    summary: { zh: '取消维护窗口', en: 'Give a maintenance window up' },
  },
  'compute-centre.drain-node': {
    method: 'PUT',
    path: '/api/v1/compute-centres/{centreId}/nodes/{name}/drain',
    rights: COMPUTE_OPERATORS,
    transaction: 'none',
    params: z.object({ centreId: uuid, name: z.string().max(253) }),
    body: z.strictObject({ reason: voucherNote.nullable().describe('null: it takes jobs again') }),
    response: z.object({ name: z.string() }),
    summary: { zh: '排空或恢复节点', en: 'Drain a node, or let it take jobs again' },
  },
  'compute-tenant.list': {
    method: 'GET',
    path: '/api/v1/compute-tenants',
    rights: { ...OFFICE, computing_operator: 'zone' },
    response: z.object({ rows: z.array(tenant) }),
    summary: { zh: '算力租户', en: 'Tenants of the centres' },
  },
  'compute-tenant.block': {
    method: 'PUT',
    path: '/api/v1/compute-centres/{centreId}/tenants/{enterpriseId}/block',
    rights: COMPUTE_OPERATORS,
    params: z.object({ centreId: uuid, enterpriseId: uuid }),
    body: z.strictObject({ reason: voucherNote.nullable().describe('null: no longer blocked') }),
    ifMatch: true,
    response: tenant,
    summary: { zh: '停用或恢复租户', en: 'Block a tenant, or let him again' },
  },
})

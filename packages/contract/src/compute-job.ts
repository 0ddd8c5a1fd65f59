import { z } from 'zod'
import { COMPUTE_JOB_STATES, WAIT_REASONS } from '@ballast/domain/computing/job.ts'
import { TEMPLATE_KINDS } from '@ballast/domain/computing/job-script.ts'
import { END_STATES } from '@ballast/domain/voucher/settle.ts'
import { COMPUTE_READERS } from './compute-centre.ts'
import { listOf } from './list.ts'
import type { Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, uuid, version, yuan } from './scalars.ts'
import { firmName, tflopsSeconds } from './voucher.ts'

const SUBMITTERS: Rights = { enterprise_reporter: 'own_enterprise' }
const ENDERS: Rights = { administrator: 'zone', computing_operator: 'zone', enterprise_reporter: 'own_enterprise' }

const command = z.string().trim().min(1).max(20_000)
const index = z.number().int().min(0).max(1_000_000)
const template = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('training'), command }),
  z.strictObject({ kind: z.literal('notebook'), folder: z.string().trim().min(1).max(300) }),
  z.strictObject({
    kind: z.literal('array'),
    command: command.describe('once for each ITEM, one a card at a time'),
    from: index,
    to: index,
  }),
  z.strictObject({ kind: z.literal('script'), script: z.string().min(1).max(200_000) }),
])
const asked = z.strictObject({
  jobId: uuid.optional().describe('our own id; said again it is the same job, however the first answer got lost'),
  voucherId: uuid,
  projectId: uuid.nullable().optional(),
  centreId: uuid,
  name: z.string().trim().min(1).max(80),
  cardType: z.string().min(1).max(40),
  cards: z.number().int().min(1).max(100_000),
  limitMinutes: z.number().int().min(1).max(100_000),
  template,
})
export type ComputeJobInput = z.input<typeof asked>

const job = z.object({
  jobId: uuid,
  ...firmName,
  projectId: uuid.nullable(),
  projectNameZh: z.string().nullable(),
  projectNameEn: z.string().nullable(),
  voucherId: uuid,
  voucherNo: z.string(),
  centreId: uuid,
  centreCode: z.string(),
  centreNameZh: z.string(),
  centreNameEn: z.string(),
  name: z.string(),
  template: z.enum(TEMPLATE_KINDS),
  cardType: z.string(),
  cards: z.number().int(),
  nodes: z.number().int(),
  limitMinutes: z.number().int(),
  state: z.enum(COMPUTE_JOB_STATES),
  endState: z.enum(END_STATES).nullable(),
  engineJob: z.string().nullable(),
  waits: z
    .object({ reason: z.enum(WAIT_REASONS), word: z.string().nullable().describe('the engine’s own') })
    .nullable()
    .describe('null: it does not wait'),
  expectedAt: instant.nullable().describe('the engine’s word on when it starts'),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  nodeList: z.string().nullable(),
  fault: z.object({ code: z.string(), message: z.string() }).nullable(),
  isCancelAsked: z.boolean(),
  attempts: z.number().int(),
  askedAt: instant,
  askedByName: z.string(),
  held: tflopsSeconds.describe('kept back for it now'),
  used: tflopsSeconds.describe('so far: metered when it is over, by the clock while it runs'),
  chargedYuan: yuan.describe('beyond quota'),
  version,
})
export type ComputeJob = z.infer<typeof job>
const event = z.object({ what: z.string(), at: instant, actor: z.string(), detail: z.string().nullable() })
export type ComputeJobEvent = z.infer<typeof event>
const jobId = z.object({ jobId: uuid })

export const computeJobRoutes = defineRoutes({
  'compute-job.list': {
    method: 'GET',
    path: '/api/v1/compute-jobs',
    rights: COMPUTE_READERS,
    query: paging.extend({
      q: z.string().max(200).optional(),
      state: listOf(z.enum(COMPUTE_JOB_STATES)).optional(),
      centreId: uuid.optional(),
      voucherId: uuid.optional(),
      enterpriseId: uuid.optional(),
      projectId: uuid.optional(),
    }),
    response: z.object({
      rows: z.array(job).describe('newest first'),
      next: z.string().nullable(),
      counts: z.array(z.object({ state: z.enum(COMPUTE_JOB_STATES), jobs: z.number().int() })).describe('of all in reach'),
    }),
    summary: { zh: '算力作业', en: 'Computing jobs' },
  },
  'compute-job.show': {
    method: 'GET',
    path: '/api/v1/compute-jobs/{jobId}',
    rights: COMPUTE_READERS,
    params: jobId,
    response: z.object({ job, script: z.string(), events: z.array(event).describe('oldest first') }),
    summary: { zh: '作业详情', en: 'A computing job, its script and what happened to it' },
  },
  'compute-job.quote': {
    method: 'POST',
    path: '/api/v1/compute-jobs/quote',
    rights: SUBMITTERS,
    body: asked,
    response: z.object({
      amount: tflopsSeconds.nullable().describe('that would be held: cards × nominal TFLOPS × limit; null: the card has no rate'),
      yuan: yuan.nullable().describe('what so much costs at the rate where no quota covers it'),
      free: tflopsSeconds.nullable().describe('of the voucher, before'),
      reasons: z
        .array(z.object({ code: z.string(), message: z.string(), at: z.string().optional() }))
        .describe('for which it would be refused'),
    }),
    byToken: 'named',
    summary: { zh: '估算作业费用', en: 'What a job would take, and whether it would be taken' },
  },
  'compute-job.submit': {
    method: 'POST',
    path: '/api/v1/compute-jobs',
    rights: SUBMITTERS,
    transaction: 'none',
    body: asked,
    response: job,
    byToken: 'named',
    summary: { zh: '提交作业', en: 'Submit a job: its quota is held, and it stands in line' },
  },
  'compute-job.cancel': {
    method: 'POST',
    path: '/api/v1/compute-jobs/{jobId}/cancel',
    rights: ENDERS,
    transaction: 'none',
    params: jobId,
    response: job,
    byToken: 'named',
    summary: { zh: '取消作业', en: 'Cancel a job' },
  },
  'compute-job.stream': {
    method: 'GET',
    path: '/api/v1/compute-jobs/stream',
    rights: COMPUTE_READERS,
    transaction: 'none',
    query: z.object({ seconds: z.coerce.number().int().min(0).max(900).default(0).describe('how long it stays open') }),
    response: 'file',
    summary: { zh: '作业变化（事件流）', en: 'Events whenever jobs change (text/event-stream)' },
  },
})

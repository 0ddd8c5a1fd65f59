import { z } from 'zod'
import { COMPUTE_JOB_STATES } from '@ballast/domain/computing/job.ts'
import { TEMPLATE_KINDS } from '@ballast/domain/computing/job-script.ts'
import { WAIT_REASONS } from '@ballast/domain/computing/wait-reason.ts'
import { END_STATES } from '@ballast/domain/voucher/settle.ts'
import { COMPUTE_READERS } from './compute-centre.ts'
import { listOf } from './list.ts'
import type { Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, uuid, version, yuan } from './scalars.ts'
import { firmName, tflopsSeconds } from './voucher.ts'

const SUBMITTERS: Rights = { enterprise_reporter: 'own_enterprise' }
/** What a firm's jobs write is its own. */
const LOG_READERS: Rights = { enterprise_reporter: 'own_enterprise' }
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
  centreId: uuid.nullable().describe('null: the platform chooses, and says why'),
  dataAt: uuid.nullable().optional().describe('the centre where the data lies; where given, no other is chosen'),
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
  wait: z
    .object({ toldAt: instant, p50At: instant, p90At: instant })
    .nullable()
    .describe('the platform’s estimate of the start: as likely before as after p50At, nine times in ten by p90At'),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  nodeList: z.string().nullable(),
  fault: z.object({ code: z.string(), message: z.string() }).nullable(),
  isCancelAsked: z.boolean(),
  isMoving: z.boolean().describe('it is given up at its centre, to go to another one'),
  attempts: z.number().int(),
  askedAt: instant,
  askedByName: z.string(),
  held: tflopsSeconds.describe('kept back for it now'),
  used: tflopsSeconds.describe('so far: metered when it is over, by the clock while it runs'),
  isPaid: z.boolean().describe('it holds from a paid line'),
  chargedYuan: yuan.describe('beyond quota, and on a paid line'),
  version,
})
export type ComputeJob = z.infer<typeof job>
const words = z.object({ code: z.string(), message: z.string() })
const wait = z.object({ p50Seconds: z.number().int(), p90Seconds: z.number().int() })
const placementOption = z.object({
  centreId: uuid,
  centreCode: z.string(),
  centreNameZh: z.string(),
  centreNameEn: z.string(),
  isChosen: z.boolean(),
  freeCards: z.number().int().nullable().describe('of the type, idle now; null: the centre does not say'),
  wait: wait.nullable().describe('until it would start; null: nobody can say'),
  finishAt: instant.nullable().describe('if it starts at P50 and runs to its limit'),
  yuan: yuan.nullable().describe('what its whole limit costs where no quota covers it'),
  reasons: z.array(words).describe('why it is not chosen'),
})
export type ComputePlacementOption = z.infer<typeof placementOption>
const placement = z.object({
  placedAt: instant,
  placedBy: z.string().nullable().describe('null: the platform'),
  options: z.array(placementOption),
})
export type ComputePlacement = z.infer<typeof placement>
const waitHelp = z.object({
  kind: z.enum(['fewer-cards', 'shorter-limit', 'other-centre']),
  cards: z.number().int(),
  limitMinutes: z.number().int(),
  centreNameZh: z.string(),
  centreNameEn: z.string(),
  wait,
})
export type ComputeWaitHelp = z.infer<typeof waitHelp>
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
    response: z.object({
      job,
      script: z.string(),
      events: z.array(event).describe('oldest first'),
      placements: z.array(placement).describe('how its centre was chosen, the last one first; empty: the firm chose it'),
    }),
    summary: { zh: '作业详情', en: 'A computing job, its script and what happened to it' },
  },
  'compute-job.log': {
    method: 'GET',
    path: '/api/v1/compute-jobs/{jobId}/log',
    rights: LOG_READERS,
    transaction: 'none',
    params: jobId,
    query: z.object({ bytes: z.coerce.number().int().min(1024).max(1_048_576).default(262_144).describe('from its end, at most') }),
    response: z.object({
      fileName: z.string().nullable().describe('null: the engine has no number for it yet'),
      text: z.string(),
      bytes: z.number().int().describe('of the whole file'),
      isCut: z.boolean(),
    }),
    summary: { zh: '作业日志', en: 'The end of what a job has written' },
  },
  'compute-job.quote': {
    method: 'POST',
    path: '/api/v1/compute-jobs/quote',
    rights: SUBMITTERS,
    body: asked,
    response: z.object({
      amount: tflopsSeconds.nullable().describe('that would be held: cards × nominal TFLOPS × limit; null: the card has no rate'),
      yuan: yuan.nullable().describe('what so much costs where no quota covers it'),
      priceOf: z
        .enum(['centre', 'zone'])
        .nullable()
        .describe('whose price that is: the named centre’s own, or the zone’s where it has none or no centre is named'),
      free: tflopsSeconds.nullable().describe('of the voucher, before'),
      isPaid: z.boolean().describe('the voucher is a paid line: what is used is charged at the price'),
      reasons: z
        .array(z.object({ code: z.string(), message: z.string(), at: z.string().optional() }))
        .describe('for which it would be refused'),
    }),
    byToken: 'named',
    summary: { zh: '估算作业费用', en: 'What a job would take, and whether it would be taken' },
  },
  'compute-job.place': {
    method: 'POST',
    path: '/api/v1/compute-jobs/placement',
    rights: SUBMITTERS,
    transaction: 'none',
    body: z.strictObject({
      voucherId: uuid.nullable().optional(),
      dataAt: uuid.nullable().optional(),
      cardType: z.string().min(1).max(40),
      cards: z.number().int().min(1).max(100_000),
      limitMinutes: z.number().int().min(1).max(100_000),
    }),
    response: placement,
    byToken: 'named',
    summary: { zh: '比选算力中心', en: 'Where a job would go, when it would start there, and why not elsewhere' },
  },
  'compute-job.wait-helps': {
    method: 'GET',
    path: '/api/v1/compute-jobs/{jobId}/wait-helps',
    rights: COMPUTE_READERS,
    transaction: 'none',
    params: jobId,
    response: z.object({ helps: z.array(waitHelp).describe('submitted anew like this it would start sooner; the soonest first') }),
    summary: { zh: '怎样能早些开始', en: 'What would let a waiting job start sooner' },
  },
  'compute-job.wait-record': {
    method: 'GET',
    path: '/api/v1/compute-jobs/wait-record',
    rights: COMPUTE_READERS,
    transaction: 'none',
    query: z.object({ days: z.coerce.number().int().min(1).max(730).default(90) }),
    response: z.object({
      centres: z.array(
        z.object({
          centreId: uuid.nullable().describe('null: all together'),
          centreNameZh: z.string(),
          centreNameEn: z.string(),
          n: z.number().int().describe('estimates whose P90 has passed, but for jobs that were given up before it'),
          within90: z.number().nullable().describe('share that had started by P90; nine in ten are promised'),
          within50: z.number().nullable(),
          medianErrorSeconds: z.number().nullable(),
          beside: z
            .object({ n: z.number().int(), medianErrorSeconds: z.number(), engineMedianErrorSeconds: z.number() })
            .nullable()
            .describe('of those for which the engine had its own time'),
        }),
      ),
      latest: z
        .array(
          z.object({
            toldAt: instant,
            cards: z.number().int(),
            p50Seconds: z.number(),
            p90Seconds: z.number(),
            engineSeconds: z.number().nullable(),
            waitedSeconds: z.number().describe('until it started; until now or until it was given up of one that has not'),
            hasStarted: z.boolean(),
          }),
        )
        .describe('the newest of all centres whose P90 has passed, the last one first'),
    }),
    summary: { zh: '等待预估的命中记录', en: 'How estimates of waiting times came out' },
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
  'compute-job.move': {
    method: 'POST',
    path: '/api/v1/compute-jobs/{jobId}/move',
    rights: SUBMITTERS,
    transaction: 'none',
    params: jobId,
    body: z.strictObject({ centreId: uuid }),
    response: job,
    byToken: 'named',
    summary: { zh: '把未开始的作业改到另一中心', en: 'Let a job that has not begun go to another centre' },
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

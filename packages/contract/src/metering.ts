import { z } from 'zod'
import { PROOF_FAULTS } from '@ballast/domain/metering/day-proof.ts'
import { SUSPENSE_REASONS } from '@ballast/domain/metering/attribution.ts'
import { END_STATES } from '@ballast/domain/voucher/settle.ts'
import { OFFICE, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, plainDate, uuid, version } from './scalars.ts'
import { tflopsSeconds, voucherNote } from './voucher.ts'

/** Who answers for the books of the centres. */
export const METERING_OPERATORS: Rights = { administrator: 'zone', computing_operator: 'zone' }
const READERS: Rights = { ...OFFICE, computing_operator: 'zone' }

const centreName = { centreId: uuid, centreCode: z.string(), centreNameZh: z.string(), centreNameEn: z.string() }
const difference = z.string().regex(/^-?\d+$/)

const proof = z.object({
  ...centreName,
  day: plainDate.describe('on which the runs ended, in Beijing time'),
  runs: z.number().int().describe('in the books of the engine'),
  engine: tflopsSeconds.describe('as the engine billed it'),
  metered: tflopsSeconds.describe('as the ledger has it'),
  suspense: tflopsSeconds.describe('not assigned to anybody yet'),
  difference: difference.describe('engine less metered less suspense: zero, or the faults say where not'),
  faults: z.array(z.object({ fault: z.enum(PROOF_FAULTS), label: z.string(), engine: tflopsSeconds, ours: tflopsSeconds })),
  provedAt: instant,
})
export type MeteringProof = z.infer<typeof proof>

const suspense = z.object({
  suspenseId: uuid,
  ...centreName,
  engineJob: z.string(),
  restart: z.number().int(),
  account: z.string(),
  osUser: z.string(),
  jobName: z.string(),
  reason: z.enum(SUSPENSE_REASONS),
  cardType: z.string().nullable().describe('null: the register does not know it'),
  cards: z.number().int(),
  amount: tflopsSeconds,
  elapsedSeconds: z.number().int(),
  endState: z.enum(END_STATES),
  startedAt: instant,
  endedAt: instant,
  endedOn: plainDate,
  enterpriseId: uuid.nullable().describe('whose account it ran in; once assigned, whose it is'),
  enterpriseNameZh: z.string().nullable(),
  enterpriseNameEn: z.string().nullable(),
  assigned: z.object({ at: instant, byName: z.string(), reason: z.string() }).nullable(),
  version,
})
export type SuspenseRow = z.infer<typeof suspense>

export const meteringRoutes = defineRoutes({
  'metering.read': {
    method: 'GET',
    path: '/api/v1/metering',
    rights: READERS,
    response: z.object({
      centres: z.array(
        z.object({
          ...centreName,
          readUntil: instant.nullable().describe('the books are read up to here; null: never yet'),
          readAt: instant.nullable(),
        }),
      ),
      days: z.array(proof).describe('newest first, of the last 62 days that were proved'),
      suspense: z.object({ open: z.number().int(), amount: tflopsSeconds }),
    }),
    summary: { zh: '计量对账', en: 'How far the books are read, and whether they agree' },
  },
  'metering.prove': {
    method: 'POST',
    path: '/api/v1/metering/proofs',
    rights: METERING_OPERATORS,
    transaction: 'none',
    body: z.strictObject({ centreId: uuid, day: plainDate }),
    response: proof,
    summary: { zh: '读取账簿并对账一天', en: 'Read the books of a centre now and prove a day' },
  },
  'metering.suspense': {
    method: 'GET',
    path: '/api/v1/metering/suspense',
    rights: READERS,
    query: paging.extend({ state: z.enum(['open', 'assigned']).default('open') }),
    response: z.object({ rows: z.array(suspense).describe('newest first'), next: z.string().nullable() }),
    summary: { zh: '待认领用量', en: 'Use that belongs to no job of the platform' },
  },
  'metering.assign': {
    method: 'POST',
    path: '/api/v1/metering/suspense/{suspenseId}/assign',
    rights: METERING_OPERATORS,
    params: z.object({ suspenseId: uuid }),
    body: z.strictObject({ enterpriseId: uuid, reason: voucherNote }),
    ifMatch: true,
    response: suspense,
    summary: { zh: '认领用量到企业', en: 'Assign use to an enterprise, which is charged for it' },
  },
})

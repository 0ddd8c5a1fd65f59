import { z } from 'zod'
import { ACCOUNT_KINDS, POSTING_STEPS } from '@ballast/domain/voucher/ledger.ts'
import { END_STATES } from '@ballast/domain/voucher/settle.ts'
import { listOf } from './list.ts'
import { AUDITORS, PLANNERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, plainDate, sourceKind, uuid, yuan } from './scalars.ts'
import { firmName, tflopsSeconds, voucherAmount, voucherHold, voucherUnit, VOUCHER_READERS } from './voucher.ts'

const meteredKey = {
  centre: z.string().trim().min(1).max(60),
  engineJob: z.string().trim().min(1).max(60).describe('number of the job in the engine, which uses numbers again'),
  submittedAt: instant,
  jobId: uuid.nullable().describe('our own id; null: submitted outside the platform'),
  restart: z.number().int().min(0),
}
const run = {
  cardType: z.string(),
  cards: z.number().int().min(1).max(1_000_000),
  elapsedSeconds: z.number().int().min(0).max(100_000_000),
  startedAt: instant,
  endedAt: instant,
  endState: z.enum(END_STATES),
}
const use = z.object({
  useId: uuid,
  ...firmName,
  ...meteredKey,
  ...run,
  tflops: z.number().int(),
  amount: tflopsSeconds,
  covered: tflopsSeconds.describe('taken from the voucher: from quota, or from a paid line'),
  isPaid: z.boolean().describe('on a paid line: what it covered is charged as well'),
  free: tflopsSeconds.describe('free of charge by its end state'),
  chargedYuan: yuan.describe('at the price: the rest, and of a paid line all that is not free'),
  yuanPerPHour: yuan,
  endedOn: plainDate,
  voucherId: uuid.nullable(),
  voucherNo: z.string().nullable(),
  redemptionNo: z.string().nullable().describe('a redemption that stands on it'),
  isUnbilled: z.boolean().describe('of a centre of the zone, and on no bill yet: not to be redeemed before'),
  sourceKind,
})
export type VoucherUse = z.infer<typeof use>

const side = z.object({
  accountId: uuid,
  kind: z.enum(ACCOUNT_KINDS),
  no: z.string().describe('the how-manieth posting of the account'),
  balance: voucherAmount.describe('of the account, afterwards'),
})
const posting = z.object({
  postingId: uuid,
  step: z.enum(POSTING_STEPS),
  unit: voucherUnit,
  amount: voucherAmount,
  from: side,
  to: side,
  year: z.number().int(),
  isPaid: z.boolean().describe('of a paid line, or of the pool of paid lines'),
  voucherId: uuid.nullable(),
  voucherNo: z.string().nullable(),
  enterpriseNameZh: z.string().nullable(),
  enterpriseNameEn: z.string().nullable(),
  causeType: z.enum(['pool', 'application', 'job', 'use', 'redemption', 'voucher']),
  causeId: uuid,
  causeNo: z.string().nullable().describe('number of the application, redemption or voucher; job in the engine'),
  note: z.string().nullable(),
  postedOn: plainDate,
  postedAt: instant,
  postedByName: z.string(),
})
export type VoucherPosting = z.infer<typeof posting>

const accountSum = z.object({
  unit: voucherUnit,
  isPaid: z.boolean().describe('of paid lines, which are no public quota'),
  kind: z.enum(ACCOUNT_KINDS),
  debit: voucherAmount.describe('went out of accounts of this kind'),
  credit: voucherAmount.describe('came in'),
  balance: voucherAmount.describe('came in less went out'),
})
export type AccountSum = z.infer<typeof accountSum>

export const voucherLedgerRoutes = defineRoutes({
  'voucher-hold.place': {
    method: 'POST',
    path: '/api/v1/vouchers/{voucherId}/holds',
    rights: PLANNERS,
    params: z.object({ voucherId: uuid }),
    body: z.strictObject({
      jobId: uuid.describe('our own id of the job; the same again is held for once'),
      cardType: run.cardType,
      cards: run.cards,
      limitSeconds: z.number().int().min(1).max(100_000_000),
      expiresAt: instant.describe('unless it ended before, the hold lapses then'),
    }),
    response: voucherHold,
    byToken: 'named',
    summary: { zh: '占用额度', en: 'Hold quota for a job: cards × nominal TFLOPS × limit' },
  },
  'voucher-hold.release': {
    method: 'POST',
    path: '/api/v1/voucher-holds/{jobId}/release',
    rights: PLANNERS,
    params: z.object({ jobId: uuid }),
    response: voucherHold,
    byToken: 'named',
    summary: { zh: '释放占用', en: 'Release what is held for a job' },
  },
  'voucher-use.record': {
    method: 'POST',
    path: '/api/v1/voucher-uses',
    rights: PLANNERS,
    body: z.strictObject({
      uses: z
        .array(
          z.strictObject({
            ...meteredKey,
            ...run,
            enterpriseId: uuid,
            isLast: z.boolean().default(true).describe('the job will not run again; the rest of its hold goes back'),
          }),
        )
        .min(1)
        .max(1000),
    }),
    response: z.object({ recorded: z.number().int(), known: z.number().int(), chargedYuan: yuan, covered: tflopsSeconds }),
    byToken: 'named',
    summary: { zh: '登记计量', en: 'Record metered use; the same row counts once' },
  },
  'voucher-use.list': {
    method: 'GET',
    path: '/api/v1/voucher-uses',
    rights: VOUCHER_READERS,
    query: paging.extend({
      voucherId: uuid.optional(),
      redemptionId: uuid.optional(),
      enterpriseId: uuid.optional(),
      from: plainDate.optional(),
      to: plainDate.optional(),
    }),
    response: z.object({ rows: z.array(use).describe('newest first'), next: z.string().nullable() }),
    summary: { zh: '计量明细', en: 'Metered use' },
  },
  'voucher-ledger.list': {
    method: 'GET',
    path: '/api/v1/voucher-postings',
    rights: VOUCHER_READERS,
    query: paging.extend({
      voucherId: uuid.optional(),
      unit: voucherUnit.optional(),
      step: listOf(z.enum(POSTING_STEPS)).optional(),
      from: plainDate.optional(),
      to: plainDate.optional(),
    }),
    response: z.object({
      rows: z.array(posting).describe('newest first'),
      next: z.string().nullable(),
      count: z.number().int(),
      sums: z
        .array(accountSum)
        .describe('over all that were asked for; by unit and paid lines apart, debits and credits are equal and balances add up to zero'),
    }),
    summary: { zh: '算力券分录', en: 'Postings of the voucher ledger' },
  },
  'voucher-ledger.verify': {
    method: 'GET',
    path: '/api/v1/voucher-ledger/proof',
    rights: AUDITORS,
    query: z.object({ through: plainDate.optional().describe('balances by the end of this day; today by default') }),
    response: z.object({
      zone: z.string(),
      through: plainDate,
      postings: z.number().int(),
      accounts: z.number().int(),
      milliseconds: z.number().int(),
      sums: z.array(accountSum),
      isProven: z.boolean(),
      checks: z.array(
        z.object({
          code: z.string(),
          message: z.string(),
          looked: z.number().int(),
          wrong: z.number().int(),
          examples: z.array(z.string()),
        }),
      ),
    }),
    summary: { zh: '核验算力券账', en: 'Prove the balances of the voucher ledger' },
  },
})

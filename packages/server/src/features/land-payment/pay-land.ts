import type { LandPayments } from '@ballast/contract/land-payment.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { monthOfDate, type PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit, recordAudits } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { hasCode } from '../code-list/index.ts'
import { findStanding } from '../dispatch/index.ts'
import {
  insertPayments,
  landReported,
  readPayments,
  withdrawPayment,
  type PaymentFacts,
  type PaymentRecord,
} from './land-payment.queries.ts'

async function requireProject(tx: ReadTx, ctx: Context, projectId: Uuid, action: RouteId): Promise<void> {
  const standing = await findStanding(tx, ctx.zone.zoneId, projectId, projectsInReach(ctx, action))
  if (standing === undefined) throw new Refusal('project.not-found')
}

export async function listPayments(
  tx: ReadTx,
  ctx: Context,
  projectId: Uuid,
  action: RouteId = 'land-payment.list',
): Promise<LandPayments> {
  await requireProject(tx, ctx, projectId, action)
  const { zoneId } = ctx.zone
  const records = await readPayments(tx, zoneId, projectId)
  const valid = records.filter(({ withdrawnAt }) => withdrawnAt === null)
  const sum = (payments: readonly PaymentRecord[]) => formatYuan(sumFen(payments.map(({ amountFen }) => amountFen)))
  return {
    projectId,
    businessOn: businessDate(ctx),
    paidYuan: sum(valid),
    countableYuan: sum(valid.filter(({ countsIn }) => countsIn !== null)),
    reportedYuan: formatYuan(await landReported(tx, zoneId, projectId)),
    payments: records.map(({ amountFen, withdrawnBy, withdrawnAt, withdrawnReason, files, version, ...payment }) => ({
      ...payment,
      amountYuan: formatYuan(amountFen),
      version: version.toString(),
      files: Number(files),
      withdrawn:
        withdrawnBy === null || withdrawnAt === null || withdrawnReason === null
          ? null
          : { by: withdrawnBy, at: withdrawnAt, reason: withdrawnReason },
    })),
  }
}

/** What the audit trail says of a payment. */
const sideOf = ({ paidOn, amountFen, countsIn, reasonCode }: PaymentFacts) => ({
  'landPayment.paidOn': paidOn,
  'landPayment.amountYuan': formatYuan(amountFen),
  'landPayment.countsIn': countsIn ?? reasonCode,
})

const faultsOf = ({ paidOn, amountFen, countsIn, reasonCode }: PaymentFacts, today: PlainDate, isReasonKnown: boolean): Reason[] => [
  ...(paidOn > today ? [{ code: 'land-payment.after-today', params: { on: paidOn, today }, at: 'paidOn' }] : []),
  ...(amountFen <= 0n ? [{ code: 'land-payment.not-positive', at: 'amountYuan' }] : []),
  ...(countsIn !== null && countsIn < monthOfDate(paidOn)
    ? [{ code: 'land-payment.counts-before-paid', params: { month: countsIn, paid: paidOn }, at: 'countsIn' }]
    : []),
  ...(countsIn !== null && reasonCode !== null ? [{ code: 'land-payment.reason-of-not-countable', at: 'reasonCode' }] : []),
  ...(countsIn === null && !isReasonKnown ? [{ code: 'land-payment.reason-needed', at: 'reasonCode' }] : []),
]

const isKnown = async (tx: ReadTx, zoneId: Uuid, reasonCode: string | null): Promise<boolean> =>
  reasonCode !== null && (await hasCode(tx, zoneId, 'not-countable-reason', reasonCode))
const momentOf = ({ user, clock }: Context) => ({ by: user.login, byName: user.nameZh, at: clock.now() })

export async function enterPayment(tx: WriteTx, ctx: Context, projectId: Uuid, facts: PaymentFacts): Promise<LandPayments> {
  await requireProject(tx, ctx, projectId, 'land-payment.enter')
  const { zoneId } = ctx.zone
  refuseIfAny('land-payment.refused', faultsOf(facts, businessDate(ctx), await isKnown(tx, zoneId, facts.reasonCode)))
  await insertPayments(tx, zoneId, [{ projectId, ...facts, sourceKind: 'entered', citation: null }], momentOf(ctx))
  const entry = { action: 'land-payment.enter', subjectType: 'project', subjectId: projectId, before: null, after: sideOf(facts) }
  await recordAudit(tx, ctx, entry)
  return listPayments(tx, ctx, projectId, 'land-payment.enter')
}

type PastPayment = PaymentFacts & Pick<PaymentRecord, 'sourceKind' | 'citation'> & { readonly projectId: Uuid }

/** Payments of before, all of them or none. */
export async function enterPastPayments(tx: WriteTx, ctx: Context, payments: readonly PastPayment[], action: string): Promise<void> {
  const { zoneId } = ctx.zone
  const known = new Set<string | null>()
  for (const code of new Set(payments.map(({ reasonCode }) => reasonCode))) if (await isKnown(tx, zoneId, code)) known.add(code)
  const today = businessDate(ctx)
  refuseIfAny(
    'land-payment.refused',
    payments.flatMap((payment) => faultsOf(payment, today, known.has(payment.reasonCode))),
  )
  await insertPayments(tx, zoneId, payments, momentOf(ctx))
  await recordAudits(
    tx,
    ctx,
    payments.map((payment) => ({ action, subjectType: 'project', subjectId: payment.projectId, before: null, after: sideOf(payment) })),
  )
}

/** Takes an entry out of the sums; it stays to be seen, with the reason. */
export async function withdrawEntry(
  tx: WriteTx,
  ctx: Context,
  given: { projectId: Uuid; paymentId: Uuid; ifMatch: bigint; reason: string },
): Promise<LandPayments> {
  const { projectId, paymentId, ifMatch: version, reason } = given
  await requireProject(tx, ctx, projectId, 'land-payment.withdraw')
  const { zoneId } = ctx.zone
  const before = (await readPayments(tx, zoneId, projectId)).find((payment) => payment.paymentId === paymentId)
  if (before === undefined) throw new Refusal('land-payment.not-found')
  if (!(await withdrawPayment(tx, zoneId, { paymentId, version }, { by: ctx.user.login, at: ctx.clock.now(), reason }))) {
    const current = await listPayments(tx, ctx, projectId, 'land-payment.withdraw')
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current })
  }
  const sides = { before: sideOf(before), after: { reason } }
  await recordAudit(tx, ctx, { action: 'land-payment.withdraw', subjectType: 'project', subjectId: projectId, ...sides })
  return listPayments(tx, ctx, projectId, 'land-payment.withdraw')
}

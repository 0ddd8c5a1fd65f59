import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { yearOf } from '@ballast/domain/shared/time.ts'
import type { ApplicationState } from '@ballast/domain/voucher/grant.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import type { VoucherApplication } from '@ballast/contract/voucher.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { enterprisesInReach } from '../../platform/scope.ts'
import { amountOut, unitName } from './amounts.ts'
import { decideApplication, insertApplication, ownsProject, readApplications, type ApplicationRecord } from './application.queries.ts'
import { notify } from '../notification/index.ts'
import { appliedNotice } from './application-notice.ts'
import { momentOf } from './book.ts'
import { nextNumber } from './ledger.queries.ts'

function shown({ unit, amount, granted, version, ...rest }: ApplicationRecord): VoucherApplication {
  return {
    ...rest,
    unit: unitName(unit),
    amount: amountOut(unit, amount),
    granted: granted === null ? null : amountOut(unit, granted),
    version: version.toString(),
  }
}

export async function listApplications(tx: ReadTx, ctx: Context, state: readonly ApplicationState[] | undefined) {
  const reach = enterprisesInReach(ctx, 'voucher-application.list')
  return { rows: (await readApplications(tx, ctx.zone.zoneId, reach, { state })).map(shown) }
}

/** One application in reach of the action, or none. */
export async function applicationOf(tx: ReadTx, ctx: Context, action: RouteId, applicationId: Uuid): Promise<ApplicationRecord> {
  const [found] = await readApplications(tx, ctx.zone.zoneId, enterprisesInReach(ctx, action), { applicationId })
  if (found === undefined) throw new Refusal('voucher-application.not-found')
  return found
}

export const showApplication = async (tx: ReadTx, ctx: Context, action: RouteId, applicationId: Uuid) =>
  shown(await applicationOf(tx, ctx, action, applicationId))

/** For the enterprise that the reporter speaks for. */
export async function applyForVoucher(
  tx: WriteTx,
  ctx: Context,
  given: { unit: VoucherUnit; amount: bigint; purpose: string; projectId: Uuid | null },
  sourceKind: ApplicationRecord['sourceKind'] = 'entered',
): Promise<VoucherApplication> {
  const { zoneId } = ctx.zone
  const { enterpriseId } = ctx.user
  if (enterpriseId === null) throw new Refusal('voucher.no-enterprise', [{ code: 'voucher.no-enterprise' }])
  refuseIfAny('voucher.refused', [
    ...(given.amount > 0n ? [] : [{ code: 'voucher.no-amount', at: 'amount' }]),
    ...(given.projectId === null || (await ownsProject(tx, zoneId, enterpriseId, given.projectId))
      ? []
      : [{ code: 'voucher.not-own-project', at: 'projectId' }]),
  ])
  const moment = momentOf(ctx)
  const applicationNo = await nextNumber(tx, zoneId, 'application', yearOf(moment.on))
  const applicationId = await insertApplication(tx, zoneId, { ...given, enterpriseId, applicationNo, sourceKind }, moment)
  const after = await showApplication(tx, ctx, 'voucher-application.apply', applicationId)
  await recordAudit(tx, ctx, {
    action: 'voucher-application.apply',
    subjectType: 'voucher_application',
    subjectId: applicationId,
    after: { applicationNo, unit: after.unit, amount: after.amount, purpose: after.purpose },
  })
  await notify(tx, ctx, appliedNotice(after))
  return after
}

export async function withdrawApplication(tx: WriteTx, ctx: Context, given: { applicationId: Uuid; version: bigint }) {
  const action = 'voucher-application.withdraw'
  const before = await applicationOf(tx, ctx, action, given.applicationId)
  if (!(await decideApplication(tx, ctx.zone.zoneId, given, { state: 'withdrawn' }))) await refuseDecided(tx, ctx, action, before)
  await recordAudit(tx, ctx, {
    action,
    subjectType: 'voucher_application',
    subjectId: given.applicationId,
    before: { state: before.state },
    after: { state: 'withdrawn' },
  })
  return showApplication(tx, ctx, action, given.applicationId)
}

/** Somebody else has decided it, or it was decided long ago. */
export async function refuseDecided(tx: ReadTx, ctx: Context, action: RouteId, { applicationId }: ApplicationRecord): Promise<never> {
  const current = await showApplication(tx, ctx, action, applicationId)
  if (current.state === 'submitted') throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current })
  throw new Refusal('voucher.refused', [{ code: `voucher-application.is-${current.state}` }], { current })
}

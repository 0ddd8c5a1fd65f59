import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { yearOf } from '@ballast/domain/shared/time.ts'
import { grantObstacles, lastDayOf } from '@ballast/domain/voucher/grant.ts'
import { VOUCHER_ACCOUNTS } from '@ballast/domain/voucher/ledger.ts'
import { inForce, type Terms } from '@ballast/domain/voucher/terms.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { amountIn, amountOut, unitName } from './amounts.ts'
import { notify } from '../notification/index.ts'
import { decidedNotice } from './application-notice.ts'
import { decideApplication } from './application.queries.ts'
import { applicationOf, refuseDecided, showApplication } from './apply.ts'
import { book, momentOf } from './book.ts'
import { findPool, lockPoolAccounts, nextNumber, openAccounts } from './ledger.queries.ts'
import { readTerms } from './terms.queries.ts'
import { grantedIn, insertVoucher } from './voucher.queries.ts'

/** Grants all or a part of what was asked for: a voucher with accounts of its own, filled from the pool of the year. */
export async function grantVoucher(
  tx: WriteTx,
  ctx: Context,
  { applicationId, version, amount, note }: { applicationId: Uuid; version: bigint; amount: string; note: string | null },
) {
  const { zoneId } = ctx.zone
  const action = 'voucher-application.grant'
  const application = await applicationOf(tx, ctx, action, applicationId)
  const { unit, enterpriseId } = application
  const granted = amountIn(unit, amount)
  const moment = momentOf(ctx)
  const year = yearOf(moment.on)
  const poolId = await findPool(tx, zoneId, { year, unit, isPaid: false })
  // Whoever grants from the same pool waits here, so that pool and cap are looked at one after the other.
  const pool = poolId === undefined ? [] : await lockPoolAccounts(tx, zoneId, poolId)
  const terms = inForce(await readTerms(tx, zoneId), moment.on)
  refuseIfAny(
    'voucher.refused',
    grantObstacles({
      unit,
      granted,
      terms,
      asked: application.amount,
      poolLeft: pool.find(({ kind }) => kind === 'pool')?.balance,
      grantedThisYear: await grantedIn(tx, zoneId, enterpriseId, unit, year),
    }),
  )
  if (!(await decideApplication(tx, zoneId, { applicationId, version }, { state: 'granted', note, moment }))) {
    await refuseDecided(tx, ctx, action, application)
  }
  const voucherNo = await nextNumber(tx, zoneId, 'voucher', year)
  const untilOn = lastDayOf(moment.on, terms as Terms)
  const voucher = {
    voucherNo,
    applicationId,
    enterpriseId,
    projectId: application.projectId,
    poolId: poolId as Uuid,
    unit,
    amount: granted,
    untilOn,
    // What was asked for as a simulation is granted as one.
    sourceKind: application.sourceKind,
  }
  const voucherId = await insertVoucher(tx, zoneId, voucher, moment)
  const accounts = await openAccounts(tx, zoneId, { poolId: poolId as Uuid, unit, voucherId }, VOUCHER_ACCOUNTS)
  await book(tx, ctx, [...pool, ...accounts], [{ step: 'grant', amount: granted }], {
    type: 'application',
    id: applicationId,
    voucherId,
    note,
  })
  await recordAudit(tx, ctx, {
    action,
    subjectType: 'voucher_application',
    subjectId: applicationId,
    before: { state: application.state },
    after: { state: 'granted', voucherNo, unit: unitName(unit), amount: amountOut(unit, granted), untilOn },
  })
  const decided = await showApplication(tx, ctx, action, applicationId)
  await notify(tx, ctx, decidedNotice(decided))
  return decided
}

export async function refuseApplication(
  tx: WriteTx,
  ctx: Context,
  { applicationId, version, note }: { applicationId: Uuid; version: bigint; note: string },
) {
  const action = 'voucher-application.refuse'
  const application = await applicationOf(tx, ctx, action, applicationId)
  if (!(await decideApplication(tx, ctx.zone.zoneId, { applicationId, version }, { state: 'refused', note, moment: momentOf(ctx) }))) {
    await refuseDecided(tx, ctx, action, application)
  }
  await recordAudit(tx, ctx, {
    action,
    subjectType: 'voucher_application',
    subjectId: applicationId,
    before: { state: application.state },
    after: { state: 'refused', note },
  })
  const decided = await showApplication(tx, ctx, action, applicationId)
  await notify(tx, ctx, decidedNotice(decided))
  return decided
}

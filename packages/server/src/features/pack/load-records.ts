import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { enterpriseIdsByName } from '../enterprise/index.ts'
import { saveMovements } from '../fund/index.ts'
import { loadCommitments } from '../gate/index.ts'
import { enterPastPayments } from '../land-payment/index.ts'
import { forgetEvents } from '../notification/index.ts'
import { projectIdsByNumber } from '../project/index.ts'
import { acceptPack, loadCase, registerProject, returnPack, savePack, submitPack } from '../registration/index.ts'
import { recordPastVisits } from '../visit/index.ts'
import { loadVouchers } from '../voucher/index.ts'
import { asChecker, onDay } from './load-days.ts'
import { voucherBooksOf } from './pack-computing.ts'
import { commitmentsOf, movementsOf, paymentsOf, registrationsOf, visitsOf, type PackRegistration } from './pack-records.ts'
import type { Pack } from './read-pack.ts'

const ACTION = 'pack.load'

/** Loads what offices keep of projects beside their months: packs for the library, funds, payments for land, visits, commitments, vouchers. */
export async function loadRecords(tx: WriteTx, ctx: Context, pack: Pack): Promise<void> {
  const ids = await projectIdsByNumber(tx, ctx.zone.zoneId)
  const withId = <Row extends { readonly projectNo: string }>({ projectNo, ...row }: Row) => ({
    ...row,
    projectId: ids.get(projectNo) as Uuid,
  })
  for (const one of registrationsOf(pack)) await workOff(tx, ctx, ids.get(one.projectNo) as Uuid, one)
  for (const [sourceKind, movements] of Map.groupBy(movementsOf(pack), (row) => row.sourceKind)) {
    const outcomes = await saveMovements(tx, ctx, movements, { action: ACTION, sourceKind })
    refuseIfAny(
      'pack.row-refused',
      outcomes.flatMap(({ key, reasons }) => reasons.map((reason) => ({ ...reason, at: `fund-movements.csv ${key}` }))),
    )
  }
  await enterPastPayments(tx, ctx, paymentsOf(pack).map(withId), ACTION)
  await recordPastVisits(tx, ctx, visitsOf(pack).map(withId), ACTION)
  await loadCommitments(tx, ctx, commitmentsOf(pack).map(withId), ACTION)
  if (pack.computing !== null) {
    await loadVouchers(tx, ctx, voucherBooksOf(pack.computing.value, await enterpriseIdsByName(tx, ctx.zone.zoneId)))
  }
  // What was before the zone was kept here is news to nobody.
  await forgetEvents(tx, ctx.zone.zoneId)
}

/** A pack goes through the queue as it did: prepared and handed in by one, returned, accepted and registered by another. */
async function workOff(tx: WriteTx, given: Context, projectId: Uuid, one: PackRegistration): Promise<void> {
  const { state, contractNo, contractFen, totalReason, submittedOn, returned, gate, libraryNo, note, sourceKind } = one
  const ctx = submittedOn === undefined ? given : onDay(given, submittedOn)
  const { known } = await loadCase(tx, ctx, projectId, 'registration.save')
  const declared = { ...known, contractNo, contractFen, totalFen: one.totalFen ?? known.totalFen }
  const explanations = totalReason === undefined ? {} : { total: totalReason }
  let { version } = await savePack(tx, ctx, { projectId, ifMatch: 0n, declared, explanations, note, sourceKind })
  const seen = () => ({ projectId, ifMatch: BigInt(version) })
  if (state === 'preparing') return
  ;({ version } = await submitPack(tx, ctx, seen()))
  const checker = asChecker(given)
  if (returned !== null) await returnPack(tx, checker, { ...seen(), items: [returned], note: returned.note })
  if (state !== 'accepted' && state !== 'registered') return
  ;({ version } = await acceptPack(tx, checker, seen()))
  if (state !== 'registered' || gate?.on === undefined) return
  const source = { sourceKind: 'simulated', citation: gate.citation } as const
  await registerProject(tx, checker, { ...seen(), on: gate.on, libraryNo, note: null, source })
}

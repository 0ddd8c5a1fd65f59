import type { ParcelPatch } from '@ballast/contract/parcel.ts'
import type { ParcelRow } from '@ballast/domain/parcel/parcel-row.ts'
import type { ParcelGeometry } from '@ballast/domain/parcel/parcel-geometry.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { parsePlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { loadParcels, lockParcels, removeParcel, usesOfParcel } from './parcel.queries.ts'
import { applyParcels, factsForAudit } from './save-parcels.ts'

/** A patch of the page as a row: the same rules for one parcel as for a thousand. */
function rowOf(name: string, { priceYuan, dealOn, geometry, ...patch }: ParcelPatch): ParcelRow {
  return {
    ...patch,
    name,
    ...(priceYuan === undefined ? {} : { priceFen: priceYuan === null ? null : parseYuan(priceYuan) }),
    ...(dealOn === undefined ? {} : { dealOn: dealOn === null ? null : parsePlainDate(dealOn) }),
    ...(geometry === undefined ? {} : { geometry: geometry as ParcelGeometry | null }),
  }
}

/** Use case: a planner enters a parcel. */
export async function createParcel(tx: WriteTx, ctx: Context, patch: ParcelPatch): Promise<Uuid> {
  const name = patch.names?.[0] ?? ''
  const [applied] = await applyParcels(tx, ctx, [rowOf(name, patch)], { action: 'parcel.create', onlyNew: true })
  if (!applied) throw new Refusal('parcel.refused')
  refuseIfAny('parcel.refused', applied.outcome.outcome === 'refused' ? applied.outcome.reasons : [])
  return applied.parcelId
}

/** Use case: a planner edits a parcel that nobody changed since it was read. */
export async function editParcel(
  tx: WriteTx,
  ctx: Context,
  request: { parcelId: Uuid; ifMatch: bigint; patch: ParcelPatch },
  current: () => Promise<unknown>,
): Promise<void> {
  const parcel = await lockedParcel(tx, ctx, request.parcelId)
  if (parcel.version !== request.ifMatch) throw new Refusal('changed-meanwhile', [], { current: await current() })
  const [applied] = await applyParcels(tx, ctx, [rowOf(parcel.facts.names[0] as string, request.patch)], { action: 'parcel.edit' })
  refuseIfAny('parcel.refused', applied?.outcome.outcome === 'refused' ? applied.outcome.reasons : [])
}

/** Use case: a planner deletes a parcel that neither a project nor a plan uses. */
export async function deleteParcel(
  tx: WriteTx,
  ctx: Context,
  request: { parcelId: Uuid; ifMatch: bigint },
  current: () => Promise<unknown>,
): Promise<void> {
  const parcel = await lockedParcel(tx, ctx, request.parcelId)
  if (parcel.version !== request.ifMatch) throw new Refusal('changed-meanwhile', [], { current: await current() })
  const uses = await usesOfParcel(tx, ctx.zone.zoneId, request.parcelId)
  refuseIfAny('parcel.in-use', [
    ...uses.projects.map((project) => ({ code: 'parcel.used-by-project', params: { project } })),
    ...uses.plans.map((plan) => ({ code: 'parcel.used-by-plan', params: { plan } })),
  ])
  await removeParcel(tx, ctx.zone.zoneId, request.parcelId)
  await recordAudit(tx, ctx, {
    action: 'parcel.delete',
    subjectType: 'parcel',
    subjectId: request.parcelId,
    before: factsForAudit(parcel.facts),
  })
}

async function lockedParcel(tx: WriteTx, ctx: Context, parcelId: Uuid) {
  await lockParcels(tx, ctx.zone.zoneId)
  const [parcel] = await loadParcels(tx, ctx.zone.zoneId, [parcelId])
  if (!parcel) throw new Refusal('parcel.not-found')
  return parcel
}

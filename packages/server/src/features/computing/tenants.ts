import type { ComputeTenant } from '@ballast/contract/compute-centre.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { blockTenant, readTenants, type TenantRecord } from './tenant.queries.ts'

const shown = ({ version, ...rest }: TenantRecord): ComputeTenant => ({ ...rest, version: version.toString() })

export const listTenants = async (tx: ReadTx, { zone }: Context) => ({ rows: (await readTenants(tx, zone.zoneId)).map(shown) })

/** Written down here first; the centre is told by the next round, and told again until it keeps to it. */
export async function setBlock(
  tx: WriteTx,
  ctx: Context,
  given: { centreId: Uuid; enterpriseId: Uuid; version: bigint; reason: string | null },
): Promise<ComputeTenant> {
  const { zoneId } = ctx.zone
  const [before] = await readTenants(tx, zoneId, given)
  if (before === undefined) throw new Refusal('compute-tenant.not-found', [{ code: 'compute-tenant.not-found' }])
  const isSaved = await blockTenant(tx, zoneId, { ...given, at: ctx.clock.now() })
  const [after] = await readTenants(tx, zoneId, given)
  if (!isSaved) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: shown(after ?? before) })
  }
  await recordAudit(tx, ctx, {
    action: 'compute-tenant.block',
    subjectType: 'compute_tenant',
    subjectId: given.enterpriseId,
    before: { centre: before.centreCode, isBlocked: before.isBlocked, reason: before.blockReason },
    after: { centre: before.centreCode, isBlocked: given.reason !== null, reason: given.reason },
  })
  return shown(after ?? before)
}

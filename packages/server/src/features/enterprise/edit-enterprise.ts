import type { Enterprise, EnterprisePatch } from '@ballast/contract/enterprise.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { prepareEnterprises, type PreparedEnterprise } from './prepare-enterprises.ts'
import { findEnterprise, showEnterprise } from './show-enterprise.ts'
import { writePrepared } from './write-enterprises.ts'

export async function editEnterprise(
  tx: WriteTx,
  ctx: Context,
  request: { readonly enterpriseId: Uuid; readonly version: bigint; readonly changes: EnterprisePatch },
): Promise<Enterprise> {
  const { enterpriseId, version, changes } = request
  const before = await findEnterprise(tx, ctx, enterpriseId)
  if (before.version !== version) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showEnterprise(tx, ctx, enterpriseId) })
  }
  const entry = { before, row: { ...changes, nameZh: changes.nameZh ?? before.facts.nameZh } }
  const [prepared] = (await prepareEnterprises(tx, ctx, [entry], {})) as [PreparedEnterprise]
  refuseIfAny('enterprise.refused', prepared.faults)
  await writePrepared(tx, ctx, [prepared], 'enterprise.edit')
  return showEnterprise(tx, ctx, enterpriseId)
}

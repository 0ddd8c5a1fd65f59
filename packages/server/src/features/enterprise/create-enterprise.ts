import type { Enterprise, EnterprisePatch } from '@ballast/contract/enterprise.ts'
import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { prepareEnterprises, type PreparedEnterprise } from './prepare-enterprises.ts'
import { showEnterprise } from './show-enterprise.ts'
import { writePrepared } from './write-enterprises.ts'

export async function createEnterprise(tx: WriteTx, ctx: Context, given: EnterprisePatch & { nameZh: string }): Promise<Enterprise> {
  const [prepared] = (await prepareEnterprises(tx, ctx, [{ before: undefined, row: given }], {})) as [PreparedEnterprise]
  refuseIfAny('enterprise.refused', prepared.faults)
  await writePrepared(tx, ctx, [prepared], 'enterprise.create')
  return showEnterprise(tx, ctx, prepared.enterpriseId)
}

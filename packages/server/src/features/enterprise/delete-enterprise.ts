import { enterpriseFieldTexts } from '@ballast/domain/enterprise/enterprise-facts.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { refusingRaces } from '../../platform/row-save.ts'
import { dependentsOf, removeEnterprise } from './enterprise.queries.ts'
import { findEnterprise, showEnterprise } from './show-enterprise.ts'

/** An enterprise that owns projects or controls others stays. */
export async function deleteEnterprise(tx: WriteTx, ctx: Context, enterpriseId: Uuid, version: bigint): Promise<{ enterpriseId: Uuid }> {
  const { facts } = await findEnterprise(tx, ctx, enterpriseId)
  const { projects, subsidiaries } = await dependentsOf(tx, ctx.zone.zoneId, enterpriseId)
  refuseIfAny('enterprise.in-use', [
    ...projects.map((params) => ({ code: 'enterprise.owns-project', params })),
    ...subsidiaries.map((params) => ({ code: 'enterprise.controls', params })),
  ])
  const isRemoved = await refusingRaces(() => removeEnterprise(tx, ctx.zone.zoneId, enterpriseId, version))
  if (!isRemoved) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showEnterprise(tx, ctx, enterpriseId) })
  }
  const before = Object.fromEntries([...enterpriseFieldTexts(facts)].filter(([, value]) => value !== null))
  await recordAudit(tx, ctx, { action: 'enterprise.delete', subjectType: 'enterprise', subjectId: enterpriseId, before, after: null })
  return { enterpriseId }
}

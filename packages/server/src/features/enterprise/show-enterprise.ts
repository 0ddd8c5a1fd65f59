import type { Enterprise } from '@ballast/contract/enterprise.ts'
import { enterpriseFieldTexts } from '@ballast/domain/enterprise/enterprise-facts.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { enteredFields } from '@ballast/domain/shared/row-facts.ts'
import { yearOf } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { enteredFacts } from '../../platform/history.ts'
import { planVersionOf } from '../project/index.ts'
import { affiliatesOf, ownedProjects } from './enterprise-list.view.ts'
import { readEnterpriseStates, type EnterpriseState } from './enterprise.queries.ts'

export async function findEnterprise(tx: ReadTx, ctx: Context, enterpriseId: Uuid): Promise<EnterpriseState> {
  const [state] = await readEnterpriseStates(tx, ctx.zone.zoneId, { ids: [enterpriseId] })
  if (state === undefined) throw new Refusal('enterprise.not-found')
  return state
}

export async function showEnterprise(tx: ReadTx, ctx: Context, enterpriseId: Uuid, planYear?: number): Promise<Enterprise> {
  const { facts, version, parentId, parentNameEn, createdAt, modifiedAt, modifiedBy } = await findEnterprise(tx, ctx, enterpriseId)
  const year = planYear ?? yearOf(businessDate(ctx))
  return {
    enterpriseId,
    version: version.toString(),
    nameZh: facts.nameZh,
    creditCode: facts.creditCode,
    creditCodeOverrideReason: facts.creditCodeOverrideReason,
    creditCodeOverriddenBy: facts.creditCodeOverriddenBy,
    nameEn: facts.nameEn,
    shortName: facts.shortName,
    aliases: [...facts.aliases],
    groupName: facts.groupName,
    parent: parentId === null ? null : { enterpriseId: parentId, nameZh: facts.parent as string, nameEn: parentNameEn },
    notes: facts.notes,
    custom: facts.custom,
    sourceKind: facts.sourceKind,
    citation: facts.citation,
    createdAt,
    modifiedAt,
    modifiedBy,
    provenance: facts.provenance,
    entered: await enteredFacts(
      tx,
      ctx.zone.zoneId,
      { type: 'enterprise', id: enterpriseId },
      enteredFields(enterpriseFieldTexts(facts), facts.provenance),
    ),
    planYear: year,
    projects: await ownedProjects(tx, ctx.zone.zoneId, enterpriseId, await planVersionOf(tx, ctx.zone.zoneId, year)),
    affiliates: await affiliatesOf(tx, ctx.zone.zoneId, enterpriseId),
  }
}

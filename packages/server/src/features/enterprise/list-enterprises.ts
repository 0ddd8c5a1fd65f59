import type { EnterpriseFilter, EnterpriseList } from '@ballast/contract/enterprise.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { yearOf } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import { customFieldsOf } from '../../platform/custom-field.ts'
import type { ReadTx } from '../../platform/database.ts'
import { enterprisesInReach } from '../../platform/scope.ts'
import { planVersionOf } from '../project/index.ts'
import { enterpriseList, selectedEnterpriseIds, type EnterpriseListRequest } from './enterprise-list.view.ts'

interface ListQuery extends EnterpriseFilter {
  readonly sort: string
  readonly cursor?: string | undefined
  readonly limit: number
  readonly withTotals?: boolean | undefined
}

export async function listEnterprises(tx: ReadTx, ctx: Context, query: ListQuery): Promise<EnterpriseList> {
  return enterpriseList(tx, ctx.zone.zoneId, await requestOf(tx, ctx, query))
}

/** Ids of the enterprises that a filter selects, in the order of the list: what an export of the list writes. */
export async function selectEnterpriseIds(tx: ReadTx, ctx: Context, filter: EnterpriseFilter, sort = 'nameZh'): Promise<Uuid[]> {
  return selectedEnterpriseIds(tx, ctx.zone.zoneId, await requestOf(tx, ctx, { ...filter, sort, limit: 1 }))
}

async function requestOf(tx: ReadTx, ctx: Context, query: ListQuery): Promise<EnterpriseListRequest> {
  const { sort, cursor, limit, withTotals, ...filter } = query
  const fields = sort.includes('custom.') ? await customFieldsOf(tx, ctx.zone.zoneId, 'enterprise') : undefined
  const planYear = filter.planYear ?? yearOf(businessDate(ctx))
  return {
    filter,
    sort,
    cursor,
    limit,
    withTotals: withTotals ?? cursor === undefined,
    planYear,
    versionId: await planVersionOf(tx, ctx.zone.zoneId, planYear),
    reach: enterprisesInReach(ctx, 'enterprise.list'),
    customTypeOf: (fieldCode) => fields?.get(fieldCode)?.valueType,
  }
}

import type { ProjectFilter, ProjectList } from '@ballast/contract/project.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { yearOf } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import { customFieldsOf } from '../../platform/custom-field.ts'
import type { ReadTx } from '../../platform/database.ts'
import { parseRing } from '../../platform/list-query.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { projectIdsWithin } from '../parcel/index.ts'
import { planVersionOf, projectList, selectedProjectIds, selectionOf, type ProjectListRequest } from './project-list.view.ts'

interface ListQuery extends ProjectFilter {
  readonly sort: string
  readonly cursor?: string | undefined
  readonly limit: number
  readonly withTotals?: boolean | undefined
}

export async function listProjects(tx: ReadTx, ctx: Context, query: ListQuery): Promise<ProjectList> {
  return projectList(tx, ctx.zone.zoneId, await requestOf(tx, ctx, query))
}

/** Ids of the projects that a filter selects, in the order of the list: what an export of the list writes. */
export async function selectProjectIds(tx: ReadTx, ctx: Context, filter: ProjectFilter, sort = 'nameZh'): Promise<Uuid[]> {
  return selectedProjectIds(tx, ctx.zone.zoneId, await requestOf(tx, ctx, { ...filter, sort, limit: 1 }))
}

/** The projects that a filter selects and an action reaches, as parts of a statement: for views that show them in another form. */
export async function projectSelection(tx: ReadTx, ctx: Context, filter: ProjectFilter, given: { sort: string; action: RouteId }) {
  const request = await requestOf(tx, ctx, { ...filter, sort: given.sort, limit: 1 }, given.action)
  return { ...selectionOf(ctx.zone.zoneId, request), planYear: request.planYear }
}

async function requestOf(tx: ReadTx, ctx: Context, query: ListQuery, action: RouteId = 'project.list'): Promise<ProjectListRequest> {
  const { sort, cursor, limit, withTotals, ...filter } = query
  const zoneId = ctx.zone.zoneId
  const planYear = filter.planYear ?? yearOf(businessDate(ctx))
  const fields = sort.includes('custom.') ? await customFieldsOf(tx, zoneId, 'project') : undefined
  return {
    filter,
    within: filter.area === undefined ? undefined : await projectIdsWithin(tx, ctx, parseRing(filter.area)),
    sort,
    cursor,
    limit,
    withTotals: withTotals ?? cursor === undefined,
    planYear,
    versionId: await planVersionOf(tx, zoneId, planYear),
    reach: projectsInReach(ctx, action),
    customTypeOf: (fieldCode) => fields?.get(fieldCode)?.valueType,
  }
}

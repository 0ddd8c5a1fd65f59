import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { historyOf } from '../../platform/history.ts'
import { createEnterprise } from './create-enterprise.ts'
import { deleteEnterprise } from './delete-enterprise.ts'
import { editEnterprise } from './edit-enterprise.ts'
import { listEnterprises } from './list-enterprises.ts'
import { showEnterprise } from './show-enterprise.ts'

export const enterpriseHandlers = defineHandlers({
  'enterprise.list': (tx, ctx, { query }) => listEnterprises(tx, ctx, query),
  'enterprise.show': (tx, ctx, { params, query }) => showEnterprise(tx, ctx, params.enterpriseId as Uuid, query.planYear),
  'enterprise.history': (tx, ctx, { params, query }) =>
    historyOf(tx, ctx.zone.zoneId, { type: 'enterprise', id: params.enterpriseId as Uuid }, query),
  'enterprise.create': (tx, ctx, { body }) => createEnterprise(tx, ctx, body),
  'enterprise.edit': (tx, ctx, { params, body, ifMatch }) =>
    editEnterprise(tx, ctx, { enterpriseId: params.enterpriseId as Uuid, version: ifMatch as bigint, changes: body }),
  'enterprise.delete': (tx, ctx, { params, ifMatch }) => deleteEnterprise(tx, ctx, params.enterpriseId as Uuid, ifMatch as bigint),
})

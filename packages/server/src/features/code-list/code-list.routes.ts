import { defineHandlers } from '../../platform/handler.ts'
import { readCodeLists } from './code-list.queries.ts'
import { defineCustomField, dropCustomField } from './define-custom-field.ts'

export const codeListHandlers = defineHandlers({
  'code-list.read': (tx, ctx) => readCodeLists(tx, ctx.zone.zoneId),
  'custom-field.define': (tx, ctx, { params, body }) => defineCustomField(tx, ctx, { ...params, ...body }),
  'custom-field.remove': (tx, ctx, { params }) => dropCustomField(tx, ctx, params),
})

import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { editRule, editStep, readSettings, usePreset } from './edit-settings.ts'
import { listLights, summariseLights } from './list-lights.ts'
import { listStuck } from './list-stuck.ts'
import { exportStuck } from './export-stuck.ts'
import { liftOverride, overrideLight } from './override-light.ts'

export const lightHandlers = defineHandlers({
  'light.list': (tx, ctx, { query }) => listLights(tx, ctx, query),
  'light.summary': (tx, ctx) => summariseLights(tx, ctx),
  'light.stuck': (tx, ctx, { params, query }) => listStuck(tx, ctx, params.list, query),
  'light.export-stuck': (tx, ctx, { params, query: { format, ...query } }) => exportStuck(tx, ctx, params.list, query, format),
  'light.settings': (tx, ctx) => readSettings(tx, ctx),
  'light.edit-rule': (tx, ctx, { params, body, ifMatch }) =>
    editRule(tx, ctx, { kind: params.kind, version: ifMatch as bigint, patch: body }),
  'light.edit-step': (tx, ctx, { params, body, ifMatch }) => editStep(tx, ctx, { step: params.step, version: ifMatch as bigint, ...body }),
  'light.use-preset': (tx, ctx) => usePreset(tx, ctx),
  'light.override': (tx, ctx, { params, body }) =>
    overrideLight(tx, ctx, { projectId: params.projectId as Uuid, kind: params.kind, ...body, untilOn: body.untilOn as PlainDate }),
  'light.end-override': (tx, ctx, { params }) => liftOverride(tx, ctx, { projectId: params.projectId as Uuid, kind: params.kind }),
})

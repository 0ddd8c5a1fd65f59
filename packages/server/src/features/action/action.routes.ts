import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { acceptPlan } from './accept-plan.ts'
import { measureTasks } from './measure.ts'
import { listPlans } from './plan.queries.ts'
import { readSettings, saveSettings } from './settings.ts'
import { planRow, showPlan } from './shown-plan.ts'
import { cancelPlan, startPlan } from './start-plan.ts'
import { closeTask, listTasks } from './tasks.ts'

export const actionHandlers = defineHandlers({
  'action.settings': (tx, ctx) => readSettings(tx, ctx),
  'action.save-settings': (tx, ctx, { body, ifMatch }) =>
    saveSettings(tx, ctx, { facts: body.facts, validFrom: body.validFrom as PlainDate, ifMatch: ifMatch as bigint }),
  'action.list': async (tx, ctx) => ({ rows: (await listPlans(tx, ctx.zone.zoneId)).map((plan) => planRow(ctx, plan)) }),
  'action.show': (tx, ctx, { params }) => showPlan(tx, ctx, params.planId as Uuid),
  'action.plan': (database, ctx, { body }) => startPlan(database, ctx, body.runId as Uuid),
  'action.cancel': (database, ctx, { params }) => cancelPlan(database, ctx, params.planId as Uuid),
  'action.accept': (tx, ctx, { params, body }) =>
    acceptPlan(
      tx,
      ctx,
      params.planId as Uuid,
      body.lines.map((line) => ({ ...line, dueOn: line.dueOn as PlainDate })),
    ),
  'action-task.list': (tx, ctx, { query }) => listTasks(tx, ctx, { projectId: query.projectId as Uuid | undefined, state: query.state }),
  'action-task.close': (tx, ctx, { params, body, ifMatch }) =>
    closeTask(tx, ctx, params.taskId as Uuid, { ...body, on: body.on as PlainDate, ifMatch: ifMatch as bigint }),
  'action-task.measure': (tx, ctx) => measureTasks(tx, ctx),
})

import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { draftPlanOfScenario } from './draft-plan-of-scenario.ts'
import { editScenario, findScenario, removeScenario, saveScenario } from './edit-scenario.ts'
import { readScenarios } from './scenario.queries.ts'
import { showInput } from './show-input.ts'
import { shownScenario } from './shown-scenario.ts'
import { showTrial } from './try-scenario.ts'

export const scenarioHandlers = defineHandlers({
  'forecast.input': (tx, ctx, { params }) => showInput(tx, ctx, params.runId as Uuid),
  'scenario.try': (database, ctx, { body }) => showTrial(database, ctx, { ...body, runId: body.runId as Uuid }),
  'scenario.list': async (tx, ctx, { query }) => {
    const rows = await readScenarios(tx, { zoneId: ctx.zone.zoneId, userId: ctx.user.userId, year: query.year })
    return { scenarios: rows.map((row) => shownScenario(ctx, row)) }
  },
  'scenario.show': async (tx, ctx, { params }) => shownScenario(ctx, await findScenario(tx, ctx, params.scenarioId as Uuid)),
  'scenario.save': (database, ctx, { body }) => saveScenario(database, ctx, { ...body, runId: body.runId as Uuid }),
  'scenario.edit': (database, ctx, { params, body, ifMatch }) =>
    editScenario(database, ctx, { scenarioId: params.scenarioId as Uuid, version: ifMatch as bigint }, body),
  'scenario.remove': (tx, ctx, { params, ifMatch }) =>
    removeScenario(tx, ctx, { scenarioId: params.scenarioId as Uuid, version: ifMatch as bigint }),
  'scenario.draft-plan': (tx, ctx, { params }) => draftPlanOfScenario(tx, ctx, params.scenarioId as Uuid),
})

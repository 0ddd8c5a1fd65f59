import type { Scenario, WireChange } from '@ballast/contract/scenario.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { deleteScenario, insertScenario, isNameTaken, readScenarios, updateScenario, type ScenarioRow } from './scenario.queries.ts'
import { shownScenario } from './shown-scenario.ts'
import { tryScenario } from './try-scenario.ts'

/** What the trail keeps of a scenario. */
const kept = ({ runId, name, isShared, changes, resultVersion }: ScenarioRow) => ({ runId, name, isShared, changes, resultVersion })

export async function findScenario(tx: ReadTx, ctx: Context, scenarioId: Uuid): Promise<ScenarioRow> {
  const [row] = await readScenarios(tx, { zoneId: ctx.zone.zoneId, userId: ctx.user.userId, scenarioId })
  if (row === undefined) throw new Refusal('scenario.not-found')
  return row
}

async function findMine(tx: ReadTx, ctx: Context, scenarioId: Uuid): Promise<ScenarioRow> {
  const row = await findScenario(tx, ctx, scenarioId)
  if (row.userId === ctx.user.userId) return row
  const owner = ctx.locale === 'en' ? row.ownerNameEn : row.ownerNameZh
  throw new Refusal('scenario.not-yours', [{ code: 'scenario.not-yours', params: { owner } }])
}

async function refuseTakenName(tx: ReadTx, ctx: Context, given: { runId: Uuid; name: string; except?: Uuid }): Promise<void> {
  if (await isNameTaken(tx, ctx.zone.zoneId, { ...given, userId: ctx.user.userId }))
    throw new Refusal('scenario.name-taken', [{ code: 'scenario.name-taken', params: { name: given.name }, at: 'name' }])
}

/** Keeps changes with what the engine makes of them here. */
export async function saveScenario(
  database: Database,
  ctx: Context,
  given: { runId: Uuid; name: string; changes: readonly WireChange[]; isShared: boolean },
): Promise<Scenario> {
  const { zoneId } = ctx.zone
  const { result, resultVersion } = await tryScenario(database, ctx, given)
  return database.write(zoneId, async (tx) => {
    await refuseTakenName(tx, ctx, given)
    const scenarioId = newId()
    await insertScenario(tx, zoneId, { ...given, scenarioId, userId: ctx.user.userId, result, resultVersion, at: ctx.clock.now() })
    return answer(tx, ctx, scenarioId, { action: 'scenario.save' })
  })
}

export async function editScenario(
  database: Database,
  ctx: Context,
  given: { scenarioId: Uuid; version: bigint },
  change: { name?: string | undefined; changes?: WireChange[] | undefined; isShared?: boolean | undefined },
): Promise<Scenario> {
  const { zoneId } = ctx.zone
  const { scenarioId, version } = given
  const seen = await database.read(zoneId, (tx) => findMine(tx, ctx, scenarioId))
  const tried = change.changes === undefined ? null : await tryScenario(database, ctx, { runId: seen.runId, changes: change.changes })
  return database.write(zoneId, async (tx) => {
    const before = await findMine(tx, ctx, scenarioId)
    if (change.name !== undefined && change.name !== before.name)
      await refuseTakenName(tx, ctx, { runId: before.runId, name: change.name, except: scenarioId })
    const isWritten = await updateScenario(tx, zoneId, {
      scenarioId,
      version,
      name: change.name ?? before.name,
      isShared: change.isShared ?? before.isShared,
      changes: change.changes ?? before.changes,
      result: tried?.result ?? before.result,
      resultVersion: tried?.resultVersion ?? before.resultVersion,
      at: ctx.clock.now(),
    })
    if (!isWritten) throw changedMeanwhile(ctx, before)
    return answer(tx, ctx, scenarioId, { action: 'scenario.edit', before })
  })
}

export async function removeScenario(tx: WriteTx, ctx: Context, given: { scenarioId: Uuid; version: bigint }) {
  const before = await findMine(tx, ctx, given.scenarioId)
  if (!(await deleteScenario(tx, ctx.zone.zoneId, given))) throw changedMeanwhile(ctx, before)
  const subject = { subjectType: 'forecast_scenario', subjectId: given.scenarioId }
  await recordAudit(tx, ctx, { action: 'scenario.remove', ...subject, before: kept(before), after: null })
  return { scenarioId: given.scenarioId }
}

const changedMeanwhile = (ctx: Context, row: ScenarioRow) =>
  new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: shownScenario(ctx, row) })

async function answer(
  tx: WriteTx,
  ctx: Context,
  scenarioId: Uuid,
  { action, before }: { action: string; before?: ScenarioRow },
): Promise<Scenario> {
  const after = await findScenario(tx, ctx, scenarioId)
  await recordAudit(tx, ctx, {
    action,
    subjectType: 'forecast_scenario',
    subjectId: scenarioId,
    before: before && kept(before),
    after: kept(after),
  })
  return shownScenario(ctx, after)
}

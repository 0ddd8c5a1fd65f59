import { sql } from 'kysely'
import type { WireChange } from '@ballast/contract/scenario.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface ScenarioRow {
  readonly scenarioId: Uuid
  readonly version: bigint
  readonly runId: Uuid
  readonly year: number
  readonly asOf: YearMonth
  readonly name: string
  readonly isShared: boolean
  readonly userId: Uuid
  readonly ownerNameZh: string
  readonly ownerNameEn: string
  readonly modifiedAt: Instant
  readonly changes: WireChange[]
  readonly result: string
  readonly resultVersion: string
}

interface Wanted {
  readonly zoneId: Uuid
  /** Who asks: he sees his own and what is shared. */
  readonly userId: Uuid
  readonly year?: number | undefined
  readonly scenarioId?: Uuid | undefined
}

/** The user's own first, then what others share; the newest first. */
export async function readScenarios(tx: ReadTx, { zoneId, userId, year, scenarioId }: Wanted): Promise<ScenarioRow[]> {
  const { rows } = await sql<ScenarioRow>`
    select s.scenario_id as "scenarioId", s.version, s.run_id as "runId", r.year, to_char(r.as_of_ym, 'YYYY-MM') as "asOf", s.name,
      s.is_shared as "isShared", s.user_id as "userId", u.name_zh as "ownerNameZh", u.name_en as "ownerNameEn",
      s.modified_at as "modifiedAt", s.changes, s.result, s.result_version as "resultVersion"
    from forecast_scenario s
    join forecast_run r on r.zone_id = s.zone_id and r.run_id = s.run_id
    join app_user u on u.zone_id = s.zone_id and u.user_id = s.user_id
    where s.zone_id = ${zoneId} and (s.user_id = ${userId} or s.is_shared)
      and (${year ?? null}::integer is null or r.year = ${year ?? null}::integer)
      and (${scenarioId ?? null}::uuid is null or s.scenario_id = ${scenarioId ?? null}::uuid)
    order by s.user_id = ${userId} desc, s.modified_at desc, s.scenario_id`.execute(tx)
  return rows
}

export async function isNameTaken(
  tx: ReadTx,
  zoneId: Uuid,
  { runId, userId, name, except }: { runId: Uuid; userId: Uuid; name: string; except?: Uuid | undefined },
): Promise<boolean> {
  const found = await tx
    .selectFrom('forecast_scenario')
    .select('scenario_id')
    .where('zone_id', '=', zoneId)
    .where('run_id', '=', runId)
    .where('user_id', '=', userId)
    .where('name', '=', name)
    .execute()
  return found.some(({ scenario_id: id }) => id !== except)
}

interface Content {
  readonly name: string
  readonly isShared: boolean
  readonly changes: readonly WireChange[]
  readonly result: string
  readonly resultVersion: string
  readonly at: Instant
}

const columns = ({ name, isShared, changes, result, resultVersion, at }: Content) => ({
  name,
  is_shared: isShared,
  changes: JSON.stringify(changes),
  result,
  result_version: resultVersion,
  modified_at: at,
})

export async function insertScenario(
  tx: WriteTx,
  zoneId: Uuid,
  { scenarioId, runId, userId, ...content }: Content & { scenarioId: Uuid; runId: Uuid; userId: Uuid },
): Promise<void> {
  await tx
    .insertInto('forecast_scenario')
    .values({ zone_id: zoneId, scenario_id: scenarioId, run_id: runId, user_id: userId, ...columns(content) })
    .execute()
}

/** @returns whether the scenario stood at this version */
export async function updateScenario(
  tx: WriteTx,
  zoneId: Uuid,
  { scenarioId, version, ...content }: Content & { scenarioId: Uuid; version: bigint },
): Promise<boolean> {
  const rows = await tx
    .updateTable('forecast_scenario')
    .set((set) => ({ version: set('version', '+', 1n), ...columns(content) }))
    .where('zone_id', '=', zoneId)
    .where('scenario_id', '=', scenarioId)
    .where('version', '=', version)
    .returning('scenario_id')
    .execute()
  return rows.length > 0
}

/** @returns whether the scenario stood at this version */
export async function deleteScenario(tx: WriteTx, zoneId: Uuid, { scenarioId, version }: { scenarioId: Uuid; version: bigint }) {
  const rows = await tx
    .deleteFrom('forecast_scenario')
    .where('zone_id', '=', zoneId)
    .where('scenario_id', '=', scenarioId)
    .where('version', '=', version)
    .returning('scenario_id')
    .execute()
  return rows.length > 0
}

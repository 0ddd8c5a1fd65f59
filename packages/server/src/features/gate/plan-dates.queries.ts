import { sql } from 'kysely'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

/** The gates of a type with their usual distances. */
export async function readGateOffsets(tx: ReadTx, zoneId: Uuid, typeCode: string | null): Promise<Map<LifeGate, number | null>> {
  const { rows } = await sql<{ gate: LifeGate; offset: number | null }>`
    select g.gate, g.offset_workdays as "offset" from project_type_gate g where g.zone_id = ${zoneId} and g.type_code = ${typeCode}`.execute(
    tx,
  )
  return new Map(rows.map(({ gate, offset }) => [gate, offset]))
}

export const hasType = async (tx: ReadTx, zoneId: Uuid, typeCode: string): Promise<boolean> =>
  (await tx
    .selectFrom('project_type')
    .select('type_code')
    .where('zone_id', '=', zoneId)
    .where('type_code', '=', typeCode)
    .executeTakeFirst()) !== undefined

export const setType = (
  tx: WriteTx,
  zoneId: Uuid,
  projectId: Uuid,
  { typeCode, at, by }: { typeCode: string | null; at: Instant; by: string },
) =>
  tx
    .updateTable('project')
    .set({ type_code: typeCode, version: sql`version + 1`, modified_at: at, modified_by: by })
    .where('zone_id', '=', zoneId)
    .where('project_id', '=', projectId)
    .execute()

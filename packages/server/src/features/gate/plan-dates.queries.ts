import { sql } from 'kysely'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { WorkdayCalendar } from '@ballast/domain/shared/workday.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

/** The gates of a type with their usual distances. */
export async function readGateOffsets(tx: ReadTx, zoneId: Uuid, typeCode: string | null): Promise<Map<LifeGate, number | null>> {
  const { rows } = await sql<{ gate: LifeGate; offset: number | null }>`
    select g.gate, g.offset_workdays as "offset" from project_type_gate g where g.zone_id = ${zoneId} and g.type_code = ${typeCode}`.execute(
    tx,
  )
  return new Map(rows.map(({ gate, offset }) => [gate, offset]))
}

/** The calendar of holidays that the zone goes by; null: it has none. */
export async function readZoneCalendar(tx: ReadTx, zoneId: Uuid): Promise<WorkdayCalendar | null> {
  const { rows } = await sql<{ coveredFrom: PlainDate; coveredUntil: PlainDate; day: PlainDate | null; kind: string | null }>`
    select c.covered_from as "coveredFrom", c.covered_until as "coveredUntil", d.day, d.kind
    from zone z join shared_calendar c on c.calendar = z.calendar left join shared_calendar_day d on d.calendar = c.calendar
    where z.zone_id = ${zoneId}`.execute(tx)
  const [first] = rows
  if (first === undefined) return null
  const days = (of: string) => new Set(rows.flatMap(({ day, kind }) => (kind === of && day !== null ? [day] : [])))
  const { coveredFrom, coveredUntil } = first
  return { coveredFrom, coveredUntil, holidays: days('holiday'), makeUpWorkdays: days('make_up_workday') }
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

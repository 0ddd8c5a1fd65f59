import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { WorkdayCalendar } from '@ballast/domain/shared/workday.ts'
import type { ReadTx } from './database.ts'

/** The calendar of working days that the zone goes by; null: it has none. */
export async function readCalendar(tx: ReadTx, zoneId: Uuid): Promise<WorkdayCalendar | null> {
  const { rows } = await sql<{ coveredFrom: PlainDate; coveredUntil: PlainDate; holidays: PlainDate[]; makeUps: PlainDate[] }>`
    select c.covered_from as "coveredFrom", c.covered_until as "coveredUntil",
      array(select d.day::text from shared_calendar_day d where d.calendar = c.calendar and d.kind = 'holiday') as holidays,
      array(select d.day::text from shared_calendar_day d where d.calendar = c.calendar and d.kind = 'make_up_workday') as "makeUps"
    from zone z join shared_calendar c on c.calendar = z.calendar where z.zone_id = ${zoneId}`.execute(tx)
  const [row] = rows
  if (row === undefined) return null
  const { coveredFrom, coveredUntil } = row
  return { coveredFrom, coveredUntil, holidays: new Set(row.holidays), makeUpWorkdays: new Set(row.makeUps) }
}

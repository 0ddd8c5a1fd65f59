import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

/**
 * The plan version that was in force when a day began: the last that was adopted by then, or else the year's first, because what is
 * recorded later of an earlier day has only the later moment. Without a day: the one in force now. Null: the year has none.
 */
export async function versionAt(tx: ReadTx, zoneId: Uuid, year: number, cutoff: PlainDate | null): Promise<Uuid | null> {
  const wasAdopted = sql`v.adopted_at < ${cutoff}::date::timestamp at time zone 'Asia/Shanghai'`
  const { rows } = await sql<{ versionId: Uuid }>`
    select v.version_id as "versionId" from plan_version v join year_plan y on y.zone_id = v.zone_id and y.year = v.year
    where v.zone_id = ${zoneId} and v.year = ${year} and v.status = 'adopted'
    order by case when ${cutoff}::date is null then v.version_id = y.adopted_version_id else ${wasAdopted} end desc,
      case when ${wasAdopted} then v.number end desc nulls last, v.number limit 1`.execute(tx)
  return rows[0]?.versionId ?? null
}

/** The years of the zone that have a plan in force or reported months, the latest first. */
export async function forecastYears(tx: ReadTx, zoneId: Uuid): Promise<{ year: number; hasPlan: boolean }[]> {
  const { rows } = await sql<{ year: number; hasPlan: boolean }>`
    select y.year, bool_or(y.has_plan) as "hasPlan" from (
      select year, true as has_plan from year_plan where zone_id = ${zoneId} and adopted_version_id is not null
      union all
      select extract(year from month_ym)::integer, false from report_period where zone_id = ${zoneId}
    ) y group by y.year order by y.year desc`.execute(tx)
  return rows
}

import { sql } from 'kysely'
import type { Horizon } from '@ballast/contract/forecast-names.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, yearMonthOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

/** The periods by which a plan can name a horizon. */
const PERIODS: Readonly<Record<Horizon, readonly [string, string]>> = {
  Q1: ['Q1', 'cumulative-03'],
  H1: ['H1', 'cumulative-06'],
  Q3: ['first-three-quarters', 'cumulative-09'],
  YE: ['year', 'cumulative-12'],
}

export interface Targets {
  readonly fen: Readonly<Partial<Record<Horizon, bigint>>>
  readonly industrySharePpm: bigint | null
}

/** What the zone as a whole is to reach, and industry's part of it. */
export async function readTargets(tx: ReadTx, zoneId: Uuid, versionId: Uuid | null): Promise<Targets> {
  if (versionId === null) return { fen: {}, industrySharePpm: null }
  const { rows } = await sql<{ indicator: string; period: string; fen: bigint | null; ppm: bigint | null }>`
    select t.indicator, t.period, t.value_fen as fen, t.value_ppm as ppm from plan_target t
    left join category c on c.zone_id = t.zone_id and t.scope_kind = 'category' and c.category_code = t.scope_code
    where t.zone_id = ${zoneId} and t.version_id = ${versionId} and t.comparator <> 'at_most' and (
      (t.indicator = 'total-investment' and t.scope_kind = 'zone' and t.value_fen is not null)
      or (t.indicator = 'category-share' and c.is_industry and t.period = 'year' and t.value_ppm is not null))
    order by t.target_id`.execute(tx)
  const found: Partial<Record<Horizon, bigint>> = {}
  for (const [horizon, periods] of Object.entries(PERIODS) as [Horizon, readonly string[]][]) {
    const target = periods.flatMap((period) => rows.filter((row) => row.indicator === 'total-investment' && row.period === period))[0]
    if (target?.fen != null) found[horizon] = target.fen
  }
  return { fen: found, industrySharePpm: rows.find(({ indicator }) => indicator === 'category-share')?.ppm ?? null }
}

/** What was reported of each month before a year, corrections that appear by the as-of month included. */
export async function monthsBefore(tx: ReadTx, zoneId: Uuid, year: number, asOf: YearMonth): Promise<{ month: YearMonth; fen: bigint }[]> {
  const [first, last] = [firstDayOf(yearMonthOf(year, 1)), firstDayOf(asOf)]
  const { rows } = await sql<{ month: YearMonth; fen: bigint }>`
    select to_char(r.month_ym, 'YYYY-MM') as month, sum(r.fen)::bigint as fen from (
      select r.month_ym, r.total_fen as fen from report_return r where r.zone_id = ${zoneId} and r.state = 'closed' and r.month_ym < ${first}
      union all
      select c.month_ym, c.total_fen from report_correction c where c.zone_id = ${zoneId} and c.month_ym < ${first} and c.appears_ym <= ${last}
    ) r group by r.month_ym order by r.month_ym`.execute(tx)
  return rows
}

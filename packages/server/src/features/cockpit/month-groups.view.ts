import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, yearMonthOf, yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import type { VersionKey } from './cockpit.view.ts'

export interface MonthSums {
  readonly yearFen: bigint
  readonly monthFen: bigint
  /** From January to the month. */
  readonly cumulativeFen: bigint
}

export interface MonthGroup extends MonthSums {
  readonly categoryCode: string | null
  readonly clusterCode: string | null
}

const sumsUpTo = (month: YearMonth) => {
  const [on, january] = [firstDayOf(month), firstDayOf(yearMonthOf(yearOf(month), 1))]
  return sql`coalesce(sum(m.total_fen), 0)::bigint as "yearFen",
    coalesce(sum(m.total_fen) filter (where m.month_ym = ${on}), 0)::bigint as "monthFen",
    coalesce(sum(m.total_fen) filter (where m.month_ym between ${january} and ${on}), 0)::bigint as "cumulativeFen"`
}

/** The countable plan of a version by category and cluster: of the year, of a month, and up to it. */
export async function monthGroups(tx: ReadTx, { zoneId, versionId }: VersionKey, month: YearMonth): Promise<MonthGroup[]> {
  const { rows } = await sql<MonthGroup>`
    select p.category_code as "categoryCode", p.cluster_code as "clusterCode", ${sumsUpTo(month)}
    from plan_month m join project p on p.zone_id = m.zone_id and p.project_id = m.project_id
    where m.zone_id = ${zoneId} and m.version_id = ${versionId} and m.countable group by p.category_code, p.cluster_code`.execute(tx)
  return rows
}

/** The same of single projects. */
export async function monthSumsOf(
  tx: ReadTx,
  { zoneId, versionId }: VersionKey,
  month: YearMonth,
  projectIds: readonly Uuid[],
): Promise<Map<Uuid, MonthSums>> {
  const { rows } = await sql<MonthSums & { projectId: Uuid }>`
    select m.project_id as "projectId", ${sumsUpTo(month)} from plan_month m
    where m.zone_id = ${zoneId} and m.version_id = ${versionId} and m.countable and m.project_id = any(${projectIds}::uuid[])
    group by m.project_id`.execute(tx)
  return new Map(rows.map((row) => [row.projectId, row]))
}

import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, yearMonthOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

export interface DoneRow {
  readonly figure: 'plan' | 'dispatched' | 'reported' | 'last-year'
  readonly clusterCode: string | null
  readonly month: YearMonth
  readonly fen: bigint
  readonly constructionInstallationFen: bigint
  readonly equipmentFen: bigint
  readonly isSimulated: boolean
}

interface Request {
  readonly year: number
  readonly versionId: Uuid | null
}

const sums = (alias: string) => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`sum(${column('total_fen')})::bigint as fen, sum(${column('construction_fen')} + ${column('installation_fen')})::bigint as "constructionInstallationFen",
    sum(${column('equipment_fen')})::bigint as "equipmentFen", bool_or(${column('source_kind')} = 'simulated') as "isSimulated"`
}

/** Closed returns by their month, and corrections by the month of the report in which they appear: so a year to date is what its reports said. */
const reportedIn = (zoneId: Uuid, figure: DoneRow['figure'], year: number) => {
  const [first, last] = [firstDayOf(yearMonthOf(year, 1)), firstDayOf(yearMonthOf(year, 12))]
  return sql`
    select ${figure}::text as figure, p.cluster_code as "clusterCode", to_char(r.month_ym, 'YYYY-MM') as month, ${sums('r')}
    from (
      select r.project_id, r.month_ym, r.total_fen, r.construction_fen, r.installation_fen, r.equipment_fen, r.source_kind from report_return r
      where r.zone_id = ${zoneId} and r.state = 'closed' and r.month_ym between ${first} and ${last}
      union all
      select c.project_id, c.appears_ym, c.total_fen, c.construction_fen, c.installation_fen, c.equipment_fen, c.source_kind from report_correction c
      where c.zone_id = ${zoneId} and c.month_ym between ${first} and ${last} and c.appears_ym <= ${last}
    ) r join project p on p.zone_id = ${zoneId} and p.project_id = r.project_id group by 2, 3`
}

/** The three figures of a year and what was reported in the year before, by month and cluster, in one statement. */
export async function doneRows(tx: ReadTx, zoneId: Uuid, { year, versionId }: Request): Promise<DoneRow[]> {
  const [first, last] = [firstDayOf(yearMonthOf(year, 1)), firstDayOf(yearMonthOf(year, 12))]
  const { rows } = await sql<DoneRow>`
    select 'plan' as figure, p.cluster_code as "clusterCode", to_char(m.month_ym, 'YYYY-MM') as month, sum(m.total_fen)::bigint as fen,
      sum(m.construction_fen + m.installation_fen)::bigint as "constructionInstallationFen", sum(m.equipment_fen)::bigint as "equipmentFen", false as "isSimulated"
    from plan_month m join project p on p.zone_id = m.zone_id and p.project_id = m.project_id
    where m.zone_id = ${zoneId} and m.version_id = ${versionId}::uuid and m.countable and m.month_ym between ${first} and ${last} group by 2, 3
    union all
    select 'dispatched', p.cluster_code, to_char(d.month_ym, 'YYYY-MM'), ${sums('d')}
    from dispatch_entry d join project p on p.zone_id = d.zone_id and p.project_id = d.project_id
    where d.zone_id = ${zoneId} and d.superseded_at is null and d.month_ym between ${first} and ${last} group by 2, 3
    union all ${reportedIn(zoneId, 'reported', year)}
    union all ${reportedIn(zoneId, 'last-year', year - 1)}`.execute(tx)
  return rows
}

export interface ReportEnd {
  readonly month: YearMonth
  readonly firstMonth: YearMonth
}

/** Closed reports of a year and of the year before it. */
export async function closedReports(tx: ReadTx, zoneId: Uuid, year: number): Promise<ReportEnd[]> {
  const [first, last] = [firstDayOf(yearMonthOf(year - 1, 1)), firstDayOf(yearMonthOf(year, 12))]
  const { rows } = await sql<ReportEnd>`
    select to_char(t.month_ym, 'YYYY-MM') as month, to_char(t.first_month_ym, 'YYYY-MM') as "firstMonth" from report_period t
    where t.zone_id = ${zoneId} and t.closed_at is not null and t.month_ym between ${first} and ${last} order by t.month_ym`.execute(tx)
  return rows
}

export interface NamedCluster {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly color: string | null
}

export async function clusterNames(tx: ReadTx, zoneId: Uuid): Promise<NamedCluster[]> {
  const { rows } = await sql<NamedCluster>`
    select k.cluster_code as code, k.name_zh as "nameZh", k.name_en as "nameEn", k.color from cluster k where k.zone_id = ${zoneId} order by k.sort`.execute(
    tx,
  )
  return rows
}

import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

/** Seconds since 1970 at which a month begins and ends. */
export interface Span {
  readonly from: number
  readonly until: number
}

export interface UseOf {
  readonly enterpriseId: Uuid
  readonly enterpriseNameZh: string
  readonly enterpriseNameEn: string | null
  readonly projectId: Uuid | null
  readonly projectNameZh: string | null
  readonly projectNameEn: string | null
  readonly clusterCode: string | null
  readonly clusterNameZh: string | null
  readonly clusterNameEn: string | null
  readonly parcels: readonly string[]
  readonly runs: bigint
  readonly amount: bigint
  readonly completed: bigint
  readonly granted: bigint
  readonly longestWait: bigint | null
  readonly isSimulated: boolean
}

/** Runs that lie in the span, cut at its ends: `s` to `e`, at `p` TFLOPS. */
const runsIn = (zoneId: Uuid, { from, until }: Span) => sql`
  select r.*, greatest(r.began, ${from}::bigint) as s, least(r.ended, ${until}::bigint) as e from (
    select u.enterprise_id, v.project_id, u.end_state, u.restart, u.source_kind, u.cards * u.tflops as p,
      floor(extract(epoch from u.started_at))::bigint as began, floor(extract(epoch from u.started_at))::bigint + u.elapsed_s as ended,
      floor(extract(epoch from u.started_at - u.submitted_at))::bigint as wait
    from voucher_use u left join voucher v on v.zone_id = u.zone_id and v.voucher_id = u.voucher_id
    where u.zone_id = ${zoneId} and u.ended_on >= (to_timestamp(${from}) at time zone 'Asia/Shanghai')::date) r
  where r.began < ${until}::bigint and r.ended > ${from}::bigint`

/** Work by full hour since 1970, of hours that have any; a run that completed counts as completed in each hour in which it ran. */
export async function workByHours(tx: ReadTx, zoneId: Uuid, span: Span): Promise<{ hour: number; amount: bigint; completed: bigint }[]> {
  const { rows } = await sql<{ hour: number; amount: bigint; completed: bigint }>`
    with cut as (
      select h.hour, r.end_state, r.p * (least(r.e, (h.hour + 1) * 3600) - greatest(r.s, h.hour * 3600)) as amount
      from (${runsIn(zoneId, span)}) r cross join lateral generate_series(r.s / 3600, (r.e - 1) / 3600) as h(hour)
      where r.s < r.e
    )
    select hour::int as hour, sum(amount)::bigint as amount, coalesce(sum(amount) filter (where end_state = 'completed'), 0)::bigint as completed
    from cut group by hour order by hour`.execute(tx)
  return rows
}

/** Work, and public quota that was valid, by enterprise and the project for which its voucher was granted. */
export async function workByProjects(tx: ReadTx, zoneId: Uuid, span: Span): Promise<UseOf[]> {
  const { rows } = await sql<UseOf>`
    with work as (
      select r.enterprise_id, r.project_id, count(*) as runs, sum(r.p * (r.e - r.s)) as amount, bool_or(r.source_kind = 'simulated') as simulated,
        coalesce(sum(r.p * (r.e - r.s)) filter (where r.end_state = 'completed'), 0) as completed, max(r.wait) filter (where r.restart = 0) as wait
      from (${runsIn(zoneId, span)}) r group by 1, 2
    ), quota as (
      select v.enterprise_id, v.project_id, sum(v.granted) as granted, bool_or(v.source_kind = 'simulated') as simulated
      from (select v.enterprise_id, v.project_id, v.source_kind, v.from_on, v.until_on,
          (select coalesce(sum(g.amount), 0) from voucher_posting g
            where g.zone_id = v.zone_id and g.voucher_id = v.voucher_id and g.step = 'grant') as granted
        from voucher v where v.zone_id = ${zoneId} and v.unit = 'tflops_s' and not v.is_paid) v
      where v.from_on < (to_timestamp(${span.until}) at time zone 'Asia/Shanghai')::date
        and v.until_on >= (to_timestamp(${span.from}) at time zone 'Asia/Shanghai')::date
      group by 1, 2
    ), pairs as (
      select enterprise_id, project_id from work union select enterprise_id, project_id from quota
    )
    select b.enterprise_id as "enterpriseId", e.name_zh as "enterpriseNameZh", e.name_en as "enterpriseNameEn", b.project_id as "projectId",
      p.name_zh as "projectNameZh", p.name_en as "projectNameEn", p.cluster_code as "clusterCode", c.name_zh as "clusterNameZh",
      c.name_en as "clusterNameEn", coalesce((select array_agg(l.name order by l.name) from project_parcel k
        join parcel l on l.zone_id = k.zone_id and l.parcel_id = k.parcel_id
        where k.zone_id = ${zoneId} and k.project_id = b.project_id), '{}') as parcels,
      coalesce(w.runs, 0)::bigint as runs, coalesce(w.amount, 0)::bigint as amount, coalesce(w.completed, 0)::bigint as completed,
      coalesce(q.granted, 0)::bigint as granted, w.wait as "longestWait", coalesce(w.simulated, false) or coalesce(q.simulated, false) as "isSimulated"
    from pairs b join enterprise e on e.zone_id = ${zoneId} and e.enterprise_id = b.enterprise_id
    left join project p on p.zone_id = ${zoneId} and p.project_id = b.project_id
    left join cluster c on c.zone_id = ${zoneId} and c.cluster_code = p.cluster_code
    left join work w on w.enterprise_id = b.enterprise_id and w.project_id is not distinct from b.project_id
    left join quota q on q.enterprise_id = b.enterprise_id and q.project_id is not distinct from b.project_id`.execute(tx)
  return rows
}

/** Months in which a run ended, the newest first. */
export async function monthsOfUse(tx: ReadTx, zoneId: Uuid): Promise<YearMonth[]> {
  const { rows } = await sql<{ month: YearMonth }>`
    select distinct to_char(u.ended_on, 'YYYY-MM') as month from voucher_use u where u.zone_id = ${zoneId} order by 1 desc`.execute(tx)
  return rows.map(({ month }) => month)
}

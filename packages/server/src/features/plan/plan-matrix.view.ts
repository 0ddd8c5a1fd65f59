import { sql } from 'kysely'
import type { z } from 'zod'
import type { planEditRoutes } from '@ballast/contract/plan-edit.ts'
import type { PlanSourceKind, ProfileName } from '@ballast/domain/plan/plan-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { ReadTx } from '../../platform/database.ts'

type Routes = (typeof planEditRoutes)['plan.matrix']
type Filter = Omit<z.output<Routes['query']>, 'versionId'>

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)
const likePattern = (text: string): string =>
  `%${text
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, '\\$&')}%`

interface MatrixRecord {
  projectId: Uuid
  projectNo: string
  nameZh: string
  nameEn: string | null
  shortName: string | null
  categoryCode: string | null
  clusterCode: string | null
  nodeId: Uuid | null
  annualFen: bigint
  profile: ProfileName
  sourceKind: PlanSourceKind
  citation: string | null
  version: bigint
  months: string[]
  notCountableFen: bigint
  sharePpm: bigint
}

/** Projects by months, in order of the project number; the totals are of everything that the filter leaves, not of the page. */
export async function planMatrix(tx: ReadTx, zoneId: Uuid, versionId: Uuid, filter: Filter): Promise<z.input<Routes['response']>> {
  const conditions = [
    sql`pp.zone_id = ${zoneId} and pp.version_id = ${versionId}`,
    ...(filter.categoryCode === undefined ? [] : [sql`p.category_code = ${filter.categoryCode}`]),
    ...(filter.clusterCode === undefined ? [] : [sql`p.cluster_code = ${filter.clusterCode}`]),
    ...(filter.search === undefined || filter.search.trim() === '' ? [] : [sql`p.search_text like ${likePattern(filter.search)}`]),
    ...(filter.nodeId === undefined
      ? []
      : [
          sql`pp.node_id in (
            with recursive below as (
              select n.node_id from plan_node n where n.zone_id = ${zoneId} and n.version_id = ${versionId} and n.node_id = ${filter.nodeId}
              union
              select n.node_id from plan_node n join below b on n.parent_id = b.node_id where n.zone_id = ${zoneId} and n.version_id = ${versionId}
            ) select node_id from below)`,
        ]),
  ]
  const listed = sql`from plan_project pp join project p on p.zone_id = pp.zone_id and p.project_id = pp.project_id
    where ${sql.join(conditions, sql` and `)}`
  const monthSum = (month: number) =>
    sql`coalesce(sum(d.total_fen) filter (where d.countable and extract(month from d.month_ym) = ${sql.lit(month)}), 0)::text`
  const { rows } = await sql<MatrixRecord>`
    select l.*, m.months, m."notCountableFen", coalesce(s.ppm, 0)::bigint as "sharePpm"
    from (
      select pp.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", p.short_name as "shortName",
        p.category_code as "categoryCode", p.cluster_code as "clusterCode", pp.node_id as "nodeId", pp.annual_fen as "annualFen", pp.profile,
        pp.source_kind as "sourceKind", pp.citation, pp.version
      ${listed} ${filter.cursor === undefined ? sql`` : sql`and p.project_no > ${filter.cursor}`}
      order by p.project_no limit ${filter.limit + 1}
    ) l
    left join lateral (
      select json_build_array(${sql.join(MONTHS.map(monthSum))}) as months,
        coalesce(sum(d.total_fen) filter (where not d.countable), 0)::bigint as "notCountableFen"
      from plan_month d where d.zone_id = ${zoneId} and d.version_id = ${versionId} and d.project_id = l."projectId"
    ) m on true
    left join lateral (
      select sum(h.share_ppm)::bigint as ppm from plan_share h
      where h.zone_id = ${zoneId} and h.version_id = ${versionId} and h.project_id = l."projectId"
    ) s on true
    order by l."projectNo"`.execute(tx)
  const { rows: heads } = await sql<{ projects: bigint; annualFen: bigint }>`
    select count(*) as projects, coalesce(sum(pp.annual_fen), 0)::bigint as "annualFen" ${listed}`.execute(tx)
  // Each project fetches its own months by key, whatever the database knows about the size of the tables.
  const { rows: sums } = await sql<{ month: number; fen: bigint; notCountable: bigint }>`
    with listed as materialized (select pp.project_id ${listed})
    select extract(month from m.month_ym)::integer as month, coalesce(sum(m.total_fen) filter (where m.countable), 0)::bigint as fen,
      coalesce(sum(m.total_fen) filter (where not m.countable), 0)::bigint as "notCountable"
    from listed l cross join lateral (
      select d.month_ym, d.countable, d.total_fen from plan_month d
      where d.zone_id = ${zoneId} and d.version_id = ${versionId} and d.project_id = l.project_id offset 0
    ) m
    group by 1`.execute(tx)

  const page = rows.slice(0, filter.limit)
  const total = (amounts: Iterable<bigint>) => formatYuan([...amounts].reduce((sum, fen) => sum + fen, 0n))
  return {
    versionId,
    rows: page.map(({ months, annualFen, notCountableFen, sharePpm, version, ...row }) => {
      const fens = months.map(BigInt)
      return {
        ...row,
        annualYuan: formatYuan(annualFen),
        monthsYuan: total(fens),
        notCountableYuan: formatYuan(notCountableFen),
        months: fens.map(formatYuan),
        sharePpm: Number(sharePpm),
        version: String(version),
      }
    }),
    next: rows.length > filter.limit ? (page.at(-1)?.projectNo ?? null) : null,
    total: {
      projects: Number(heads[0]?.projects ?? 0n),
      annualYuan: formatYuan(heads[0]?.annualFen ?? 0n),
      monthsYuan: total(sums.map((row) => row.fen)),
      notCountableYuan: total(sums.map((row) => row.notCountable)),
      months: MONTHS.map((month) => formatYuan(sums.find((row) => row.month === month)?.fen ?? 0n)),
    },
  }
}

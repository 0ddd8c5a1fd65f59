import { sql } from 'kysely'
import type { PlanSummary } from '@ballast/contract/plan.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { monthOfDate, monthsOfYear, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { ReadTx } from '../../platform/database.ts'
import { findVersion } from './plan.queries.ts'

/** What the cockpit and `plan show` say of one version of a year's plan. */
export async function planSummary(
  tx: ReadTx,
  zoneId: Uuid,
  locale: Locale,
  request: { year: number; versionId?: Uuid | undefined },
): Promise<PlanSummary> {
  const version = await findVersion(tx, zoneId, request)
  const key = { zoneId, versionId: version.versionId }
  const nameOf = (row: { nameZh: string; nameEn: string }) => (locale === 'en' ? row.nameEn : row.nameZh)

  const targets = await tx
    .selectFrom('plan_target')
    .select([
      'plan_target.indicator',
      'plan_target.scope_kind as scopeKind',
      'plan_target.scope_code as scopeCode',
      'plan_target.period',
      'plan_target.comparator',
      'plan_target.value_fen as valueFen',
      'plan_target.value_ppm as valuePpm',
      'plan_target.value_count as valueCount',
    ])
    .where('plan_target.zone_id', '=', zoneId)
    .where('plan_target.version_id', '=', key.versionId)
    .orderBy('plan_target.target_id')
    .execute()
  const totalFen =
    targets.find((row) => row.indicator === 'total-investment' && row.scopeKind === 'zone' && row.period === 'year')?.valueFen ?? 0n

  const { rows: groups } = await sql<{
    kind: 'category' | 'cluster'
    code: string
    categoryCode: string
    color: string
    nameZh: string
    nameEn: string
    isIndustry: boolean
    frameFen: bigint
    plannedFen: bigint
  }>`
    with planned as (
      select p.category_code, p.cluster_code, sum(m.total_fen)::bigint as fen
      from plan_month m join project p on p.zone_id = m.zone_id and p.project_id = m.project_id
      where m.zone_id = ${zoneId} and m.version_id = ${key.versionId} and m.countable
      group by 1, 2
    ), frames as (
      select n.category_code, n.cluster_code, sum(n.frame_fen)::bigint as fen from plan_node n
      where n.zone_id = ${zoneId} and n.version_id = ${key.versionId} and n.category_code is not null
      group by 1, 2
    )
    select 'category' as kind, c.category_code as code, c.category_code as "categoryCode", '' as color, c.name_zh as "nameZh", c.name_en as "nameEn",
      c.is_industry as "isIndustry", coalesce((select f.fen from frames f where f.category_code = c.category_code and f.cluster_code is null), 0)::bigint as "frameFen",
      coalesce((select sum(p.fen) from planned p where p.category_code = c.category_code), 0)::bigint as "plannedFen", c.sort
    from category c where c.zone_id = ${zoneId}
    union all
    select 'cluster', k.cluster_code, k.category_code, k.color, k.name_zh, k.name_en, false,
      coalesce((select f.fen from frames f where f.cluster_code = k.cluster_code), 0)::bigint,
      coalesce((select sum(p.fen) from planned p where p.cluster_code = k.cluster_code), 0)::bigint, k.sort
    from cluster k where k.zone_id = ${zoneId}
    order by 1, 10`.execute(tx)

  const { rows: months } = await sql<{
    month: PlainDate
    construction: bigint
    installation: bigint
    equipment: bigint
    other: bigint
    land: bigint
    total: bigint
    notCountable: bigint
  }>`
    select m.month_ym as month,
      coalesce(sum(m.construction_fen) filter (where m.countable), 0)::bigint as construction,
      coalesce(sum(m.installation_fen) filter (where m.countable), 0)::bigint as installation,
      coalesce(sum(m.equipment_fen) filter (where m.countable), 0)::bigint as equipment,
      coalesce(sum(m.other_fen) filter (where m.countable), 0)::bigint as other,
      coalesce(sum(m.land_fen) filter (where m.countable), 0)::bigint as land,
      coalesce(sum(m.total_fen) filter (where m.countable), 0)::bigint as total,
      coalesce(sum(m.total_fen) filter (where not m.countable), 0)::bigint as "notCountable"
    from plan_month m where m.zone_id = ${zoneId} and m.version_id = ${key.versionId} group by m.month_ym`.execute(tx)

  const { rows: counts } = await sql<{ projects: bigint; parcels: bigint; unplacedFen: bigint }>`
    select (select count(*) from plan_project p where p.zone_id = ${zoneId} and p.version_id = ${key.versionId}) as projects,
      (select count(distinct s.parcel_id) from plan_share s join parcel g on g.zone_id = s.zone_id and g.parcel_id = s.parcel_id
        where s.zone_id = ${zoneId} and s.version_id = ${key.versionId} and g.kind = 'parcel') as parcels,
      (select coalesce(sum(m.total_fen), 0) from plan_month m
        where m.zone_id = ${zoneId} and m.version_id = ${key.versionId} and m.countable and coalesce(
          (select sum(s.share_ppm) from plan_share s where s.zone_id = m.zone_id and s.version_id = m.version_id and s.project_id = m.project_id), 0
        ) <> ${WHOLE_PPM})::bigint as "unplacedFen"`.execute(tx)
  const count = counts[0] ?? { projects: 0n, parcels: 0n, unplacedFen: 0n }

  const plannedFen = months.reduce((sum, row) => sum + row.total, 0n)
  const industryFen = groups.filter((row) => row.kind === 'category' && row.isIndustry).reduce((sum, row) => sum + row.plannedFen, 0n)
  const allocatedFen = plannedFen - count.unplacedFen
  const unplannedFen = totalFen > plannedFen ? totalFen - plannedFen : 0n
  const byMonth = new Map(months.map((row) => [monthOfDate(row.month), row]))
  return {
    year: version.year,
    versionId: version.versionId,
    version: version.number,
    title: version.title,
    targets: targets.map(({ valueFen, valuePpm, valueCount, ...target }) => ({
      ...target,
      valueYuan: valueFen === null ? null : formatYuan(valueFen),
      valueRatio: valuePpm === null ? null : ratioText(valuePpm, WHOLE_PPM),
      valueCount: valueCount === null ? null : Number(valueCount),
    })),
    totalYuan: formatYuan(totalFen),
    plannedYuan: formatYuan(plannedFen),
    notCountableYuan: formatYuan(months.reduce((sum, row) => sum + row.notCountable, 0n)),
    allocatedYuan: formatYuan(allocatedFen),
    floatingYuan: formatYuan(unplannedFen + count.unplacedFen),
    byCategory: groups
      .filter((row) => row.kind === 'category')
      .map((row) => ({
        code: row.code,
        nameZh: row.nameZh,
        nameEn: row.nameEn,
        name: nameOf(row),
        frameYuan: formatYuan(row.frameFen),
        plannedYuan: formatYuan(row.plannedFen),
      })),
    byCluster: groups
      .filter((row) => row.kind === 'cluster')
      .map((row) => ({
        code: row.code,
        categoryCode: row.categoryCode,
        color: row.color,
        nameZh: row.nameZh,
        nameEn: row.nameEn,
        name: nameOf(row),
        frameYuan: formatYuan(row.frameFen),
        plannedYuan: formatYuan(row.plannedFen),
      })),
    byMonth: monthsOfYear(version.year).map((month) => {
      const row = byMonth.get(month)
      return {
        month,
        yuan: formatYuan(row?.total ?? 0n),
        constructionYuan: formatYuan(row?.construction ?? 0n),
        installationYuan: formatYuan(row?.installation ?? 0n),
        equipmentYuan: formatYuan(row?.equipment ?? 0n),
        otherYuan: formatYuan(row?.other ?? 0n),
        landYuan: formatYuan(row?.land ?? 0n),
      }
    }),
    industryShare: ratioText(industryFen, plannedFen),
    projects: Number(count.projects),
    parcels: Number(count.parcels),
  }
}

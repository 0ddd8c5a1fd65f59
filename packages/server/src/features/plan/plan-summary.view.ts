import { sql } from 'kysely'
import type { PlanSummary } from '@ballast/contract/plan.ts'
import type { ContentNode } from '@ballast/domain/plan/plan-content.ts'
import { totalTarget } from '@ballast/domain/plan/rules/target-rules.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { monthsOfYear, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { ReadTx } from '../../platform/database.ts'
import { readCategories, readClusters, readNodes, readTargets } from './plan-content.queries.ts'
import { findVersion } from './plan.queries.ts'

interface MonthSum {
  month: YearMonth
  construction: bigint
  installation: bigint
  equipment: bigint
  other: bigint
  land: bigint
  notCountable: bigint
}

interface GroupSum {
  categoryCode: string | null
  clusterCode: string | null
  isPlaced: boolean
  fen: bigint
}

const totalOf = (month: MonthSum): bigint => month.construction + month.installation + month.equipment + month.other

/** Frames of the topmost nodes that carry the category or cluster: what lies below them is part of them. */
function frameOf(nodes: readonly ContentNode[], carries: (node: ContentNode) => boolean): bigint {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const hasCarrierAbove = (node: ContentNode): boolean => {
    for (let above = parentOf(node); above !== undefined; above = parentOf(above)) if (carries(above)) return true
    return false
  }
  const parentOf = (node: ContentNode) => (node.parentId === null ? undefined : byId.get(node.parentId))
  return nodes.filter((node) => carries(node) && !hasCarrierAbove(node)).reduce((sum, node) => sum + node.frameFen, 0n)
}

/** What the cockpit and `plan show` say of one version of a year's plan. */
export async function planSummary(
  tx: ReadTx,
  zoneId: Uuid,
  locale: Locale,
  request: { year: number; versionId?: Uuid | undefined },
): Promise<PlanSummary> {
  const version = await findVersion(tx, zoneId, request)
  const nameOf = (row: { nameZh: string; nameEn: string }) => (locale === 'en' ? row.nameEn : row.nameZh)

  const targets = await readTargets(tx, zoneId, version.versionId)
  const totalFen = totalTarget(targets)?.valueFen ?? 0n

  // Two passes over the months: one with every sum at each of two levels costs a third more.
  const { rows: months } = await sql<MonthSum>`
    select to_char(m.month_ym, 'YYYY-MM') as month, coalesce(sum(m.construction_fen) filter (where m.countable), 0)::bigint as construction,
      coalesce(sum(m.installation_fen) filter (where m.countable), 0)::bigint as installation,
      coalesce(sum(m.equipment_fen) filter (where m.countable), 0)::bigint as equipment,
      coalesce(sum(m.other_fen) filter (where m.countable), 0)::bigint as other,
      coalesce(sum(m.land_fen) filter (where m.countable), 0)::bigint as land,
      coalesce(sum(m.total_fen) filter (where not m.countable), 0)::bigint as "notCountable"
    from plan_month m where m.zone_id = ${zoneId} and m.version_id = ${version.versionId}
    group by m.month_ym`.execute(tx)
  const { rows: groups } = await sql<GroupSum>`
    with planned as materialized (
      select m.project_id, sum(m.total_fen) as fen from plan_month m
      where m.zone_id = ${zoneId} and m.version_id = ${version.versionId} and m.countable group by m.project_id
    ), shared as materialized (
      select h.project_id, sum(h.share_ppm) as ppm from plan_share h
      where h.zone_id = ${zoneId} and h.version_id = ${version.versionId} group by h.project_id
    )
    select p.category_code as "categoryCode", p.cluster_code as "clusterCode",
      coalesce(s.ppm, 0) = ${WHOLE_PPM}::bigint as "isPlaced", sum(r.fen)::bigint as fen
    from planned r
    join project p on p.zone_id = ${zoneId} and p.project_id = r.project_id
    left join shared s on s.project_id = r.project_id
    group by 1, 2, 3`.execute(tx)
  const { rows: counts } = await sql<{ projects: bigint; parcels: bigint }>`
    select (select count(*) from plan_project p where p.zone_id = ${zoneId} and p.version_id = ${version.versionId}) as projects,
      (select count(distinct s.parcel_id) from plan_share s where s.zone_id = ${zoneId} and s.version_id = ${version.versionId}
        and not exists (select from parcel g where g.zone_id = ${zoneId} and g.parcel_id = s.parcel_id and g.kind = 'corridor')) as parcels`.execute(
    tx,
  )
  const categories = await readCategories(tx, zoneId)
  const clusters = await readClusters(tx, zoneId)
  const nodes = await readNodes(tx, zoneId, version.versionId)
  const categoryOf = new Map(clusters.map((row) => [row.code, row.categoryCode]))

  const plannedIn = (test: (group: GroupSum) => boolean) => groups.filter(test).reduce((sum, group) => sum + group.fen, 0n)
  const plannedFen = plannedIn(() => true)
  const unplacedFen = plannedIn((group) => !group.isPlaced)
  const unplannedFen = totalFen > plannedFen ? totalFen - plannedFen : 0n
  const industry = new Set(categories.filter((row) => row.isIndustry).map((row) => row.code))
  const industryFen = plannedIn((group) => group.categoryCode !== null && industry.has(group.categoryCode))
  const byMonth = new Map(months.map((row) => [row.month, row]))
  return {
    year: version.year,
    versionId: version.versionId,
    version: version.number,
    title: version.title,
    targets: targets.map((target) => ({
      indicator: target.indicator,
      scopeKind: target.scopeKind,
      scopeCode: target.scopeCode,
      period: target.period,
      comparator: target.comparator,
      valueYuan: target.valueFen === null ? null : formatYuan(target.valueFen),
      valueRatio: target.valuePpm === null ? null : ratioText(target.valuePpm, WHOLE_PPM),
      valueCount: target.valueCount === null ? null : Number(target.valueCount),
    })),
    totalYuan: formatYuan(totalFen),
    plannedYuan: formatYuan(plannedFen),
    notCountableYuan: formatYuan(months.reduce((sum, row) => sum + row.notCountable, 0n)),
    allocatedYuan: formatYuan(plannedFen - unplacedFen),
    floatingYuan: formatYuan(unplannedFen + unplacedFen),
    byCategory: categories.map((row) => ({
      code: row.code,
      nameZh: row.nameZh,
      nameEn: row.nameEn,
      name: nameOf(row),
      frameYuan: formatYuan(
        frameOf(nodes, (node) => node.categoryCode === row.code || categoryOf.get(node.clusterCode ?? '') === row.code),
      ),
      plannedYuan: formatYuan(plannedIn((group) => group.categoryCode === row.code)),
    })),
    byCluster: clusters.map((row) => ({
      code: row.code,
      categoryCode: row.categoryCode,
      color: row.color,
      nameZh: row.nameZh,
      nameEn: row.nameEn,
      name: nameOf(row),
      frameYuan: formatYuan(frameOf(nodes, (node) => node.clusterCode === row.code)),
      plannedYuan: formatYuan(plannedIn((group) => group.clusterCode === row.code)),
    })),
    byMonth: monthsOfYear(version.year).map((month) => {
      const row = byMonth.get(month)
      return {
        month,
        yuan: formatYuan(row === undefined ? 0n : totalOf(row)),
        constructionYuan: formatYuan(row?.construction ?? 0n),
        installationYuan: formatYuan(row?.installation ?? 0n),
        equipmentYuan: formatYuan(row?.equipment ?? 0n),
        otherYuan: formatYuan(row?.other ?? 0n),
        landYuan: formatYuan(row?.land ?? 0n),
      }
    }),
    industryShare: ratioText(industryFen, plannedFen),
    projects: Number(counts[0]?.projects ?? 0n),
    parcels: Number(counts[0]?.parcels ?? 0n),
  }
}

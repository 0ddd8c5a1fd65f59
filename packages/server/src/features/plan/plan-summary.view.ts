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

interface SummaryCell {
  categoryCode: string | null
  clusterCode: string | null
  month: YearMonth
  countable: boolean
  isPlaced: boolean
  construction: bigint
  installation: bigint
  equipment: bigint
  other: bigint
  land: bigint
}

const totalOf = (cells: readonly SummaryCell[]): bigint =>
  cells.reduce((sum, cell) => sum + cell.construction + cell.installation + cell.equipment + cell.other, 0n)

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

  // Each project fetches its own months by key: the plan holds even on a database that has not counted its rows yet.
  const { rows: cells } = await sql<SummaryCell>`
    with planned as materialized (
      select pp.project_id, p.category_code, p.cluster_code, coalesce((
          select sum(h.share_ppm) from plan_share h
          where h.zone_id = pp.zone_id and h.version_id = pp.version_id and h.project_id = pp.project_id
        ), 0) = ${WHOLE_PPM}::bigint as is_placed
      from plan_project pp join project p on p.zone_id = pp.zone_id and p.project_id = pp.project_id
      where pp.zone_id = ${zoneId} and pp.version_id = ${version.versionId}
    )
    select g.category_code as "categoryCode", g.cluster_code as "clusterCode", to_char(m.month_ym, 'YYYY-MM') as month, m.countable,
      g.is_placed as "isPlaced", sum(m.construction_fen)::bigint as construction, sum(m.installation_fen)::bigint as installation,
      sum(m.equipment_fen)::bigint as equipment, sum(m.other_fen)::bigint as other, sum(m.land_fen)::bigint as land
    from planned g cross join lateral (
      select d.month_ym, d.countable, d.construction_fen, d.installation_fen, d.equipment_fen, d.other_fen, d.land_fen from plan_month d
      where d.zone_id = ${zoneId} and d.version_id = ${version.versionId} and d.project_id = g.project_id offset 0
    ) m
    group by g.category_code, g.cluster_code, m.month_ym, m.countable, g.is_placed`.execute(tx)
  const { rows: counts } = await sql<{ projects: bigint; parcels: bigint }>`
    select (select count(*) from plan_project p where p.zone_id = ${zoneId} and p.version_id = ${version.versionId}) as projects,
      (select count(distinct s.parcel_id) from plan_share s join parcel g on g.zone_id = s.zone_id and g.parcel_id = s.parcel_id
        where s.zone_id = ${zoneId} and s.version_id = ${version.versionId} and g.kind = 'parcel') as parcels`.execute(tx)
  const categories = await readCategories(tx, zoneId)
  const clusters = await readClusters(tx, zoneId)
  const nodes = await readNodes(tx, zoneId, version.versionId)
  const categoryOf = new Map(clusters.map((row) => [row.code, row.categoryCode]))

  const countable = cells.filter((cell) => cell.countable)
  const plannedFen = totalOf(countable)
  const unplacedFen = totalOf(countable.filter((cell) => !cell.isPlaced))
  const unplannedFen = totalFen > plannedFen ? totalFen - plannedFen : 0n
  const plannedIn = (test: (cell: SummaryCell) => boolean) => totalOf(countable.filter(test))
  const industry = new Set(categories.filter((row) => row.isIndustry).map((row) => row.code))
  const industryFen = plannedIn((cell) => cell.categoryCode !== null && industry.has(cell.categoryCode))
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
    notCountableYuan: formatYuan(totalOf(cells.filter((cell) => !cell.countable))),
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
      plannedYuan: formatYuan(plannedIn((cell) => cell.categoryCode === row.code)),
    })),
    byCluster: clusters.map((row) => ({
      code: row.code,
      categoryCode: row.categoryCode,
      color: row.color,
      nameZh: row.nameZh,
      nameEn: row.nameEn,
      name: nameOf(row),
      frameYuan: formatYuan(frameOf(nodes, (node) => node.clusterCode === row.code)),
      plannedYuan: formatYuan(plannedIn((cell) => cell.clusterCode === row.code)),
    })),
    byMonth: monthsOfYear(version.year).map((month) => {
      const inMonth = countable.filter((cell) => cell.month === month)
      const part = (pick: (cell: SummaryCell) => bigint) => formatYuan(inMonth.reduce((sum, cell) => sum + pick(cell), 0n))
      return {
        month,
        yuan: formatYuan(totalOf(inMonth)),
        constructionYuan: part((cell) => cell.construction),
        installationYuan: part((cell) => cell.installation),
        equipmentYuan: part((cell) => cell.equipment),
        otherYuan: part((cell) => cell.other),
        landYuan: part((cell) => cell.land),
      }
    }),
    industryShare: ratioText(industryFen, plannedFen),
    projects: Number(counts[0]?.projects ?? 0n),
    parcels: Number(counts[0]?.parcels ?? 0n),
  }
}

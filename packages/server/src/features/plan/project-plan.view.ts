import { sql } from 'kysely'
import type { ProjectPlan } from '@ballast/contract/plan-edit.ts'
import { splitLinesOnShares } from '@ballast/domain/plan/share.ts'
import { compositionTotal } from '@ballast/domain/plan/spread.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import { readProjects } from './plan-content.queries.ts'

interface Head {
  projectNo: string
  nameZh: string
  nameEn: string | null
  totalFen: bigint | null
  startOn: PlainDate | null
  completionOn: PlainDate | null
  version: bigint
}

/** One project's plan with months, composition, shares and the places that the register gives it. */
export async function projectPlan(tx: ReadTx, zoneId: Uuid, versionId: Uuid, projectId: Uuid): Promise<ProjectPlan> {
  const { rows: heads } = await sql<Head>`
    select p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", p.total_fen as "totalFen", pp.version,
      (select g.planned_on from project_gate g where g.zone_id = p.zone_id and g.project_id = p.project_id and g.gate = 'construction_start') as "startOn",
      (select g.planned_on from project_gate g where g.zone_id = p.zone_id and g.project_id = p.project_id and g.gate = 'completion') as "completionOn"
    from plan_project pp join project p on p.zone_id = pp.zone_id and p.project_id = pp.project_id
    where pp.zone_id = ${zoneId} and pp.version_id = ${versionId} and pp.project_id = ${projectId}`.execute(tx)
  const head = heads[0]
  const [plan] = await readProjects(tx, zoneId, versionId, [projectId])
  if (!head || !plan) throw new Refusal('plan.project-not-found')
  const { rows: places } = await sql<{ parcelId: Uuid; parcel: string; areaM2: string | null; floorAreaM2: string | null }>`
    select g.parcel_id as "parcelId", g.name as parcel,
      coalesce(u.area_m2, g.area_official_m2, g.area_computed_m2) as "areaM2", coalesce(u.floor_area_m2, g.floor_area_m2) as "floorAreaM2"
    from project_parcel u join parcel g on g.zone_id = u.zone_id and g.parcel_id = u.parcel_id
    where u.zone_id = ${zoneId} and u.project_id = ${projectId} order by g.name`.execute(tx)
  const { rows: names } = await sql<{ parcelId: Uuid; name: string; kind: string }>`
    select g.parcel_id as "parcelId", g.name, g.kind from plan_share s join parcel g on g.zone_id = s.zone_id and g.parcel_id = s.parcel_id
    where s.zone_id = ${zoneId} and s.version_id = ${versionId} and s.project_id = ${projectId}`.execute(tx)
  const nameOf = new Map(names.map((row) => [row.parcelId, row]))
  const parts = splitLinesOnShares(
    plan.months,
    plan.shares.map((share) => share.sharePpm),
  )
  return {
    versionId,
    projectId,
    projectNo: head.projectNo,
    nameZh: head.nameZh,
    nameEn: head.nameEn,
    nodeId: plan.nodeId,
    annualYuan: formatYuan(plan.annualFen),
    profile: plan.profile,
    note: plan.note,
    totalYuan: head.totalFen === null ? null : formatYuan(head.totalFen),
    startOn: head.startOn,
    completionOn: head.completionOn,
    months: plan.months.map((line) => ({
      month: line.month,
      notCountableReason: line.notCountableReason,
      constructionYuan: formatYuan(line.constructionFen),
      installationYuan: formatYuan(line.installationFen),
      equipmentYuan: formatYuan(line.equipmentFen),
      otherYuan: formatYuan(line.otherFen),
      landYuan: formatYuan(line.landFen),
      totalYuan: formatYuan(compositionTotal(line)),
    })),
    shares: plan.shares.map((share, index) => ({
      parcelId: share.parcelId,
      parcel: nameOf.get(share.parcelId)?.name ?? '',
      kind: nameOf.get(share.parcelId)?.kind ?? 'parcel',
      sharePpm: Number(share.sharePpm),
      method: share.method,
      yuan: formatYuan(parts[index] ?? 0n),
    })),
    places,
    sourceKind: plan.sourceKind,
    citation: plan.citation,
    version: String(head.version),
  }
}

export async function planCandidates(
  tx: ReadTx,
  zoneId: Uuid,
  versionId: Uuid,
  search: string,
): Promise<{ projectId: Uuid; projectNo: string; nameZh: string; nameEn: string | null }[]> {
  const { rows } = await sql<{ projectId: Uuid; projectNo: string; nameZh: string; nameEn: string | null }>`
    select p.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn" from project p
    where p.zone_id = ${zoneId} and position(${search.trim().toLowerCase()} in p.search_text) > 0
      and not exists (select 1 from plan_project pp where pp.zone_id = p.zone_id and pp.version_id = ${versionId} and pp.project_id = p.project_id)
    order by p.project_no limit 50`.execute(tx)
  return rows
}

export async function planPlaces(tx: ReadTx, zoneId: Uuid, search: string): Promise<{ parcelId: Uuid; parcel: string; kind: string }[]> {
  const { rows } = await sql<{ parcelId: Uuid; parcel: string; kind: string }>`
    select g.parcel_id as "parcelId", g.name as parcel, g.kind from parcel g
    where g.zone_id = ${zoneId} and position(${search.trim().toLowerCase()} in g.search_text) > 0 order by g.sort_key, g.parcel_id limit 50`.execute(
    tx,
  )
  return rows
}

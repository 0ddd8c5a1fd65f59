import { sql } from 'kysely'
import type { Project } from '@ballast/contract/project.ts'
import type { RelationKind, RowSourceKind } from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { monthOfDate, type Instant, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

type Plan = Project['plans'][number]

/** What stands beside the facts of a project on its page. */
export async function projectSurroundings(tx: ReadTx, zoneId: Uuid, projectId: Uuid) {
  const { rows } = await sql<{
    createdAt: Instant
    modifiedAt: Instant
    modifiedBy: string
    ownerId: Uuid | null
    ownerName: string | null
    ownerNameEn: string | null
    ownerCreditCode: string | null
  }>`
    select p.created_at as "createdAt", p.modified_at as "modifiedAt", p.modified_by as "modifiedBy", e.enterprise_id as "ownerId",
      e.name_zh as "ownerName", e.name_en as "ownerNameEn", e.credit_code as "ownerCreditCode"
    from project p left join enterprise e on e.zone_id = p.zone_id and e.enterprise_id = p.owner_enterprise_id
    where p.zone_id = ${zoneId} and p.project_id = ${projectId}`.execute(tx)
  const row = rows[0] as (typeof rows)[number]
  return {
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
    modifiedBy: row.modifiedBy,
    owner:
      row.ownerId === null
        ? null
        : { enterpriseId: row.ownerId, nameZh: row.ownerName as string, nameEn: row.ownerNameEn, creditCode: row.ownerCreditCode },
    parcels: await parcelsOf(tx, zoneId, projectId),
    relations: await relationsOf(tx, zoneId, projectId),
    plans: await plansOf(tx, zoneId, projectId),
  }
}

async function parcelsOf(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<Project['parcels']> {
  const { rows } = await sql<Project['parcels'][number]>`
    select g.parcel_id as "parcelId", g.name, g.name_en as "nameEn", g.kind, l.area_m2 as "areaM2", l.floor_area_m2 as "floorAreaM2",
      g.area_official_m2 as "areaOfficialM2", g.area_computed_m2 as "areaComputedM2", g.land_use_code as "landUseCode", g.status
    from project_parcel l join parcel g on g.zone_id = l.zone_id and g.parcel_id = l.parcel_id
    where l.zone_id = ${zoneId} and l.project_id = ${projectId} order by g.sort_key, g.parcel_id`.execute(tx)
  return rows
}

async function relationsOf(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<Project['relations']> {
  const { rows } = await sql<{
    kind: RelationKind
    direction: 'from' | 'to'
    projectId: Uuid
    projectNo: string
    nameZh: string
    nameEn: string | null
  }>`
    select r.kind, 'from' as direction, o.project_id as "projectId", o.project_no as "projectNo", o.name_zh as "nameZh", o.name_en as "nameEn"
    from project_relation r join project o on o.zone_id = r.zone_id and o.project_id = r.related_project_id
    where r.zone_id = ${zoneId} and r.project_id = ${projectId}
    union all
    select r.kind, 'to', o.project_id, o.project_no, o.name_zh, o.name_en
    from project_relation r join project o on o.zone_id = r.zone_id and o.project_id = r.project_id
    where r.zone_id = ${zoneId} and r.related_project_id = ${projectId}
    order by 2, 4`.execute(tx)
  return rows
}

/** The plans in force that the project stands in; of a year without one in force, its latest draft. */
async function plansOf(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<Plan[]> {
  const { rows: plans } = await sql<{
    year: number
    versionId: Uuid
    number: number | null
    title: string
    status: string
    nodeCode: string | null
    nodeNameZh: string | null
    nodeNameEn: string | null
    annual: bigint
    profile: string
    note: string | null
    sourceKind: RowSourceKind
    citation: string | null
  }>`
    select v.year, v.version_id as "versionId", v.number, v.title, v.status, d.code as "nodeCode", d.name_zh as "nodeNameZh",
      d.name_en as "nodeNameEn", q.annual_fen as annual, q.profile, q.note, q.source_kind as "sourceKind", q.citation
    from year_plan y
    join plan_version v on v.zone_id = y.zone_id and v.version_id = coalesce(y.adopted_version_id, (
      select w.version_id from plan_version w where w.zone_id = y.zone_id and w.year = y.year and w.status <> 'discarded'
      order by w.created_at desc, w.version_id desc limit 1))
    join plan_project q on q.zone_id = v.zone_id and q.version_id = v.version_id and q.project_id = ${projectId}
    left join plan_node d on d.zone_id = q.zone_id and d.version_id = q.version_id and d.node_id = q.node_id
    where y.zone_id = ${zoneId} order by v.year desc`.execute(tx)
  const versionIds = plans.map((plan) => plan.versionId)
  const months = await monthsOf(tx, zoneId, projectId, versionIds)
  const shares = await sharesOf(tx, zoneId, projectId, versionIds)
  return plans.map(({ annual, ...plan }) => {
    const ofPlan = months.filter((month) => month.versionId === plan.versionId)
    const sum = (countable: boolean) =>
      ofPlan.filter((month) => month.countable === countable).reduce((total, month) => total + month.total, 0n)
    return {
      ...plan,
      annualYuan: formatYuan(annual),
      plannedYuan: formatYuan(sum(true)),
      notCountableYuan: formatYuan(sum(false)),
      months: ofPlan.map((month) => ({
        month: monthOfDate(month.month),
        countable: month.countable,
        notCountableReason: month.reason,
        yuan: formatYuan(month.total),
        constructionYuan: formatYuan(month.construction),
        installationYuan: formatYuan(month.installation),
        equipmentYuan: formatYuan(month.equipment),
        otherYuan: formatYuan(month.other),
        landYuan: formatYuan(month.land),
      })),
      shares: sharedOut(
        shares.filter((share) => share.versionId === plan.versionId),
        sum(true),
      ),
    }
  })
}

interface MonthRow {
  versionId: Uuid
  month: PlainDate
  countable: boolean
  reason: string | null
  total: bigint
  construction: bigint
  installation: bigint
  equipment: bigint
  other: bigint
  land: bigint
}

async function monthsOf(tx: ReadTx, zoneId: Uuid, projectId: Uuid, versionIds: readonly Uuid[]): Promise<MonthRow[]> {
  const { rows } = await sql<MonthRow>`
    select m.version_id as "versionId", m.month_ym as month, m.countable, m.not_countable_reason as reason, m.total_fen as total,
      m.construction_fen as construction, m.installation_fen as installation, m.equipment_fen as equipment, m.other_fen as other,
      m.land_fen as land
    from plan_month m
    where m.zone_id = ${zoneId} and m.version_id = any(${versionIds}::uuid[]) and m.project_id = ${projectId}
    order by m.month_ym, m.countable desc`.execute(tx)
  return rows
}

interface ShareRow {
  versionId: Uuid
  parcelId: Uuid
  name: string
  nameEn: string | null
  sharePpm: bigint
  method: string
}

async function sharesOf(tx: ReadTx, zoneId: Uuid, projectId: Uuid, versionIds: readonly Uuid[]): Promise<ShareRow[]> {
  const { rows } = await sql<ShareRow>`
    select h.version_id as "versionId", h.parcel_id as "parcelId", g.name, g.name_en as "nameEn", h.share_ppm as "sharePpm", h.method
    from plan_share h join parcel g on g.zone_id = h.zone_id and g.parcel_id = h.parcel_id
    where h.zone_id = ${zoneId} and h.version_id = any(${versionIds}::uuid[]) and h.project_id = ${projectId}
    order by h.ordinal`.execute(tx)
  return rows
}

/** What of the plan stands on each parcel, by cumulative rounding: the parts add up to the fen. */
function sharedOut(shares: readonly ShareRow[], planned: bigint): Plan['shares'] {
  let before = 0n
  return shares.map(({ parcelId, name, nameEn, sharePpm, method }) => {
    const upTo = before + sharePpm
    const amount = (planned * upTo) / WHOLE_PPM - (planned * before) / WHOLE_PPM
    before = upTo
    return { parcelId, name, nameEn, share: ratioText(sharePpm, WHOLE_PPM, 6) as string, method, yuan: formatYuan(amount) }
  })
}

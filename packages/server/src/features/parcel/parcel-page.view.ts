import { sql } from 'kysely'
import type { Locale } from '@ballast/contract/messages.ts'
import { messageText } from '@ballast/contract/messages.ts'
import type { Parcel } from '@ballast/contract/parcel.ts'
import { muText } from '@ballast/domain/parcel/area.ts'
import { parcelFieldTexts, plainDecimal } from '@ballast/domain/parcel/parcel-change.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText } from '@ballast/domain/shared/ratio.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { enteredFields } from '@ballast/domain/shared/row-facts.ts'
import { monthOfDate, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import { enteredFacts } from '../../platform/history.ts'
import { areaDifference } from './area-difference.ts'
import { amountsByProject, partOnShare, planVersionInForce, reachedShares } from './parcel-amounts.queries.ts'
import { perMu, weakestSource } from './parcel-list.view.ts'
import { loadParcels } from './parcel.queries.ts'

/** Percent of a share with four decimals, which a part per million fills. */
const PPM_OF_ONE_PERCENT = 10_000n

const plain = (text: string | null): string | null => (text === null ? null : plainDecimal(text))

/** What the page of one parcel shows: facts with their sources, the projects on it and the year's plan on it by month. */
export async function parcelPage(tx: ReadTx, zoneId: Uuid, locale: Locale, parcelId: Uuid, planYear: number): Promise<Parcel> {
  const [parcel] = await loadParcels(tx, zoneId, [parcelId])
  if (!parcel) throw new Refusal('parcel.not-found')
  const { facts } = parcel
  const version = await planVersionInForce(tx, zoneId, planYear)
  const projects = await projectsHere(tx, zoneId, parcelId, version?.versionId ?? null)
  const months = await monthsHere(tx, zoneId, parcelId, version?.versionId ?? null)
  const planned = projects.flatMap(({ fen }) => fen ?? [])
  const fen = planned.length === 0 ? null : planned.reduce((sum, part) => sum + part, 0n)
  const areaM2 = facts.areaOfficialM2 ?? parcel.areaComputedM2
  const notices =
    facts.areaOfficialM2 === null || parcel.areaComputedM2 === null ? [] : areaDifference(facts.areaOfficialM2, parcel.areaComputedM2)
  return {
    parcelId,
    version: String(parcel.version),
    kind: facts.kind,
    name: facts.names[0] as string,
    names: [...facts.names],
    nameEn: facts.nameEn,
    cadastralCode: facts.cadastralCode,
    geometry: facts.geometry as Parcel['geometry'],
    areaOfficialM2: facts.areaOfficialM2,
    areaComputedM2: parcel.areaComputedM2,
    areaMu: areaM2 === null ? null : muText(areaM2),
    lengthM: parcel.lengthM,
    floorAreaM2: facts.floorAreaM2,
    landUseCode: facts.landUseCode,
    farRatio: plain(facts.farRatio),
    heightM: plain(facts.heightM),
    densityPct: plain(facts.densityPct),
    greenPct: plain(facts.greenPct),
    conditionsNote: facts.conditionsNote,
    supplyMode: facts.supplyMode,
    status: facts.status,
    priceYuan: facts.priceFen === null ? null : formatYuan(facts.priceFen),
    tenureYears: facts.tenureYears,
    dealOn: facts.dealOn,
    commitments: facts.commitments,
    notes: facts.notes,
    custom: { ...facts.custom },
    sourceKind: facts.sourceKind,
    citation: facts.citation,
    createdAt: parcel.createdAt,
    modifiedAt: parcel.modifiedAt,
    modifiedBy: parcel.modifiedBy,
    planYear,
    planYuan: fen === null ? null : formatYuan(fen),
    planSourceKind: weakestSource(projects.flatMap((project) => project.planSourceKind ?? [])),
    planYuanPerMu: perMu(fen, areaM2),
    projects: projects.map(({ sharePpm, fen: amount, ...project }) => ({
      ...project,
      sharePct: sharePpm === null ? null : plainDecimal(ratioText(sharePpm, PPM_OF_ONE_PERCENT) ?? '0'),
      planYuan: amount === null ? null : formatYuan(amount),
    })),
    months: months.map(({ month, construction, installation, equipment, other }) => ({
      month: monthOfDate(month),
      yuan: formatYuan(construction + installation + equipment + other),
      constructionYuan: formatYuan(construction),
      installationYuan: formatYuan(installation),
      equipmentYuan: formatYuan(equipment),
      otherYuan: formatYuan(other),
    })),
    provenance: { ...facts.provenance },
    entered: await enteredFacts(tx, zoneId, { type: 'parcel', id: parcelId }, enteredFields(parcelFieldTexts(facts), facts.provenance)),
    notices: notices.map(({ code, params, at }) => ({
      code,
      message: messageText(locale, code, params),
      ...(at === undefined ? {} : { at }),
    })),
  }
}

async function projectsHere(tx: ReadTx, zoneId: Uuid, parcelId: Uuid, versionId: Uuid | null) {
  const { rows } = await sql<{
    projectId: Uuid
    projectNo: string
    nameZh: string
    nameEn: string | null
    clusterCode: string | null
    areaM2: string | null
    floorAreaM2: string | null
    sourceKind: Parcel['sourceKind']
    sharePpm: bigint | null
    fen: bigint | null
    planSourceKind: Parcel['sourceKind'] | null
  }>`
    with share as (select s.project_id, s.share_ppm from plan_share s where s.zone_id = ${zoneId} and s.version_id = ${versionId}::uuid and s.parcel_id = ${parcelId}),
      used as (select u.project_id, u.area_m2, u.floor_area_m2 from project_parcel u where u.zone_id = ${zoneId} and u.parcel_id = ${parcelId})
    select p.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", p.cluster_code as "clusterCode",
      p.source_kind as "sourceKind", used.area_m2 as "areaM2", used.floor_area_m2 as "floorAreaM2", share.share_ppm as "sharePpm", a.fen, a.source_kind as "planSourceKind"
    from project p left join used on used.project_id = p.project_id left join share on share.project_id = p.project_id
    left join (${amountsByProject(zoneId, versionId, { parcelIds: [parcelId] })}) a on a.project_id = p.project_id
    where p.zone_id = ${zoneId} and (used.project_id is not null or share.project_id is not null)
    order by coalesce(a.fen, -1) desc, p.sort_key`.execute(tx)
  return rows
}

async function monthsHere(tx: ReadTx, zoneId: Uuid, parcelId: Uuid, versionId: Uuid | null) {
  const { rows } = await sql<{ month: PlainDate; construction: bigint; installation: bigint; equipment: bigint; other: bigint }>`
    select m.month_ym as month, sum(${partOnShare('m.construction_fen')})::bigint as construction, sum(${partOnShare('m.installation_fen')})::bigint as installation,
      sum(${partOnShare('m.equipment_fen')})::bigint as equipment, sum(${partOnShare('m.other_fen')})::bigint as other
    from (${reachedShares(zoneId, versionId, [parcelId])}) s
    join plan_month m on m.zone_id = ${zoneId} and m.version_id = ${versionId}::uuid and m.project_id = s.project_id and m.countable
    where s.parcel_id = ${parcelId} group by m.month_ym order by m.month_ym`.execute(tx)
  return rows
}

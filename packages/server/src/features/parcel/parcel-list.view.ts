import { sql, type RawBuilder } from 'kysely'
import type { ParcelFilter, ParcelList, ParcelListRow, PARCEL_SORTS } from '@ballast/contract/parcel.ts'
import type { SourceKind } from '@ballast/contract/scalars.ts'
import { fenPerMu, muText } from '@ballast/domain/parcel/area.ts'
import { parcelFieldTexts, plainDecimal } from '@ballast/domain/parcel/parcel-change.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { enteredFields, isPublished, publishedFacts } from '@ballast/domain/shared/row-facts.ts'
import type { ReadTx } from '../../platform/database.ts'
import {
  allOf,
  customContains,
  customSort,
  isBetween,
  isOneOf,
  isOneOfIds,
  matchesWords,
  meetsBox,
  pageOf,
  parseBox,
  sortName,
  when,
  type Condition,
  type SortColumn,
} from '../../platform/list-query.ts'
import { isPublishedFact, shownFact } from '../../platform/provenance.ts'
import { amountsByProject } from './parcel-amounts.queries.ts'
import { loadParcels } from './parcel.queries.ts'

export interface ParcelListRequest {
  readonly filter: ParcelFilter
  /** The parcels inside the drawn area, when there is one. */
  readonly within: readonly Uuid[] | undefined
  readonly versionId: Uuid | null
  readonly planYear: number
  readonly sort: string
  readonly cursor: string | undefined
  readonly limit: number
  readonly withTotals: boolean
  /** Which parcels the user reaches; undefined: all of the zone. */
  readonly reach: Condition | undefined
  readonly customTypeOf: (fieldCode: string) => string | undefined
}

type SortName = (typeof PARCEL_SORTS)[number]

type Fact = ReturnType<typeof shownFact>
const factOf = ({ filter }: ParcelListRequest): Fact => shownFact('parcel', 'g', filter.publicOnly === true)

/** The published area, or else that of the drawn shape. */
const areaBy = (fact: Fact) =>
  sql`coalesce(${fact('areaOfficialM2', sql`g.area_official_m2`)}, ${fact('geometry', sql`g.area_computed_m2`)})`
const sortsOf = (fact: Fact): Record<SortName, SortColumn> => ({
  name: { value: sql`g.sort_key`, type: 'text', notNull: true },
  nameEn: { value: sql`lower(coalesce(g.name_en, g.name) collate "C")`, type: 'text', notNull: true },
  kind: { value: sql`g.kind collate "C"`, type: 'text' },
  landUse: { value: fact('landUseCode', sql`g.land_use_code collate "C"`), type: 'text' },
  status: { value: fact('status', sql`g.status collate "C"`), type: 'text' },
  areaM2: { value: areaBy(fact), type: 'numeric' },
  planYuan: { value: sql`a.fen`, type: 'bigint' },
  planYuanPerMu: { value: sql`round(a.fen / nullif(${areaBy(fact)}, 0), 8)`, type: 'numeric' },
  projects: { value: sql`l.projects`, type: 'bigint' },
  dealOn: { value: fact('dealOn', sql`g.deal_on`), type: 'date' },
  priceYuan: { value: fact('priceFen', sql`g.price_fen`), type: 'bigint' },
  modifiedAt: { value: sql`g.modified_at`, type: 'timestamptz' },
})
const sortColumn = (request: ParcelListRequest): SortColumn => {
  const [name, fact] = [sortName(request.sort), factOf(request)]
  return name.startsWith('custom.') ? customSort(sql`g.custom`, request.sort, request.customTypeOf, fact) : sortsOf(fact)[name as SortName]
}

const links = (zoneId: Uuid, versionId: Uuid | null): RawBuilder<unknown> => sql`
  select pp.parcel_id, pp.project_id from project_parcel pp where pp.zone_id = ${zoneId}
  union select ps.parcel_id, ps.project_id from plan_share ps where ps.zone_id = ${zoneId} and ps.version_id = ${versionId}::uuid`

function conditionsOf(zoneId: Uuid, request: ParcelListRequest): Condition {
  const { filter, within, versionId, reach } = request
  const fact = factOf(request)
  const linked = (extra: RawBuilder<unknown>) =>
    sql<boolean>`g.parcel_id in (select k.parcel_id from (${links(zoneId, versionId)}) k join project p on p.zone_id = ${zoneId} and p.project_id = k.project_id ${extra})`
  return allOf([
    sql<boolean>`g.zone_id = ${zoneId}`,
    reach,
    matchesWords([sql`g.search_text`], filter.q),
    isOneOf(sql`g.kind`, filter.kind),
    isOneOf(fact('status', sql`g.status`), filter.status),
    isOneOf(fact('landUseCode', sql`g.land_use_code`), filter.landUseCode),
    customContains(sql`g.custom`, filter.custom, fact),
    isOneOf(sql`g.source_kind`, filter.publicOnly === true ? ['public'] : filter.sourceKind),
    when(filter.clusterCode, (codes) => linked(sql`where p.cluster_code = any(${codes}::text[])`)),
    when(filter.projectId, (ids) => linked(sql`where p.project_id = any(${ids}::uuid[])`)),
    when(filter.hasProject, (has) => (has ? linked(sql``) : sql<boolean>`not ${linked(sql``)}`)),
    when(filter.hasPlan, (has) => (has ? sql<boolean>`a.fen > 0` : sql<boolean>`coalesce(a.fen, 0) = 0`)),
    isBetween(areaBy(fact), 'numeric', filter.areaMinM2, filter.areaMaxM2),
    isBetween(
      sql`coalesce(a.fen, 0)`,
      'bigint',
      mapped(filter.planMinYuan, (text) => parseYuan(text)),
      mapped(filter.planMaxYuan, (text) => parseYuan(text)),
    ),
    when(filter.bbox, (text) => meetsBox(parseBox(text))),
    isOneOfIds(sql`g.parcel_id`, within),
  ])
}

const mapped = <T, R>(value: T | undefined, work: (value: T) => R): R | undefined => (value === undefined ? undefined : work(value))

/** Whether the filter asks about amounts, so that they must be computed for the whole zone and not for the page alone. */
const asksAmounts = ({ hasPlan, planMinYuan, planMaxYuan }: ParcelFilter): boolean =>
  hasPlan !== undefined || planMinYuan !== undefined || planMaxYuan !== undefined

function joinsFor(zoneId: Uuid, request: ParcelListRequest, needs: { amounts: boolean; links: boolean }): RawBuilder<unknown> {
  const publicOnly = request.filter.publicOnly === true
  const amounts = sql`left join (select b.parcel_id, sum(b.fen)::bigint as fen from (${amountsByProject(zoneId, request.versionId, { publicOnly })}) b
    group by b.parcel_id) a on a.parcel_id = g.parcel_id`
  const linked = sql`left join (select k.parcel_id, count(*) as projects from (${links(zoneId, request.versionId)}) k group by k.parcel_id) l on l.parcel_id = g.parcel_id`
  return sql`${needs.amounts ? amounts : sql``} ${needs.links ? linked : sql``}`
}

/** One page of the register of parcels, with its plan columns. */
export async function parcelList(tx: ReadTx, zoneId: Uuid, request: ParcelListRequest): Promise<ParcelList> {
  const column = sortName(request.sort)
  const page = pageOf(sortColumn(request), sql`g.parcel_id`, request)
  const where = conditionsOf(zoneId, request)
  const needs = {
    amounts: asksAmounts(request.filter) || column === 'planYuan' || column === 'planYuanPerMu',
    links: column === 'projects',
  }
  const { rows: found } = await sql<{ id: Uuid; sortValue: string | null }>`
    select g.parcel_id as id, ${page.sortValue} as "sortValue" from parcel g ${joinsFor(zoneId, request, needs)}
    where ${allOf([where, page.after])} order by ${page.orderBy} limit ${page.limit}`.execute(tx)
  const { rows, next } = page.next(found, (row) => row.id)
  return {
    rows: await parcelRows(
      tx,
      zoneId,
      request,
      rows.map((row) => row.id),
    ),
    next,
    planYear: request.planYear,
    totals: request.withTotals ? await totalsOf(tx, zoneId, request, where) : null,
  }
}

async function totalsOf(
  tx: ReadTx,
  zoneId: Uuid,
  request: ParcelListRequest,
  where: Condition,
): Promise<NonNullable<ParcelList['totals']>> {
  const { rows } = await sql<{ count: bigint; areaM2: string | null; fen: bigint | null }>`
    select count(*) as count, sum(${areaBy(factOf(request))})::text as "areaM2", sum(a.fen)::bigint as fen
    from parcel g ${joinsFor(zoneId, request, { amounts: true, links: false })} where ${where}`.execute(tx)
  const total = rows[0] ?? { count: 0n, areaM2: null, fen: null }
  const areaM2 = total.areaM2 ?? '0.00'
  return { count: Number(total.count), areaM2, areaMu: muText(areaM2), planYuan: formatYuan(total.fen ?? 0n) }
}

/** What names a parcel is shown whatever its source. */
export const LABELS = ['names', 'kind'] as const

const plain = (text: string | null): string | null => (text === null ? null : plainDecimal(text))

/** The rows of these parcels, in this order. */
async function parcelRows(tx: ReadTx, zoneId: Uuid, request: ParcelListRequest, ids: readonly Uuid[]): Promise<ParcelListRow[]> {
  const parcels = new Map((await loadParcels(tx, zoneId, ids)).map((parcel) => [parcel.parcelId, parcel]))
  const onParcel = Map.groupBy(await projectsOnParcels(tx, zoneId, request, ids), (row) => row.parcelId)
  const boxes = new Map((await boxesOf(tx, zoneId, ids)).map((row) => [row.parcelId, row.box]))
  return ids.flatMap((id) => {
    const parcel = parcels.get(id)
    if (!parcel) return []
    const publicOnly = request.filter.publicOnly === true
    const facts = publicOnly ? publishedFacts(parcel.facts, LABELS) : parcel.facts
    const isDrawn = !publicOnly || isPublished(parcel.facts.provenance['geometry'])
    const projects = onParcel.get(id) ?? []
    const planned = projects.flatMap((project) => project.fen ?? [])
    const fen = planned.length === 0 ? null : planned.reduce((sum, part) => sum + part, 0n)
    const areaComputedM2 = isDrawn ? parcel.areaComputedM2 : null
    const areaM2 = facts.areaOfficialM2 ?? areaComputedM2
    return [
      {
        parcelId: id,
        version: String(parcel.version),
        kind: facts.kind,
        name: facts.names[0] as string,
        names: [...facts.names],
        nameEn: facts.nameEn,
        cadastralCode: facts.cadastralCode,
        areaOfficialM2: facts.areaOfficialM2,
        areaComputedM2,
        areaMu: areaM2 === null ? null : muText(areaM2),
        lengthM: isDrawn ? parcel.lengthM : null,
        floorAreaM2: facts.floorAreaM2,
        landUseCode: facts.landUseCode,
        farRatio: plain(facts.farRatio),
        heightM: plain(facts.heightM),
        densityPct: plain(facts.densityPct),
        greenPct: plain(facts.greenPct),
        supplyMode: facts.supplyMode,
        status: facts.status,
        priceYuan: facts.priceFen === null ? null : formatYuan(facts.priceFen),
        tenureYears: facts.tenureYears,
        dealOn: facts.dealOn,
        custom: { ...facts.custom },
        sourceKind: facts.sourceKind,
        citation: facts.citation,
        modifiedAt: parcel.modifiedAt,
        modifiedBy: parcel.modifiedBy,
        planYuan: fen === null ? null : formatYuan(fen),
        planSourceKind: weakestSource(projects.flatMap((project) => project.planSourceKind ?? [])),
        planYuanPerMu: perMu(fen, areaM2),
        clusterCode: projects.find((project) => project.clusterCode !== null)?.clusterCode ?? null,
        projects: projects.slice(0, 5).map(({ projectId, nameZh, nameEn }) => ({ projectId, nameZh, nameEn })),
        projectCount: projects.length,
        bbox: boxes.get(id) ?? null,
        simulated: Object.entries(facts.provenance)
          .filter(([, source]) => source.kind === 'simulated')
          .map(([field]) => field),
        entered: enteredFields(parcelFieldTexts(facts), facts.provenance),
      },
    ]
  })
}

/** Of an amount from several sources: simulated before entered before public. */
export const weakestSource = (kinds: readonly SourceKind[]): SourceKind | null =>
  (['simulated', 'entered', 'public'] as const).find((kind) => kinds.includes(kind)) ?? null

export const perMu = (fen: bigint | null, areaM2: string | null): string | null => {
  const amount = fen === null || areaM2 === null ? null : fenPerMu(fen, areaM2)
  return amount === null ? null : formatYuan(amount)
}

/** Projects on these parcels, by the register or by the plan, largest amount first. */
async function projectsOnParcels(tx: ReadTx, zoneId: Uuid, request: ParcelListRequest, parcelIds: readonly Uuid[]) {
  if (parcelIds.length === 0) return []
  const publicOnly = request.filter.publicOnly === true
  const { rows } = await sql<{
    parcelId: Uuid
    projectId: Uuid
    nameZh: string
    nameEn: string | null
    clusterCode: string | null
    fen: bigint | null
    planSourceKind: SourceKind | null
  }>`
    select k.parcel_id as "parcelId", p.project_id as "projectId", p.name_zh as "nameZh", p.name_en as "nameEn",
      ${shownFact('project', 'p', publicOnly)('clusterCode', sql`p.cluster_code`)} as "clusterCode", a.fen, a.source_kind as "planSourceKind"
    from (select pp.parcel_id, pp.project_id from project_parcel pp where pp.zone_id = ${zoneId} and pp.parcel_id = any(${parcelIds}::uuid[])
      union select ps.parcel_id, ps.project_id from plan_share ps
      where ps.zone_id = ${zoneId} and ps.version_id = ${request.versionId}::uuid and ps.parcel_id = any(${parcelIds}::uuid[])) k
    join project p on p.zone_id = ${zoneId} and p.project_id = k.project_id
      ${publicOnly ? sql`and p.source_kind = 'public' and ${isPublishedFact('project', 'p', 'parcels')}` : sql``}
    left join (${amountsByProject(zoneId, request.versionId, { parcelIds, publicOnly })}) a on a.parcel_id = k.parcel_id and a.project_id = k.project_id
    order by coalesce(a.fen, -1) desc, p.sort_key`.execute(tx)
  return rows
}

async function boxesOf(tx: ReadTx, zoneId: Uuid, ids: readonly Uuid[]): Promise<{ parcelId: Uuid; box: number[] | null }[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('parcel')
    .select(['parcel.parcel_id as parcelId', 'min_lng', 'min_lat', 'max_lng', 'max_lat'])
    .where('parcel.zone_id', '=', zoneId)
    .where(sql<boolean>`parcel.parcel_id = any(${ids}::uuid[])`)
    .execute()
  return rows.map((row) => ({
    parcelId: row.parcelId,
    box: row.min_lng === null ? null : [row.min_lng, row.min_lat, row.max_lng, row.max_lat].map(Number),
  }))
}

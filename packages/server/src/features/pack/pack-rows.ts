import type { EnterpriseRow } from '@ballast/domain/enterprise/enterprise-row.ts'
import type { ParcelRow } from '@ballast/domain/parcel/parcel-row.ts'
import type {
  Composition,
  PlanMonthRow,
  PlanNodeRow,
  PlanProjectRow,
  PlanTargetRow,
  ProfileName,
  ShareMethod,
} from '@ballast/domain/plan/plan-row.ts'
import { profileWeights, spreadComposition } from '@ballast/domain/plan/spread.ts'
import {
  COMPOSITION_PARTS,
  FUNDING_SOURCES,
  GATES,
  type ProjectNature,
  type ProjectRow,
  type RelationKind,
  type RowSourceKind,
} from '@ballast/domain/project/project-row.ts'
import type { FactSource } from '@ballast/domain/shared/row-facts.ts'
import { type Fen, parseWan, ZERO_FEN } from '@ballast/domain/shared/money.ts'
import { parsePpm, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { monthNumber, yearMonthOf, yearOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { CsvRow } from './pack-csv.ts'
import type { NodeEntry, Pack, TargetEntry } from './read-pack.ts'

type Cells = CsvRow['cells']

const wan = (text: string | undefined): Fen | undefined => (text === undefined ? undefined : parseWan(text))
export const items = (text: string | undefined): string[] =>
  (text ?? '')
    .split('|')
    .map((item) => item.trim())
    .filter((item) => item !== '')
const sourceKind = (cells: Cells): RowSourceKind => cells['source_kind'] as RowSourceKind
const customOf = (cells: Cells): Record<string, string> =>
  Object.fromEntries(
    Object.entries(cells).flatMap(([column, value]) => (column.startsWith('custom.') ? [[column.slice('custom.'.length), value]] : [])),
  )

/** The field of a row that a column fills: what sources name. */
const FIELD_OF_COLUMN: Readonly<Record<string, string>> = {
  name_zh: 'nameZh',
  name_en: 'nameEn',
  short_name: 'shortName',
  category: 'categoryCode',
  cluster: 'clusterCode',
  industry_code: 'industryCode',
  bureau: 'bureauCode',
  service_manager: 'serviceManager',
  stat_area_code: 'statAreaCode',
  project_code: 'projectCode',
  total_wan: 'totalFen',
  price_wan: 'priceFen',
  area_m2: 'areaOfficialM2',
  floor_area_m2: 'floorAreaM2',
  land_use: 'landUseCode',
  far: 'farRatio',
  height_m: 'heightM',
  density_pct: 'densityPct',
  green_pct: 'greenPct',
  conditions: 'conditionsNote',
  supply_mode: 'supplyMode',
  tenure_years: 'tenureYears',
  deal_on: 'dealOn',
  cadastral_code: 'cadastralCode',
  credit_code: 'creditCode',
  group_name: 'groupName',
  ...Object.fromEntries(COMPOSITION_PARTS.map((part) => [`total_${part}_wan`, `composition.${part}`])),
  ...Object.fromEntries(FUNDING_SOURCES.map((source) => [`funding_${source}_wan`, `funding.${source}`])),
  ...Object.fromEntries(GATES.map((gate) => [`${gate}_on`, `gates.${gate}`])),
}

function sourcesOf(pack: Pack, register: string): Map<string, Record<string, FactSource>> {
  const byKey = new Map<string, Record<string, FactSource>>()
  for (const { cells } of pack.csv.sources) {
    if (cells['register'] !== register) continue
    const column = cells['column'] as string
    const sources = byKey.get(cells['key'] as string) ?? {}
    sources[FIELD_OF_COLUMN[column] ?? column] = { kind: cells['source_kind'] as FactSource['kind'], citation: cells['citation'] as string }
    byKey.set(cells['key'] as string, sources)
  }
  return byKey
}

export function enterpriseRows(pack: Pack): EnterpriseRow[] {
  const sources = sourcesOf(pack, 'enterprises')
  return pack.csv.enterprises.map(({ cells }) => ({
    nameZh: cells['name_zh'] as string,
    creditCode: cells['credit_code'],
    creditCodeOverrideReason: cells['credit_code_reason'],
    nameEn: cells['name_en'],
    shortName: cells['short_name'],
    aliases: items(cells['aliases']),
    groupName: cells['group_name'],
    parent: cells['parent'],
    notes: cells['notes'],
    custom: customOf(cells),
    provenance: sources.get(cells['name_zh'] as string),
    sourceKind: sourceKind(cells),
    citation: cells['citation'],
  }))
}

export function parcelRows(pack: Pack): ParcelRow[] {
  const sources = sourcesOf(pack, 'parcels')
  const shapes = new Map(pack.shapes.map((shape) => [shape.name, shape.geometry]))
  return pack.csv.parcels.map(({ cells }) => {
    const name = cells['name'] as string
    return {
      name,
      names: [name, ...items(cells['other_names'])],
      nameEn: cells['name_en'],
      kind: cells['kind'] as 'parcel' | 'corridor',
      cadastralCode: cells['cadastral_code'],
      geometry: shapes.get(name),
      areaOfficialM2: cells['area_m2'],
      floorAreaM2: cells['floor_area_m2'],
      landUseCode: cells['land_use'],
      farRatio: cells['far'],
      heightM: cells['height_m'],
      densityPct: cells['density_pct'],
      greenPct: cells['green_pct'],
      conditionsNote: cells['conditions'],
      supplyMode: cells['supply_mode'],
      status: cells['status'],
      priceFen: wan(cells['price_wan']),
      tenureYears: cells['tenure_years'] === undefined ? undefined : Number(cells['tenure_years']),
      dealOn: cells['deal_on'] as PlainDate | undefined,
      commitments: cells['commitments'],
      notes: cells['notes'],
      custom: customOf(cells),
      sourceKind: sourceKind(cells),
      citation: cells['citation'],
      provenance: sources.get(name),
    }
  })
}

/** "X23:5200" → the parcel and the part of it that the project uses. */
export function parcelParts(text: string | undefined): { name: string; areaM2?: string }[] {
  return items(text).map((item) => {
    const cut = item.lastIndexOf(':')
    return cut === -1 ? { name: item } : { name: item.slice(0, cut), areaM2: item.slice(cut + 1) }
  })
}

export function relationsOf(text: string | undefined): { kind: RelationKind; projectNo: string }[] {
  return items(text).map((item) => {
    const cut = item.indexOf(':')
    return { kind: item.slice(0, cut) as RelationKind, projectNo: item.slice(cut + 1) }
  })
}

export function projectRows(pack: Pack): ProjectRow[] {
  const sources = sourcesOf(pack, 'projects')
  return pack.csv.projects.map(({ cells }) => ({
    projectNo: cells['project_no'] as string,
    projectCode: cells['project_code'],
    nameZh: cells['name_zh'] as string,
    nameEn: cells['name_en'],
    shortName: cells['short_name'],
    owner: cells['owner'],
    categoryCode: cells['category'],
    clusterCode: cells['cluster'],
    industryCode: cells['industry_code'],
    nature: cells['nature'] as ProjectNature | undefined,
    totalFen: wan(cells['total_wan']),
    composition: Object.fromEntries(COMPOSITION_PARTS.map((part) => [part, wan(cells[`total_${part}_wan`])])),
    funding: Object.fromEntries(FUNDING_SOURCES.map((source) => [source, wan(cells[`funding_${source}_wan`])])),
    gates: Object.fromEntries(GATES.map((gate) => [gate, cells[`${gate}_on`] as PlainDate | undefined])),
    bureauCode: cells['bureau'],
    serviceManager: cells['service_manager'],
    address: cells['address'],
    statAreaCode: cells['stat_area_code'],
    relations: relationsOf(cells['relations']),
    parcels: parcelParts(cells['parcels']),
    tags: items(cells['tags']),
    custom: customOf(cells),
    notes: cells['notes'],
    provenance: sources.get(cells['project_no'] as string),
    sourceKind: sourceKind(cells),
    citation: cells['citation'],
  }))
}

export const compositionOf = (cells: Cells): Composition => ({
  constructionFen: wan(cells['construction_wan']) ?? ZERO_FEN,
  installationFen: wan(cells['installation_wan']) ?? ZERO_FEN,
  equipmentFen: wan(cells['equipment_wan']) ?? ZERO_FEN,
  otherFen: wan(cells['other_wan']) ?? ZERO_FEN,
  landFen: wan(cells['land_wan']) ?? ZERO_FEN,
})

/** "60.0001" percent → parts per million. */
export const percentPpm = (text: string): bigint => parsePpm(text) / (WHOLE_PPM / 10_000n)

export function planProjectRows(pack: Pack): PlanProjectRow[] {
  const months = Map.groupBy(pack.csv['plan-months'], ({ cells }) => cells['project_no'] as string)
  const shares = Map.groupBy(pack.csv['plan-shares'], ({ cells }) => cells['project_no'] as string)
  return pack.csv['plan-projects'].map(({ cells }) => {
    const projectNo = cells['project_no'] as string
    const own = months.get(projectNo)
    return {
      projectNo,
      nodeCode: cells['node'],
      annualFen: parseWan(cells['annual_wan'] as string),
      profile: cells['profile'] as ProfileName,
      note: cells['note'],
      months: own ? own.map(monthRow) : spreadMonths(cells),
      shares: (shares.get(projectNo) ?? []).map((share) => ({
        parcel: share.cells['parcel'] as string,
        sharePpm: percentPpm(share.cells['share_pct'] as string),
        method: share.cells['method'] as ShareMethod,
      })),
      sourceKind: sourceKind(cells),
      citation: cells['citation'],
    }
  })
}

const monthRow = ({ cells }: CsvRow): PlanMonthRow => ({
  month: cells['month'] as YearMonth,
  ...compositionOf(cells),
  notCountableReason: cells['not_countable_reason'] ?? null,
})

/** The months of a project that gives only its year's composition and a profile. */
export function spreadMonths(cells: Cells): PlanMonthRow[] {
  const [first, last] = [cells['first_month'], cells['last_month']] as [YearMonth | undefined, YearMonth | undefined]
  const profile = cells['profile'] as ProfileName
  if (first === undefined || last === undefined || last < first || profile === 'custom') return []
  const [from, until] = [monthNumber(first), monthNumber(last)]
  const months = Array.from({ length: until - from + 1 }, (_, index) => yearMonthOf(yearOf(first), from + index))
  return spreadComposition(compositionOf(cells), months, profileWeights(profile, months.length))
}

export function planTargetRows(pack: Pack): PlanTargetRow[] {
  return pack.targets.map((target) => ({
    indicator: target.indicator,
    ...scopeOf(target),
    period: target.period,
    comparator: target.comparator,
    valueFen: target.valueWan === undefined ? null : parseWan(String(target.valueWan)),
    valuePpm: target.valueShare === undefined ? null : parsePpm(String(target.valueShare)),
    valueCount: target.valueCount === undefined ? null : BigInt(target.valueCount),
    note: target.note ?? null,
    sourceKind: target.sourceKind,
    citation: target.citation ?? null,
  }))
}

export function scopeOf({ scope }: Pick<TargetEntry, 'scope'>): { scopeKind: 'zone' | 'category' | 'cluster'; scopeCode: string } {
  if (scope === undefined) return { scopeKind: 'zone', scopeCode: '' }
  const [kind, code = ''] = scope.split(/:(.*)/s)
  return { scopeKind: kind as 'category' | 'cluster', scopeCode: code }
}

export const frameOf = ({ frameWan }: Pick<NodeEntry, 'frameWan'>): Fen => parseWan(String(frameWan))

export function planNodeRows(pack: Pack): PlanNodeRow[] {
  const categoryOfCluster = new Map(pack.csv.clusters.map(({ cells }) => [cells['code'], cells['category']]))
  return pack.nodes.map((node, index) => ({
    code: node.code,
    parentCode: node.parentCode,
    nameZh: node.nameZh,
    nameEn: node.nameEn,
    categoryCode: node.category ?? (node.cluster === undefined ? null : (categoryOfCluster.get(node.cluster) ?? null)),
    clusterCode: node.cluster ?? null,
    frameFen: frameOf(node),
    sort: index + 1,
  }))
}

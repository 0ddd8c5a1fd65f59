import { formatYuan, type Fen } from '../shared/money.ts'
import { expandedSources, patched, patchedRecord, plainDecimal, type FactSource } from '../shared/row-facts.ts'
import {
  COMPOSITION_PARTS,
  FUNDING_SOURCES,
  GATES,
  type CompositionPart,
  type FundingSource,
  type Gate,
  type ProjectNature,
  type ProjectParcel,
  type ProjectRelation,
  type ProjectRow,
  type RowSourceKind,
} from './project-row.ts'
import type { PlainDate } from '../shared/time.ts'

/** Everything that is known of one project; null: not known. Names of the owner and the parcels are their main ones. */
export interface ProjectFacts extends ProjectRow {
  readonly projectCode: string | null
  readonly nameZh: string
  readonly nameEn: string | null
  readonly shortName: string | null
  readonly owner: string | null
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly industryCode: string | null
  readonly nature: ProjectNature | null
  readonly totalFen: Fen | null
  readonly composition: { readonly [K in CompositionPart]: Fen | null }
  readonly funding: { readonly [K in FundingSource]: Fen | null }
  readonly gates: { readonly [K in Gate]: PlainDate | null }
  readonly bureauCode: string | null
  readonly serviceManager: string | null
  readonly address: string | null
  readonly statAreaCode: string | null
  readonly relations: readonly ProjectRelation[]
  readonly parcels: readonly ProjectParcel[]
  readonly tags: readonly string[]
  readonly custom: Readonly<Record<string, string>>
  readonly notes: string | null
  readonly provenance: Readonly<Record<string, FactSource>>
  readonly sourceKind: RowSourceKind
  readonly citation: string | null
}

const none = <K extends string>(names: readonly K[]) => Object.fromEntries(names.map((name) => [name, null])) as Record<K, null>

/** A project of which nothing but its number is known. */
export const unknownProject = (projectNo: string, sourceKind: RowSourceKind): ProjectFacts => ({
  projectNo,
  projectCode: null,
  nameZh: '',
  nameEn: null,
  shortName: null,
  owner: null,
  categoryCode: null,
  clusterCode: null,
  industryCode: null,
  nature: null,
  totalFen: null,
  composition: none(COMPOSITION_PARTS),
  funding: none(FUNDING_SOURCES),
  gates: none(GATES),
  bureauCode: null,
  serviceManager: null,
  address: null,
  statAreaCode: null,
  relations: [],
  parcels: [],
  tags: [],
  custom: {},
  notes: null,
  provenance: {},
  sourceKind,
  citation: null,
})

const TEXTS = [
  'projectCode',
  'nameEn',
  'shortName',
  'owner',
  'categoryCode',
  'clusterCode',
  'industryCode',
  'nature',
  'bureauCode',
  'serviceManager',
  'address',
  'statAreaCode',
  'notes',
  'citation',
] as const

const trimmed = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** The facts after a row is laid over them; texts that are only blanks count as cleared. */
export function projectAfter(before: ProjectFacts, row: ProjectRow): ProjectFacts {
  const texts: Partial<Record<(typeof TEXTS)[number], string | null>> = {}
  for (const field of TEXTS) {
    const given = row[field]
    if (given !== undefined) texts[field] = given === null ? null : trimmed(given)
  }
  const after: ProjectFacts = {
    ...before,
    ...(texts as Partial<ProjectFacts>),
    projectNo: row.projectNo.trim(),
    nameZh: row.nameZh === undefined ? before.nameZh : row.nameZh.trim(),
    totalFen: row.totalFen === undefined ? before.totalFen : row.totalFen,
    composition: patched(before.composition, row.composition) as ProjectFacts['composition'],
    funding: patched(before.funding, row.funding) as ProjectFacts['funding'],
    gates: patched(before.gates, row.gates) as ProjectFacts['gates'],
    relations: row.relations === undefined ? before.relations : (row.relations ?? []),
    parcels: row.parcels === undefined ? before.parcels : (row.parcels ?? []).map(plainParcel),
    tags: row.tags === undefined ? before.tags : [...new Set((row.tags ?? []).map((tag) => tag.trim()).filter(Boolean))],
    custom: patchedRecord(before.custom, row.custom),
    sourceKind: row.sourceKind ?? before.sourceKind,
  }
  const { composition, funding, gates } = after
  return { ...after, provenance: expandedSources(patchedRecord(before.provenance, row.provenance), { composition, funding, gates }) }
}

const plainParcel = ({ name, areaM2, floorAreaM2 }: ProjectParcel): ProjectParcel => ({
  name: name.trim(),
  areaM2: plainDecimal(areaM2),
  floorAreaM2: plainDecimal(floorAreaM2),
})

const yuan = (amount: bigint | null): string | null => (amount === null ? null : formatYuan(amount))
const list = (items: readonly string[]): string | null => (items.length === 0 ? null : items.join(', '))

/** "YZ00-0606-0106 (area 1200.5 m², floor 300 m²)" */
function parcelText(parcel: ProjectParcel): string {
  const parts = [parcel.areaM2 && `area ${parcel.areaM2} m²`, parcel.floorAreaM2 && `floor ${parcel.floorAreaM2} m²`].filter(Boolean)
  return parts.length === 0 ? parcel.name : `${parcel.name} (${parts.join(', ')})`
}

const named = (prefix: string, parts: Readonly<Record<string, string | bigint | null>>): [string, string | null][] =>
  Object.entries(parts).map(([name, value]) => [`${prefix}.${name}`, typeof value === 'bigint' ? formatYuan(value) : value])

/** Each field with its value as text, money in yuan: what outcomes, the audit trail and histories show. */
export function projectFieldTexts(facts: ProjectFacts): Map<string, string | null> {
  return new Map<string, string | null>([
    ['projectNo', facts.projectNo],
    ['nameZh', facts.nameZh === '' ? null : facts.nameZh],
    ...TEXTS.map((field): [string, string | null] => [field, facts[field]]),
    ['totalFen', yuan(facts.totalFen)],
    ...named('composition', facts.composition),
    ...named('funding', facts.funding),
    ...named('gates', facts.gates),
    ['relations', list(facts.relations.map((relation) => `${relation.kind} ${relation.projectNo}`).toSorted())],
    ['parcels', list(facts.parcels.map(parcelText).toSorted())],
    ['tags', list(facts.tags)],
    ...named('custom', facts.custom),
    ['sourceKind', facts.sourceKind],
    ...Object.entries(facts.provenance).map(([field, source]): [string, string] => [
      `provenance.${field}`,
      `${source.kind}: ${source.citation}`,
    ]),
  ])
}

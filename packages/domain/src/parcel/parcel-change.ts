import { isCadastralCode } from '../shared/codes.ts'
import { formatYuan, type Fen } from '../shared/money.ts'
import type { Reason } from '../shared/refusal.ts'
import { patchedRecord, sourceOfRow, sourcesAfter } from '../shared/row-facts.ts'
import type { FieldChange } from '../shared/row-outcome.ts'
import type { FactSource, RowSourceKind } from '../project/project-row.ts'
import type { PlainDate } from '../shared/time.ts'
import { positionsOf } from './geometry-check.ts'
import type { ParcelGeometry } from './parcel-geometry.ts'
import type { ParcelKind, ParcelRow } from './parcel-row.ts'

/** All that the register holds of one parcel; decimals as the database writes them. */
export interface ParcelFacts {
  readonly names: readonly string[]
  readonly nameEn: string | null
  readonly kind: ParcelKind
  readonly cadastralCode: string | null
  readonly geometry: ParcelGeometry | null
  readonly areaOfficialM2: string | null
  readonly floorAreaM2: string | null
  readonly landUseCode: string | null
  readonly farRatio: string | null
  readonly heightM: string | null
  readonly densityPct: string | null
  readonly greenPct: string | null
  readonly conditionsNote: string | null
  readonly supplyMode: string | null
  readonly status: string | null
  readonly priceFen: Fen | null
  readonly tenureYears: number | null
  readonly dealOn: PlainDate | null
  readonly commitments: string | null
  readonly notes: string | null
  readonly custom: Readonly<Record<string, string>>
  readonly sourceKind: RowSourceKind
  readonly citation: string | null
  readonly provenance: Readonly<Record<string, FactSource>>
}

/** What the zone allows: its code lists by list and code or Chinese name. An empty list allows all. */
export interface ParcelVocabulary {
  readonly landUse: ReadonlyMap<string, string>
  readonly status: ReadonlyMap<string, string>
  readonly supplyMode: ReadonlyMap<string, string>
}

export interface ParcelChange {
  readonly after: ParcelFacts
  readonly changes: readonly FieldChange[]
  /** Why the row cannot be saved. */
  readonly refusals: readonly Reason[]
}

const NEW_PARCEL: Omit<ParcelFacts, 'names'> = {
  nameEn: null,
  kind: 'parcel',
  cadastralCode: null,
  geometry: null,
  areaOfficialM2: null,
  floorAreaM2: null,
  landUseCode: null,
  farRatio: null,
  heightM: null,
  densityPct: null,
  greenPct: null,
  conditionsNote: null,
  supplyMode: null,
  status: null,
  priceFen: null,
  tenureYears: null,
  dealOn: null,
  commitments: null,
  notes: null,
  custom: {},
  sourceKind: 'entered',
  citation: null,
  provenance: {},
}

/** Decimal fields: digits before and after the point, least and greatest value. */
const DECIMALS = {
  areaOfficialM2: { whole: 12, fraction: 2, positive: true, most: null },
  floorAreaM2: { whole: 12, fraction: 2, positive: false, most: null },
  farRatio: { whole: 3, fraction: 3, positive: false, most: null },
  heightM: { whole: 6, fraction: 2, positive: false, most: null },
  densityPct: { whole: 3, fraction: 2, positive: false, most: 100 },
  greenPct: { whole: 3, fraction: 2, positive: false, most: 100 },
} as const
type DecimalField = keyof typeof DECIMALS
const TEXTS = ['nameEn', 'conditionsNote', 'commitments', 'notes', 'citation'] as const
const CODES = ['landUseCode', 'status', 'supplyMode'] as const
const LIST_OF = { landUseCode: 'landUse', status: 'status', supplyMode: 'supplyMode' } as const

/** Order in which fields are listed as changed. */
export const PARCEL_FIELDS = [
  'names',
  'nameEn',
  'kind',
  'cadastralCode',
  'geometry',
  'areaOfficialM2',
  'floorAreaM2',
  'landUseCode',
  'farRatio',
  'heightM',
  'densityPct',
  'greenPct',
  'conditionsNote',
  'supplyMode',
  'status',
  'priceFen',
  'tenureYears',
  'dealOn',
  'commitments',
  'notes',
  'sourceKind',
  'citation',
] as const satisfies readonly (keyof ParcelFacts)[]

const trimmed = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim())

/** "0.74" in the form of a column of so many decimals ("0.740"); null when it is not such a number. */
function decimalText(text: string, field: DecimalField): string | null {
  const { whole, fraction, positive, most } = DECIMALS[field]
  const match = new RegExp(`^(\\d{1,${whole}})(?:\\.(\\d{1,${fraction}})0*)?$`).exec(text.trim().replaceAll(',', ''))
  if (!match) return null
  const value = `${BigInt(match[1] as string)}.${(match[2] ?? '').padEnd(fraction, '0')}`
  if ((positive && Number(value) === 0) || (most !== null && Number(value) > most)) return null
  return value
}

/** Numbers without the zeros that a column of fixed decimals writes. */
export const plainDecimal = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** The facts after a row is applied, what it changes, and every reason why it cannot be. */
export function changeParcel(
  before: ParcelFacts | null,
  row: ParcelRow,
  vocabulary: ParcelVocabulary,
  newSource: RowSourceKind,
): ParcelChange {
  const refusals: Reason[] = []
  const base: ParcelFacts = before ?? { ...NEW_PARCEL, names: [row.name.trim()], sourceKind: newSource }
  const decimals: Partial<Record<DecimalField, string | null>> = {}
  for (const field of Object.keys(DECIMALS) as DecimalField[]) {
    const given = row[field]
    if (given === undefined) continue
    const text = trimmed(given)
    decimals[field] = text === null ? null : decimalText(text, field)
    if (text !== null && decimals[field] === null) {
      refusals.push({ code: 'parcel.not-in-range', params: { text, field }, at: field })
      decimals[field] = base[field]
    }
  }
  const texts = Object.fromEntries(TEXTS.filter((field) => row[field] !== undefined).map((field) => [field, trimmed(row[field] ?? null)]))
  const codes: Partial<Record<(typeof CODES)[number], string | null>> = {}
  for (const field of CODES) {
    const given = row[field]
    if (given === undefined) continue
    const text = trimmed(given)
    const list = vocabulary[LIST_OF[field]]
    codes[field] = text === null || list.size === 0 ? text : (list.get(text) ?? null)
    if (text !== null && codes[field] === null) refusals.push({ code: 'parcel.unknown-code', params: { text, field }, at: field })
  }
  const cadastralCode = row.cadastralCode === undefined ? base.cadastralCode : trimmed(row.cadastralCode)
  if (cadastralCode !== null && cadastralCode !== base.cadastralCode && !isCadastralCode(cadastralCode)) {
    refusals.push({ code: 'parcel.cadastral-code-form', params: { code: cadastralCode }, at: 'cadastralCode' })
  }
  const tenureYears = row.tenureYears === undefined ? base.tenureYears : row.tenureYears
  if (tenureYears !== null && !(Number.isInteger(tenureYears) && tenureYears >= 1 && tenureYears <= 999)) {
    refusals.push({ code: 'parcel.not-in-range', params: { text: String(tenureYears), field: 'tenureYears' }, at: 'tenureYears' })
  }
  const priceFen = row.priceFen === undefined ? base.priceFen : row.priceFen
  if (priceFen !== null && priceFen < 0n) {
    refusals.push({ code: 'parcel.not-in-range', params: { text: formatYuan(priceFen), field: 'priceFen' }, at: 'priceFen' })
  }
  const after: ParcelFacts = {
    ...base,
    ...texts,
    ...codes,
    ...decimals,
    names: namesAfter(base.names, before === null ? withOwnName(row) : row, refusals),
    kind: row.kind ?? base.kind,
    cadastralCode,
    geometry: row.geometry === undefined ? base.geometry : row.geometry === null ? null : flat(row.geometry),
    priceFen,
    tenureYears,
    dealOn: row.dealOn === undefined ? base.dealOn : row.dealOn,
    custom: patchedRecord(base.custom, row.custom),
    sourceKind: row.sourceKind ?? base.sourceKind,
    provenance: patchedRecord(base.provenance, row.provenance),
  }
  const isUserEdit = newSource === 'entered'
  const ofRow = sourceOfRow(after, { isUserEdit, isNew: before === null })
  const provenance = sourcesAfter(base.provenance, after.provenance, changesBetween(before, after), isUserEdit, ofRow)
  const sourced = { ...after, provenance }
  return { after: sourced, changes: changesBetween(before, sourced), refusals }
}

/** A parcel that is not there yet keeps the name that its row goes by. */
const withOwnName = (row: ParcelRow): ParcelRow =>
  row.names === undefined || row.names.some((name) => name.trim() === row.name.trim()) ? row : { ...row, names: [row.name, ...row.names] }

function namesAfter(before: readonly string[], row: ParcelRow, refusals: Reason[]): readonly string[] {
  const given = row.names?.map((name) => name.trim()).filter((name) => name !== '')
  const [main, ...others] = given === undefined ? before : given
  const names = main === undefined ? [] : [main, ...[...new Set(others)].filter((name) => name !== main).sort()]
  if (names.length === 0 || names[0] === '') refusals.push({ code: 'parcel.no-name', at: 'names' })
  const long = names.find((name) => name.length > 200)
  if (long !== undefined) refusals.push({ code: 'parcel.name-too-long', params: { name: `${long.slice(0, 20)}…` }, at: 'names' })
  return names
}

/** Two dimensions: a height that a survey file carries has no place in a plan. */
function flat(geometry: ParcelGeometry): ParcelGeometry {
  const cut = (value: unknown): unknown =>
    Array.isArray(value) ? (typeof value[0] === 'number' ? value.slice(0, 2) : value.map((part) => cut(part))) : value
  return { type: geometry.type, coordinates: cut(geometry.coordinates) } as ParcelGeometry
}

/** One fact as text, for previews and histories. */
export function factText(field: string, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (field === 'geometry') {
    const geometry = value as ParcelGeometry
    return `${geometry.type} · ${positionsOf(geometry).length}`
  }
  if (field === 'names') return (value as readonly string[]).join('、')
  if (typeof value === 'bigint') return formatYuan(value)
  if (typeof value === 'string') return field in DECIMALS ? plainDecimal(value) : value
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

const identity = (value: unknown): string =>
  typeof value === 'bigint'
    ? `${value}`
    : JSON.stringify(value ?? null, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}` : part))

function changesBetween(before: ParcelFacts | null, after: ParcelFacts): FieldChange[] {
  const changes: FieldChange[] = []
  for (const field of PARCEL_FIELDS) {
    const [old, next] = [before === null ? null : before[field], after[field]]
    if (identity(old) !== identity(next)) changes.push({ field, before: factText(field, old), after: factText(field, next) })
  }
  for (const part of ['custom', 'provenance'] as const) {
    const [old, next] = [before?.[part] ?? {}, after[part]] as [Record<string, unknown>, Record<string, unknown>]
    for (const key of [...new Set([...Object.keys(old), ...Object.keys(next)])].sort()) {
      if (identity(old[key]) !== identity(next[key])) {
        changes.push({ field: `${part}.${key}`, before: sourceText(old[key]), after: sourceText(next[key]) })
      }
    }
  }
  return changes
}

/** Each fact with its value as text. */
export const parcelFieldTexts = (facts: ParcelFacts): Map<string, string | null> =>
  new Map([
    ...PARCEL_FIELDS.map((field): [string, string | null] => [field, factText(field, facts[field])]),
    ...Object.entries(facts.custom).map(([code, value]): [string, string] => [`custom.${code}`, value]),
  ])

const sourceText = (value: unknown): string | null =>
  value === undefined || value === null
    ? null
    : typeof value === 'string'
      ? value
      : `${(value as FactSource).kind}: ${(value as FactSource).citation}`

import type { Role } from '@ballast/contract/roles.ts'
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import type { PeriodRule } from '@ballast/domain/report/period.ts'
import type { ParcelGeometry } from '@ballast/domain/parcel/parcel-geometry.ts'
import { readCsv, type CsvRow } from './pack-csv.ts'
import { CSV_FILES, CSV_KINDS, MAP_LAYERS, ProblemList, readText, type CsvKind, type MapLayer } from './pack-file.ts'
import type { ComputingFile } from './computing-file.ts'
import { featureLines, lineOfJsonError } from './pack-geojson.ts'
import { hasColumn, schemaFaults, schemaOf } from './pack-schema.ts'

export interface UserEntry {
  readonly login: string
  readonly nameZh: string
  readonly nameEn: string
  readonly roles: readonly Role[]
  readonly bureau?: string
  readonly enterprise?: string
}

export interface ZoneFile {
  readonly zone: {
    readonly code: string
    readonly nameZh: string
    readonly nameEn: string
    readonly businessOn?: string | null
    readonly projectedEpsg: number
  }
  readonly users: readonly UserEntry[]
  readonly demonstration?: { readonly password: string }
  readonly calendar?: {
    readonly code: string
    readonly nameZh: string
    readonly nameEn: string
    readonly coveredFrom: string
    readonly coveredUntil: string
  }
  readonly map?: {
    readonly center?: readonly number[]
    readonly zoom?: number
    readonly extent?: readonly [number, number, number, number]
  }
  readonly settings?: Readonly<Record<string, unknown>>
  readonly reporting?: PeriodRule & { readonly citation?: string }
  readonly plan?: { readonly year: number; readonly title: string; readonly reason: string; readonly adopt?: boolean }
}

export interface TargetEntry {
  readonly line: number
  readonly indicator: string
  readonly scope?: string
  readonly period: string
  readonly comparator: 'at_least' | 'at_most' | 'equal'
  readonly valueWan?: number | string
  readonly valueShare?: number | string
  readonly valueCount?: number
  readonly note?: string
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly citation?: string
}

export interface NodeEntry {
  readonly line: number
  readonly code: string
  readonly parentCode: string | null
  readonly nameZh: string
  readonly nameEn: string
  readonly category?: string
  readonly cluster?: string
  readonly frameWan: number | string
}

export interface ShapeEntry {
  readonly line: number
  /** 1 for the first feature of the file. */
  readonly feature: number
  readonly name: string
  readonly geometry: ParcelGeometry
}

interface MapFeature {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: unknown
}

/** A pack as it stands in its files: every row and entry with its line. Rows that break their schema are left out. */
export interface Pack {
  readonly zone: ZoneFile
  /** Line of a key path of zone.yaml. */
  readonly zoneLine: (path: readonly string[]) => number
  readonly csv: Readonly<Record<CsvKind, readonly CsvRow[]>>
  readonly targets: readonly TargetEntry[]
  readonly nodes: readonly NodeEntry[]
  /** Null: the zone has no computing centre. */
  readonly computing: YamlFile<ComputingFile> | null
  readonly shapes: readonly ShapeEntry[]
  readonly layers: Readonly<Record<MapLayer, { readonly type: 'FeatureCollection'; readonly features: readonly MapFeature[] }>>
}

/** Reads every file of a pack and checks each by itself. Null: the zone itself cannot be read. */
export async function readPack(dir: string, problems: ProblemList): Promise<Pack | null> {
  const csv = Object.fromEntries(
    await Promise.all(CSV_KINDS.map(async (kind) => [kind, await readRows(dir, kind, problems)] as const)),
  ) as Record<CsvKind, readonly CsvRow[]>
  const zone = await readYaml<ZoneFile>(dir, 'zone', true, problems)
  const targets = await readYaml<{ targets: Omit<TargetEntry, 'line'>[] }>(dir, 'targets', false, problems)
  const tree = await readYaml<{ root: TreeEntry }>(dir, 'tree', false, problems)
  const computing = await readYaml<ComputingFile>(dir, 'computing', false, problems)
  const shapes = await readFeatures(dir, 'parcels.geojson', 'parcel-feature', problems)
  const layers = await Promise.all(
    MAP_LAYERS.map(async (layer) => {
      const features = await readFeatures(dir, `map/${layer}.geojson`, 'map-feature', problems)
      return [layer, { type: 'FeatureCollection', features: features.map(({ value }) => value) }] as const
    }),
  )
  if (zone === null) return null
  return {
    zone: zone.value,
    zoneLine: zone.lineOf,
    csv,
    targets: (targets?.value.targets ?? []).map((target, index) => ({
      ...target,
      line: targets?.lineOf(['targets', String(index)]) ?? 1,
    })),
    nodes: tree === null ? [] : nodesOf(tree.value.root, null, ['root'], tree.lineOf),
    computing,
    shapes: shapes.map(({ value, line, feature }) => ({
      line,
      feature,
      name: String(value.properties['name']),
      geometry: value.geometry as ParcelGeometry,
    })),
    layers: Object.fromEntries(layers) as unknown as Pack['layers'],
  }
}

async function readRows(dir: string, kind: CsvKind, problems: ProblemList): Promise<readonly CsvRow[]> {
  const { path, needed } = CSV_FILES[kind]
  const text = await readText(dir, path, needed, problems)
  if (text === null) return []
  const { columns, rows, faults } = readCsv(text)
  for (const { line, code, params } of faults) problems.add(path, line, code, params)
  if (columns.length === 0) return []
  const { schema } = schemaOf(kind)
  for (const column of columns) {
    if (!hasColumn(schema, column)) problems.add(path, 1, 'pack.unknown-column', { column })
  }
  const missing = (schema.required ?? []).filter((column) => !columns.includes(column))
  for (const column of missing) problems.add(path, 1, 'pack.missing-column', { column })
  const torn = new Set(faults.map(({ line }) => line))
  return rows.filter(({ line, cells }) => {
    if (torn.has(line)) {
      problems.leaveOut(path, Object.values(cells))
      return false
    }
    const known = Object.fromEntries(Object.entries(cells).filter(([column]) => hasColumn(schema, column)))
    const rowFaults = schemaFaults(kind, known)
    for (const { code, params } of rowFaults) {
      if (code !== 'pack.value-missing' || !missing.includes(String(params['column']))) problems.add(path, line, code, params)
    }
    if (rowFaults.length > 0) problems.leaveOut(path, Object.values(cells))
    return rowFaults.length === 0
  })
}

interface YamlFile<T> {
  readonly value: T
  readonly lineOf: (path: readonly string[]) => number
}

async function readYaml<T>(dir: string, name: string, isNeeded: boolean, problems: ProblemList): Promise<YamlFile<T> | null> {
  const path = `${name}.yaml`
  const text = await readText(dir, path, isNeeded, problems)
  if (text === null) return null
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true })
  for (const error of document.errors) {
    problems.add(path, counter.linePos(error.pos[0]).line, 'pack.yaml', {
      message: (error.message.split('\n')[0] as string).replace(/ at line \d+.*$/, ''),
    })
  }
  if (document.errors.length > 0) {
    problems.leaveOut(path, 'all')
    return null
  }
  const lineOf = (steps: readonly string[]) => counter.linePos(offsetOf(document, steps)).line
  const value = document.toJS() as T
  const faults = schemaFaults(name, value)
  for (const fault of faults) problems.add(path, lineOf(fault.path), fault.code, fault.params)
  if (faults.length === 0) return { value, lineOf }
  problems.leaveOut(path, 'all')
  return null
}

/** Where a path begins: the key where there is one, else the entry; of a path that leads nowhere, its last step that does. */
function offsetOf(document: Document, steps: readonly string[]): number {
  for (let length = steps.length; length > 0; length -= 1) {
    const path = steps.slice(0, length)
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1).map(step), true)
    const last = path.at(-1) as string
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === last)
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0]
    }
    const node = document.getIn(path.map(step), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
const step = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text)

interface TreeEntry extends Omit<NodeEntry, 'line' | 'parentCode'> {
  readonly children?: readonly TreeEntry[]
}

function nodesOf(
  { children, ...node }: TreeEntry,
  parentCode: string | null,
  path: readonly string[],
  lineOf: (path: readonly string[]) => number,
): NodeEntry[] {
  return [
    { ...node, parentCode, line: lineOf([...path, 'code']) },
    ...(children ?? []).flatMap((child, index) => nodesOf(child, node.code, [...path, 'children', String(index)], lineOf)),
  ]
}

async function readFeatures(
  dir: string,
  path: string,
  schema: string,
  problems: ProblemList,
): Promise<{ value: MapFeature; line: number; feature: number }[]> {
  const text = await readText(dir, path, false, problems)
  if (text === null) return []
  let collection: unknown
  try {
    collection = JSON.parse(text)
  } catch (error) {
    problems.add(path, lineOfJsonError(text, error), 'pack.json')
    return []
  }
  const { type, features } = (collection ?? {}) as { type?: unknown; features?: unknown }
  if (type !== 'FeatureCollection' || !Array.isArray(features)) {
    problems.add(path, 1, 'pack.not-features')
    return []
  }
  const lines = featureLines(text)
  return features.flatMap((value: MapFeature, index) => {
    const line = lines[index] ?? 1
    const faults = schemaFaults(schema, value)
    for (const { code, params } of faults) problems.add(path, line, code, { ...params, feature: index + 1 })
    return faults.length > 0 ? [] : [{ value, line, feature: index + 1 }]
  })
}

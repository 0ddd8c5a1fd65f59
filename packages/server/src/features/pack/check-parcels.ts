import { AREA_TOLERANCE_PPM, areaDifferencePpm } from '@ballast/domain/parcel/area.ts'
import { geometryReasons } from '@ballast/domain/parcel/geometry-check.ts'
import { isCadastralCode } from '@ballast/domain/shared/codes.ts'
import { extentOf, measure, overlaps, type PlacedGeometry } from '../../platform/geometry.ts'
import { projectionOf } from '../../platform/geometry-projection.ts'
import { CSV_FILES, type ProblemList } from './pack-file.ts'
import { items } from './pack-rows.ts'
import type { Pack, ShapeEntry } from './read-pack.ts'

const SHAPES = 'parcels.geojson'
const CODE_LIST_OF = { land_use: 'land-use', supply_mode: 'supply-mode', status: 'parcel-status' } as const

/** Names and codes of parcels, and their shapes: valid, of the published area, none over another. */
export function parcelChecks(pack: Pack, problems: ProblemList): void {
  nameChecks(pack, problems)
  shapeChecks(pack, problems)
}

function nameChecks({ csv }: Pack, problems: ProblemList): void {
  const { path } = CSV_FILES.parcels
  const lists = Map.groupBy(csv.codes, ({ cells }) => cells['list'] as string)
  const lineOfName = new Map<string, number>()
  const lineOfCode = new Map<string, number>()
  for (const { line, cells } of csv.parcels) {
    for (const name of items(cells['other_names'])) {
      const earlier = lineOfName.get(name)
      if (earlier !== undefined) problems.add(path, line, 'pack.key-twice', { key: name, line: earlier })
    }
    for (const name of [cells['name'] as string, ...items(cells['other_names'])]) lineOfName.set(name, line)
    const cadastral = cells['cadastral_code']
    if (cadastral !== undefined) {
      if (!isCadastralCode(cadastral)) problems.add(path, line, 'pack.cadastral-code', { code: cadastral })
      const earlier = lineOfCode.get(cadastral)
      if (earlier !== undefined) problems.add(path, line, 'pack.key-twice', { key: cadastral, line: earlier })
      lineOfCode.set(cadastral, line)
    }
    for (const [column, list] of Object.entries(CODE_LIST_OF)) {
      const value = cells[column]
      const codes = lists.get(list)
      if (value !== undefined && codes !== undefined && !codes.some((code) => code.cells['code'] === value)) {
        problems.add(path, line, 'pack.unknown-reference', { column, value, file: CSV_FILES.codes.path })
      }
    }
  }
}

function shapeChecks(pack: Pack, problems: ProblemList): void {
  const projection = projectionOf(pack.zone.zone.projectedEpsg)
  const extent = pack.zone.map?.extent ?? extentOf(projection)
  const rows = new Map(pack.csv.parcels.map(({ cells }) => [cells['name'] as string, cells]))
  const lineOfName = new Map<string, number>()
  const sound: PlacedGeometry<ShapeEntry>[] = []
  for (const shape of pack.shapes) {
    const { line, feature, name, geometry } = shape
    const cells = rows.get(name)
    if (cells === undefined) {
      problems.add(SHAPES, line, 'pack.shape-of-nothing', { feature, name })
      continue
    }
    const earlier = lineOfName.get(name)
    if (earlier !== undefined) problems.add(SHAPES, line, 'pack.key-twice', { key: name, line: earlier })
    lineOfName.set(name, line)
    const reasons = geometryReasons(geometry, cells['kind'] as 'parcel' | 'corridor', extent, (position) => projection.toMetres(position))
    for (const { code, params } of reasons) problems.add(SHAPES, line, code, { ...params, feature, name })
    if (reasons.length > 0) continue
    const { metres, areaM2 } = measure(geometry, projection)
    sound.push({ key: shape, geometry, box: metres })
    const official = cells['area_m2']
    if (areaM2 === null || official === undefined) continue
    const difference = areaDifferencePpm(areaM2, official)
    if (difference > AREA_TOLERANCE_PPM || -difference > AREA_TOLERANCE_PPM) {
      problems.add(SHAPES, line, 'pack.area-differs', { feature, name, computed: areaM2, published: official })
    }
  }
  for (const { key, other, areaM2 } of overlaps(sound, [], projection)) {
    const [first, second] = key.line <= other.line ? [key, other] : [other, key]
    problems.add(SHAPES, second.line, 'pack.shapes-overlap', {
      feature: second.feature,
      name: second.name,
      other: first.name,
      line: first.line,
      areaM2: areaM2.toFixed(0),
    })
  }
}

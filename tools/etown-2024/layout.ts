import { projectionOf } from '../../packages/server/src/platform/geometry-projection.ts'
import type { Position } from '../../packages/domain/src/parcel/parcel-geometry.ts'
import { lineMeetsRing, placeInRing, type Point } from '../../packages/domain/src/parcel/planar.ts'
import type { Place } from './public-projects.ts'
import { randomOf, type Random } from './random.ts'

// The drawing is illustrative. It is made on a grid of roads in metres, turned a little, around the middle of the zone.
const projection = projectionOf(4548)
const CENTRE = projection.toMetres([116.54, 39.765])
const TURN = (8 * Math.PI) / 180
const [COS, SIN] = [Math.cos(TURN), Math.sin(TURN)]

const DECIMALS = 7
const round = (degrees: number): number => Number(degrees.toFixed(DECIMALS))

/** Metres on the grid → degrees, to a centimetre. */
export function onMap([u, v]: Point): Position {
  const [lng, lat] = projection.toDegrees([CENTRE[0] + u * COS + v * SIN, CENTRE[1] - u * SIN + v * COS])
  return [round(lng), round(lat)]
}
export const ringOnMap = (points: readonly Point[]): Position[] => [...points, points[0] as Point].map(onMap)

// Corners that neighbouring districts share, from the south-west to the north-east.
const CORNERS: readonly (readonly Point[])[] = [
  [
    [-6000, -6300],
    [-2900, -6300],
    [900, -6300],
    [6000, -6300],
  ],
  [
    [-6000, -1500],
    [-2500, -1800],
    [1100, -1600],
    [6000, -1900],
  ],
  [
    [-6000, 3000],
    [-2700, 2800],
    [700, 3100],
    [6000, 2700],
  ],
  [
    [-6000, 6300],
    [-2400, 6300],
    [300, 6300],
    [6000, 6300],
  ],
]
const NAMES: readonly (readonly (readonly [Place, string])[])[] = [
  [
    ['瀛海', 'Yinghai'],
    ['路南区', 'Lunan'],
    ['马驹桥', 'Majuqiao'],
  ],
  [
    ['河西区', 'Hexi'],
    ['核心区', 'Core area'],
    ['路东区', 'Ludong'],
  ],
  [
    ['旧宫', 'Jiugong'],
    ['亦庄镇', 'Yizhuang Town'],
    ['台湖', 'Taihu'],
  ],
]

export interface District {
  readonly nameZh: Place
  readonly nameEn: string
  readonly ring: readonly Point[]
}

const corner = (row: number, column: number): Point => (CORNERS[row] as readonly Point[])[column] as Point

/** A boundary that bends a little between its ends; the same bends whichever way it is walked. */
function bent(from: Point, to: Point): Point[] {
  if (from[0] > to[0] || (from[0] === to[0] && from[1] > to[1])) return bent(to, from).toReversed()
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy)
  const random = randomOf(Math.round(from[0] * 7 + from[1] * 13 + to[0] * 17 + to[1] * 19 + 1_000_000))
  const bends = [0.22, 0.41, 0.63, 0.81].map((along): Point => {
    const aside = random.between(-0.045, 0.045) * length
    return [from[0] + dx * along - (dy / length) * aside, from[1] + dy * along + (dx / length) * aside]
  })
  return [from, ...bends, to]
}
const joined = (corners: readonly Point[]): Point[] =>
  corners.slice(1).flatMap((point, index) => bent(corners[index] as Point, point).slice(index === 0 ? 0 : 1))

export const DISTRICTS: readonly District[] = NAMES.flatMap((names, row) =>
  names.map(([nameZh, nameEn], column) => ({
    nameZh,
    nameEn,
    ring: joined([corner(row, column), corner(row, column + 1), corner(row + 1, column + 1), corner(row + 1, column), corner(row, column)]),
  })),
)

/** Corners cut twice, so that a line flows. */
function rounded(line: readonly Point[], times = 3): Point[] {
  if (times === 0) return [...line]
  const middle = line.slice(1).flatMap((to, index): Point[] => {
    const from = line[index] as Point
    const at = (share: number): Point => [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
    return [at(0.25), at(0.75)]
  })
  return rounded([line[0] as Point, ...middle.slice(1, -1), line.at(-1) as Point], times - 1)
}

const RIVER: readonly Point[] = rounded([
  [-2150, 6300],
  [-2350, 4700],
  [-2650, 2800],
  [-2450, 700],
  [-2380, -1400],
  [-1200, -2250],
  [400, -2450],
  [1900, -3000],
  [3700, -4150],
  [6000, -5500],
])
const EXPRESSWAYS: readonly { nameZh: string; nameEn: string; line: readonly Point[] }[] = [
  {
    nameZh: '京沪高速',
    nameEn: 'Beijing–Shanghai Expressway',
    line: [
      [250, 6300],
      [680, 3100],
      [1080, -1600],
      [900, -6300],
    ],
  },
  { nameZh: '南五环路', nameEn: 'South 5th Ring Road', line: joined(CORNERS[2] as readonly Point[]) },
  { nameZh: '南六环路', nameEn: 'South 6th Ring Road', line: joined(CORNERS[1] as readonly Point[]) },
]

const PITCH_U = 760
const PITCH_V = 560
const ROAD = 60
const CLEAR_OF_LINES_M = 75
const SCATTER_M = 1400

interface Cell {
  readonly column: number
  readonly row: number
  readonly left: number
  readonly bottom: number
}
const cellAt = (column: number, row: number): Cell => ({ column, row, left: column * PITCH_U, bottom: row * PITCH_V })
const CELL_W = PITCH_U - ROAD
const CELL_H = PITCH_V - ROAD

function distanceToLine([x, y]: Point, line: readonly Point[]): number {
  let least = Infinity
  for (let index = 1; index < line.length; index += 1) {
    const [[x0, y0], [x1, y1]] = [line[index - 1] as Point, line[index] as Point]
    const [dx, dy] = [x1 - x0, y1 - y0]
    const along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)))
    least = Math.min(least, Math.hypot(x - x0 - along * dx, y - y0 - along * dy))
  }
  return least
}

function isFree(cell: Cell, district: District): boolean {
  for (let i = 0; i <= 4; i += 1) {
    for (let j = 0; j <= 4; j += 1) {
      const point: Point = [cell.left + (CELL_W * i) / 4, cell.bottom + (CELL_H * j) / 4]
      if (placeInRing(district.ring, point) !== 'inside') return false
      if ([RIVER, RAILWAY, ...EXPRESSWAYS.map(({ line }) => line)].some((line) => distanceToLine(point, line) < CLEAR_OF_LINES_M))
        return false
    }
  }
  return true
}

/** Free cells of a district, the ones nearer its middle mostly first, so that what is built stands together but not in a heap. */
function cellsOf(district: District): Cell[] {
  const count = district.ring.length - 1
  const middle = district.ring.slice(1).reduce<[number, number]>(([x, y], point) => [x + point[0] / count, y + point[1] / count], [0, 0])
  const cells: Cell[] = []
  for (let column = -8; column <= 8; column += 1) {
    for (let row = -12; row <= 12; row += 1) {
      const cell = cellAt(column, row)
      if (isFree(cell, district)) cells.push(cell)
    }
  }
  const distance = (cell: Cell) =>
    Math.hypot(cell.left + CELL_W / 2 - middle[0], cell.bottom + CELL_H / 2 - middle[1]) +
    randomOf((cell.column + 50) * 1000 + cell.row + 50).between(0, SCATTER_M)
  return cells.sort((a, b) => distance(a) - distance(b) || a.column - b.column || a.row - b.row)
}

export interface Site {
  readonly name: string
  readonly place: Place
  readonly areaM2: number
}

/** Rows of a cell and the sites that suit them: what is small stands in a shallow row. */
const DEPTHS: readonly { readonly least: number; readonly rows: number }[] = [
  { least: 75_000, rows: 1 },
  { least: 24_000, rows: 2 },
  { least: 9_000, rows: 3 },
  { least: 0, rows: 5 },
]
const LANE = 10

/** An outline for each site: blocks between roads, none over another, each of its published or assumed area. */
export function layOut(sites: readonly Site[], random: Random): Map<string, Point[]> {
  const outlines = new Map<string, Point[]>()
  for (const district of DISTRICTS) {
    const free = cellsOf(district)
    const take = (cell: Cell) => {
      free.splice(free.indexOf(cell), 1)
      return cell
    }
    const own = sites.filter((site) => site.place === district.nameZh)
    const isLarge = (site: Site) => site.areaM2 > (CELL_W - LANE) * CELL_H
    for (const site of own.filter(isLarge).sort(byArea)) {
      const wide = Math.ceil(site.areaM2 / (CELL_H * PITCH_U - CELL_H * ROAD))
      const run = free.find((cell) =>
        Array.from({ length: wide }, (_, step) => step).every((step) =>
          free.some((next) => next.column === cell.column + step && next.row === cell.row),
        ),
      )
      if (!run) throw new Error(`No room for ${site.name} in ${district.nameZh}`)
      for (let step = 0; step < wide; step += 1) {
        take(free.find((next) => next.column === run.column + step && next.row === run.row) as Cell)
      }
      const width = wide * PITCH_U - ROAD
      const height = site.areaM2 / width
      outlines.set(site.name, rectangle(run.left, run.bottom, width, height))
    }
    for (const { least, rows } of DEPTHS) {
      const most = DEPTHS[DEPTHS.findIndex((depth) => depth.least === least) - 1]?.least ?? Infinity
      const group = own.filter((site) => !isLarge(site) && site.areaM2 >= least && site.areaM2 < most).sort(byArea)
      const height = (CELL_H - LANE * (rows - 1)) / rows
      let cell: Cell | undefined
      let row = rows
      let left = Infinity
      for (const site of group) {
        const shape = shapeOf(site.areaM2, height, random)
        if (left + shape.width > CELL_W) {
          if (row + 1 >= rows) {
            const next = free[0]
            if (!next) throw new Error(`No room for ${site.name} in ${district.nameZh}`)
            cell = take(next)
            row = 0
          } else row += 1
          left = 0
        }
        const { left: x, bottom } = cell as Cell
        const y = bottom + row * (height + LANE)
        outlines.set(
          site.name,
          shape.points.map(([u, v]): Point => [x + left + u, y + v]),
        )
        left += shape.width + LANE
      }
    }
  }
  return outlines
}

const byArea = (a: Site, b: Site): number => b.areaM2 - a.areaM2 || (a.name < b.name ? -1 : 1)

const rectangle = (x: number, y: number, width: number, height: number): Point[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
]

/** A rectangle, a rectangle with a corner cut or notched, or a slanted quadrilateral, of exactly the area. */
function shapeOf(areaM2: number, height: number, random: Random): { width: number; points: Point[] } {
  const draw = random.next()
  const plain = areaM2 / height
  if (draw < 0.2 && plain > height * 0.45) {
    const slant = Math.min(40, plain * 0.18)
    return {
      width: plain + slant,
      points: [
        [0, 0],
        [plain + slant, 0],
        [plain - slant, height],
        [0, height],
      ],
    }
  }
  if (draw < 0.4 && plain > height * 0.6) {
    // A notch of 40 % by 35 % leaves 86 % of the rectangle.
    const width = areaM2 / (height * 0.86)
    return {
      width,
      points: [
        [0, 0],
        [width, 0],
        [width, height * 0.65],
        [width * 0.6, height * 0.65],
        [width * 0.6, height],
        [0, height],
      ],
    }
  }
  if (draw < 0.55 && plain > 40) {
    const cut = Math.min(24, height * 0.2, plain * 0.3)
    const width = (areaM2 + (cut * cut) / 2) / height
    return {
      width,
      points: [
        [0, 0],
        [width - cut, 0],
        [width, cut],
        [width, height],
        [0, height],
      ],
    }
  }
  return { width: plain, points: rectangle(0, 0, plain, height) }
}

/** The middle of the road left of and below a cell. */
const crossing = (column: number, row: number): Point => [column * PITCH_U - ROAD / 2, row * PITCH_V - ROAD / 2]

/** A line along the roads of a district, `blocks` blocks long with one bend, inside the district and clear of plots; each ordinal begins elsewhere. */
export function corridorLine(place: Place, ordinal: number, blocks: number, outlines: Iterable<readonly Point[]>): Point[] {
  const rings = [...outlines].map((outline) => [...outline, outline[0] as Point])
  const district = DISTRICTS.find(({ nameZh }) => nameZh === place) as District
  const cells = cellsOf(district)
  const along = Math.ceil(blocks / 2)
  const aside = (ordinal % 3 === 0 ? 1 : -1) * (blocks - along)
  for (let step = 0; step < cells.length; step += 1) {
    const { column, row } = cells[(ordinal * 5 + step) % cells.length] as Cell
    const points = [crossing(column, row), crossing(column + along, row), crossing(column + along, row + aside)].slice(
      0,
      aside === 0 ? 2 : 3,
    )
    const isInside = points.every((point) => placeInRing(district.ring, point) === 'inside')
    if (isInside && !rings.some((ring) => lineMeetsRing(points, ring))) return points
  }
  throw new Error(`No road for a corridor in ${place}`)
}

/** 市郊铁路亦庄线: from the north-west along the core area to the south-east. */
export const RAILWAY: readonly Point[] = rounded([
  crossing(-3, 10),
  crossing(-3, 4),
  crossing(-1, 3),
  crossing(-1, -2),
  crossing(0, -5),
  crossing(4, -7),
  crossing(6, -9),
])

const MAIN_ROADS: readonly { nameZh: string; nameEn: string; from: readonly [number, number]; to: readonly [number, number] }[] = [
  { nameZh: '荣华路', nameEn: 'Ronghua Road', from: [-1, -3], to: [-1, 5] },
  { nameZh: '博兴路', nameEn: 'Boxing Road', from: [-5, -3], to: [-5, 5] },
  { nameZh: '经海路', nameEn: 'Jinghai Road', from: [4, -3], to: [4, 5] },
  { nameZh: '科创街', nameEn: 'Kechuang Street', from: [1, 2], to: [7, 2] },
  { nameZh: '荣京街', nameEn: 'Rongjing Street', from: [-3, 1], to: [1, 1] },
  { nameZh: '泰河路', nameEn: 'Taihe Road', from: [-7, 0], to: [-4, 0] },
  { nameZh: '兴海路', nameEn: 'Xinghai Road', from: [4, -10], to: [4, -4] },
  { nameZh: '通马路', nameEn: 'Tongma Road', from: [3, 8], to: [7, 8] },
]

export interface RoadLine {
  readonly nameZh: string
  readonly nameEn: string
  readonly kind: 'expressway' | 'main' | 'street'
  readonly line: readonly Point[]
}

/** Roads of the base map: named ones, and the streets around every block, each as long as it runs on. */
export function roadLines(): RoadLine[] {
  const blocks = new Set(DISTRICTS.flatMap(cellsOf).map(({ column, row }) => `${column} ${row}`))
  const isBlock = (column: number, row: number) => blocks.has(`${column} ${row}`)
  const streets = [
    ...runs(12, (row, column) => isBlock(column, row) || isBlock(column, row - 1)).map(({ line, from, to }) => [
      crossing(from, line),
      crossing(to, line),
    ]),
    ...runs(12, (column, row) => isBlock(column, row) || isBlock(column - 1, row)).map(({ line, from, to }) => [
      crossing(line, from),
      crossing(line, to),
    ]),
  ]
  return [
    ...EXPRESSWAYS.map((road): RoadLine => ({ ...road, kind: 'expressway' })),
    ...MAIN_ROADS.map(
      ({ nameZh, nameEn, from, to }): RoadLine => ({
        nameZh,
        nameEn,
        kind: 'main',
        line: [crossing(...from), crossing(...to)],
      }),
    ),
    ...streets.map((line): RoadLine => ({ nameZh: '', nameEn: '', kind: 'street', line })),
  ]
}

/** On each line from -most to most, the stretches of steps that there are. */
function runs(most: number, isThere: (line: number, step: number) => boolean): { line: number; from: number; to: number }[] {
  const found: { line: number; from: number; to: number }[] = []
  for (let line = -most; line <= most + 1; line += 1) {
    let from: number | null = null
    for (let step = -most; step <= most + 1; step += 1) {
      if (isThere(line, step)) from ??= step
      else if (from !== null) {
        found.push({ line, from, to: step })
        from = null
      }
    }
  }
  return found
}

/** The river as a band of water. */
export function riverBand(halfWidth: number): Point[] {
  const side = (sign: number): Point[] =>
    RIVER.map((point, index) => {
      const [before, after] = [RIVER[Math.max(0, index - 1)] as Point, RIVER[Math.min(RIVER.length - 1, index + 1)] as Point]
      const [dx, dy] = [after[0] - before[0], after[1] - before[1]]
      const length = Math.hypot(dx, dy)
      return [point[0] - (sign * halfWidth * dy) / length, point[1] + (sign * halfWidth * dx) / length]
    })
  return [...side(1), ...side(-1).toReversed()]
}

/** A point in metres of a projected system. */
export type Point = readonly [x: number, y: number]
export type Ring = readonly Point[]
/** An outer ring and its holes. */
export type PlanarPolygon = readonly Ring[]

// Coordinates are taken to 10 µm, as whole numbers: areas are then exact and do not depend on where a ring starts.
const UNITS_PER_METRE = 100_000
// A hundredth of a square metre is a square of a decimetre.
const UNITS_PER_HUNDREDTH_M2 = (BigInt(UNITS_PER_METRE) / 10n) ** 2n
const toUnits = (metres: number): bigint => BigInt(Math.round(metres * UNITS_PER_METRE))

/** Twice the signed area of a closed ring, in square units; positive when the ring runs counter-clockwise. */
export function doubleArea(ring: Ring): bigint {
  let double = 0n
  let [x0, y0] = [0n, 0n]
  ring.forEach(([x, y], index) => {
    const [x1, y1] = [toUnits(x), toUnits(y)]
    if (index > 0) double += x0 * y1 - x1 * y0
    ;[x0, y0] = [x1, y1]
  })
  return double
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value)

/** Area of polygons without overlap in hundredths of a square metre, rounded half up. */
export function areaHundredths(polygons: readonly PlanarPolygon[]): bigint {
  let double = 0n
  for (const polygon of polygons) {
    polygon.forEach((ring, index) => {
      const ringArea = absolute(doubleArea(ring))
      double += index === 0 ? ringArea : -ringArea
    })
  }
  return (double + UNITS_PER_HUNDREDTH_M2) / (2n * UNITS_PER_HUNDREDTH_M2)
}

/** Length of lines in metres. */
export function lineLength(lines: readonly Ring[]): number {
  let length = 0
  for (const line of lines) {
    line.forEach(([x, y], index) => {
      const previous = line[index - 1]
      if (previous) length += Math.hypot(x - previous[0], y - previous[1])
    })
  }
  return length
}

const orientation = (a: Point, b: Point, c: Point): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
const within = (a: Point, b: Point, p: Point): boolean =>
  Math.min(a[0], b[0]) <= p[0] && p[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= p[1] && p[1] <= Math.max(a[1], b[1])
const same = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1]

type Segment = readonly [from: Point, to: Point]

/** Whether the inner parts of two segments cross. */
function crosses([a, b]: Segment, [c, d]: Segment): boolean {
  const [o1, o2, o3, o4] = [orientation(a, b, c), orientation(a, b, d), orientation(c, d, a), orientation(c, d, b)]
  return o1 > 0 !== o2 > 0 && o3 > 0 !== o4 > 0 && o1 !== 0 && o2 !== 0 && o3 !== 0 && o4 !== 0
}

/** Whether two segments have any point in common. */
function meets(first: Segment, second: Segment): boolean {
  const [a, b] = first
  const [c, d] = second
  return (
    crosses(first, second) ||
    (orientation(a, b, c) === 0 && within(a, b, c)) ||
    (orientation(a, b, d) === 0 && within(a, b, d)) ||
    (orientation(c, d, a) === 0 && within(c, d, a)) ||
    (orientation(c, d, b) === 0 && within(c, d, b))
  )
}

/** Whether b → c runs back over a → b. */
const turnsBack = (a: Point, b: Point, c: Point): boolean =>
  orientation(a, b, c) === 0 && (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0

const segmentsOf = (ring: Ring): Segment[] => {
  const points = ring.filter((point, index) => index === 0 || !same(point, ring[index - 1] as Point))
  return points.slice(1).map((point, index) => [points[index] as Point, point])
}

interface Placed {
  readonly segment: Segment
  readonly index: number
  readonly minX: number
  readonly maxX: number
}
const placed = (segment: Segment, index: number): Placed => ({
  segment,
  index,
  minX: Math.min(segment[0][0], segment[1][0]),
  maxX: Math.max(segment[0][0], segment[1][0]),
})
const apartInY = ([a, b]: Segment, [c, d]: Segment): boolean =>
  Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])

/** Where a closed ring meets itself other than at the ends of neighbouring segments; null when it nowhere does. */
export function selfIntersection(ring: Ring): Point | null {
  const segments = segmentsOf(ring)
  const sweep = segments.map(placed).sort((a, b) => a.minX - b.minX)
  for (const [position, current] of sweep.entries()) {
    for (let next = position + 1; next < sweep.length; next += 1) {
      const other = sweep[next] as Placed
      if (other.minX > current.maxX) break
      if (apartInY(current.segment, other.segment)) continue
      const [low, high] = current.index < other.index ? [current, other] : [other, current]
      if (high.index - low.index === 1) {
        if (turnsBack(low.segment[0], low.segment[1], high.segment[1])) return low.segment[1]
      } else if (low.index === 0 && high.index === segments.length - 1) {
        if (turnsBack(high.segment[0], high.segment[1], low.segment[1])) return low.segment[0]
      } else if (meets(low.segment, high.segment)) return high.segment[0]
    }
  }
  return null
}

/** Whether two rings cross; touching is not crossing. */
export function ringsCross(first: Ring, second: Ring): boolean {
  const others = segmentsOf(second)
    .map(placed)
    .sort((a, b) => a.minX - b.minX)
  for (const current of segmentsOf(first).map(placed)) {
    for (const other of others) {
      if (other.minX > current.maxX) break
      if (other.maxX >= current.minX && crosses(current.segment, other.segment)) return true
    }
  }
  return false
}

/** Whether a point lies inside a ring, on it, or outside. */
export function placeInRing(ring: Ring, point: Point): 'inside' | 'on' | 'outside' {
  let inside = false
  for (const [a, b] of segmentsOf(ring)) {
    if (orientation(a, b, point) === 0 && within(a, b, point)) return 'on'
    if (a[1] > point[1] !== b[1] > point[1]) {
      const x = a[0] + ((point[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0])
      if (x > point[0]) inside = !inside
    }
  }
  return inside ? 'inside' : 'outside'
}

/** Whether the second ring lies in the first one; they may touch. */
export const ringContains = (outer: Ring, inner: Ring): boolean =>
  !ringsCross(outer, inner) && inner.every((point) => placeInRing(outer, point) !== 'outside')

/** Whether two outer rings share ground. */
export const ringsOverlap = (first: Ring, second: Ring): boolean =>
  ringsCross(first, second) ||
  first.some((point) => placeInRing(second, point) === 'inside') ||
  second.some((point) => placeInRing(first, point) === 'inside')

/** Whether any point of a line lies in a ring. */
export function lineMeetsRing(line: Ring, ring: Ring): boolean {
  if (line.some((point) => placeInRing(ring, point) !== 'outside')) return true
  const sides = segmentsOf(ring)
  return segmentsOf(line).some((segment) => sides.some((side) => meets(segment, side)))
}

function distanceToSegment([px, py]: Point, [[ax, ay], [bx, by]]: Segment): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / square))
  return Math.hypot(px - (ax + along * dx), py - (ay + along * dy))
}

/** Metres from a point to the nearest point of a line. */
export const distanceToLine = (point: Point, line: Ring): number =>
  Math.min(...segmentsOf(line).map((segment) => distanceToSegment(point, segment)))

/** Metres from a point to a polygon; 0 on its ground and its edge, not in its holes. */
export function distanceToPolygon(point: Point, [outer, ...holes]: PlanarPolygon): number {
  if (outer === undefined) return Infinity
  const hole = holes.find((ring) => placeInRing(ring, point) === 'inside')
  if (hole !== undefined) return distanceToLine(point, hole)
  return placeInRing(outer, point) === 'outside' ? distanceToLine(point, outer) : 0
}

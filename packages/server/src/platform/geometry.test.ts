import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ParcelGeometry, Position } from '@ballast/domain/parcel/parcel-geometry.ts'
import { areaHundredths, type Point } from '@ballast/domain/parcel/planar.ts'
import { groundLeft, sharedGround } from './clipping.ts'
import { measure, overlaps, sharedArea, touchesArea } from './geometry.ts'
import { projectionOf } from './geometry-projection.ts'

const projection = projectionOf(4548)

/** Area of a small polygon on the ellipsoid of CGCS2000, from the authalic latitude: an independent formula, no projection. */
function ellipsoidalArea(ring: readonly Position[]): number {
  const a = 6_378_137
  const e2 = 2 / 298.257222101 - 1 / 298.257222101 ** 2
  const e = Math.sqrt(e2)
  const q = (lat: number) => {
    const s = Math.sin((lat * Math.PI) / 180)
    return (1 - e2) * (s / (1 - e2 * s * s) - (1 / (2 * e)) * Math.log((1 - e * s) / (1 + e * s)))
  }
  // Between two meridians an area on the ellipsoid is a²/2 · Δλ · Δq; edges are cut finely, so that each is a straight step.
  const steps = 200
  let sum = 0
  for (let index = 1; index < ring.length; index += 1) {
    const [lng0, lat0] = ring[index - 1] as Position
    const [lng1, lat1] = ring[index] as Position
    for (let step = 0; step < steps; step += 1) {
      const [from, to] = [step / steps, (step + 1) / steps]
      const middle = lat0 + (lat1 - lat0) * ((from + to) / 2)
      sum += ((lng1 - lng0) * (to - from) * Math.PI * q(middle)) / 180
    }
  }
  return Math.abs((a * a * sum) / 2)
}

const polygon = (ring: readonly Position[]): ParcelGeometry => ({ type: 'Polygon', coordinates: [ring] })
const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

describe('areas in metres of the zone', () => {
  test('agree with the ellipsoid within 0.1 %', () => {
    for (const ring of [
      box(116.5, 39.75, 116.51, 39.758),
      [
        [116.48, 39.71],
        [116.49, 39.712],
        [116.488, 39.72],
        [116.479, 39.716],
        [116.48, 39.71],
      ] as Position[],
      box(116.46, 39.7, 116.62, 39.83),
    ]) {
      const computed = Number(measure(polygon(ring), projection).areaM2)
      expect(Math.abs(computed / ellipsoidalArea(ring) - 1)).toBeLessThan(0.001)
    }
  })
  test('a hundredth of a degree square near Yizhuang has the square metres that the ellipsoid gives, not the sphere', () => {
    const ring = box(116.5, 39.75, 116.51, 39.76)
    const computed = Number(measure(polygon(ring), projection).areaM2)
    expect(computed / ellipsoidalArea(ring)).toBeCloseTo(1, 4)
  })
  test('a corridor has a length and no area', () => {
    const { areaM2, lengthM } = measure(
      {
        type: 'LineString',
        coordinates: [
          [116.5, 39.75],
          [116.5, 39.76],
        ],
      },
      projection,
    )
    expect(areaM2).toBeNull()
    expect(Number(lengthM)).toBeCloseTo(1110.4, 0)
  })
})

test('every system of the table has the meridian of its code, and positions come back from metres', () => {
  expect([4534, 4548, 4554].map((epsg) => projectionOf(epsg).centralMeridian)).toEqual([75, 117, 135])
  expect(projectionOf(4548).toMetres([117, 39.75])[0]).toBeCloseTo(500_000, 6)
  expect(() => projectionOf(3857)).toThrow('zone.unknown-projection')
  const [lng, lat] = projection.toDegrees(projection.toMetres([116.5123456, 39.7654321]))
  expect(lng).toBeCloseTo(116.5123456, 9)
  expect(lat).toBeCloseTo(39.7654321, 9)
})

const star = fc
  .record({
    x: fc.integer({ min: -300, max: 300 }),
    y: fc.integer({ min: -300, max: 300 }),
    radii: fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 3, maxLength: 24 }),
  })
  .map(({ x, y, radii }): Point[] => {
    const points = radii.map((radius, index): Point => {
      const angle = (2 * Math.PI * index) / radii.length
      return [Math.round((x + radius * Math.cos(angle)) * 1000) / 1000, Math.round((y + radius * Math.sin(angle)) * 1000) / 1000]
    })
    return [...points, points[0] as Point]
  })

/** Two areas whose common outline the clipper cannot close as they are. */
const LOST_WAY: [Point[], Point[]] = [
  [
    [115, 142],
    [12.47, 157.637],
    [-4.45, 161.499],
    [-18.019, 150.678],
    [-18.019, 133.322],
    [-16.689, 68.88],
    [33.668, 99.781],
    [115, 142],
  ],
  [
    [37, 66],
    [222.266, 197.916],
    [31.955, 98.747],
    [14.154, 85.796],
    [-0.026, 85.649],
    [-2.19, 71.635],
    [-2.19, 60.365],
    [3.903, 50.885],
    [14.154, 46.204],
    [25.308, 47.807],
    [33.825, 55.187],
    [37, 66],
  ],
]

test('what two areas share and what is left of the first add up to the first', () => {
  fc.assert(
    fc.property(star, star, (first, second) => {
      const [a, b] = [[first as [number, number][]], [second as [number, number][]]]
      const [whole, shared, left] = [areaHundredths([[first]]), areaHundredths(sharedGround(a, b)), areaHundredths(groundLeft(a, b))]
      // Each of the two results is rounded to a hundredth of a square metre, and its corners to 10 µm.
      expect(Math.abs(Number(shared + left - whole))).toBeLessThanOrEqual(10)
    }),
    { numRuns: 300, examples: [LOST_WAY] },
  )
})

test('shared ground is the same whichever comes first, and none of neighbours', () => {
  const [a, b] = [polygon(box(116.5, 39.75, 116.51, 39.76)), polygon(box(116.505, 39.75, 116.52, 39.76))]
  expect(sharedArea(a, b, projection)).toBeCloseTo(sharedArea(b, a, projection), 1)
  expect(sharedArea(a, polygon(box(116.51, 39.75, 116.52, 39.76)), projection)).toBeLessThan(1)
})

test('overlapping pairs are found once, and only those', () => {
  const place = (key: string, geometry: ParcelGeometry) => ({ key, geometry, box: measure(geometry, projection).metres })
  const found = overlaps(
    [place('a', polygon(box(116.5, 39.75, 116.51, 39.76))), place('b', polygon(box(116.505, 39.75, 116.515, 39.76)))],
    [place('c', polygon(box(116.514, 39.75, 116.52, 39.76))), place('d', polygon(box(116.6, 39.75, 116.61, 39.76)))],
    projection,
  )
  expect(found.map(({ key, other }) => `${key}-${other}`).sort()).toEqual(['a-b', 'b-c'])
})

test('a drawn area takes what shares ground with it', () => {
  const ring = box(116.5, 39.75, 116.51, 39.76)
  expect(touchesArea(polygon(box(116.509, 39.755, 116.52, 39.77)), ring, projection)).toBe(true)
  expect(touchesArea(polygon(box(116.52, 39.75, 116.53, 39.76)), ring, projection)).toBe(false)
  expect(
    touchesArea(
      {
        type: 'LineString',
        coordinates: [
          [116.49, 39.755],
          [116.53, 39.755],
        ],
      },
      ring,
      projection,
    ),
  ).toBe(true)
  expect(
    touchesArea(
      {
        type: 'LineString',
        coordinates: [
          [116.49, 39.77],
          [116.53, 39.77],
        ],
      },
      ring,
      projection,
    ),
  ).toBe(false)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  areaHundredths,
  distanceToLine,
  distanceToPolygon,
  lineLength,
  lineMeetsRing,
  placeInRing,
  ringContains,
  ringsCross,
  ringsOverlap,
  selfIntersection,
  type Point,
  type Ring,
} from './planar.ts'

const square = (x: number, y: number, side: number): Ring => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]

/** A ring without self-intersection: points around a centre by growing angle. */
const starRing = fc
  .record({
    x: fc.integer({ min: 400_000, max: 600_000 }),
    y: fc.integer({ min: 4_300_000, max: 4_500_000 }),
    radii: fc.array(fc.double({ min: 10, max: 2000, noNaN: true }), { minLength: 3, maxLength: 40 }),
  })
  .map(({ x, y, radii }): Point[] => {
    const points = radii.map((radius, index): Point => {
      const angle = (2 * Math.PI * index) / radii.length
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
    })
    return [...points, points[0] as Point]
  })

describe('area', () => {
  test('a square of a hundred metres has ten thousand square metres', () => {
    expect(areaHundredths([[square(448_123.4, 4_400_567.8, 100)]])).toBe(1_000_000n)
  })
  test('a hole is taken off, parts are added', () => {
    expect(areaHundredths([[square(0, 0, 10), square(2, 2, 3)], [square(20, 0, 1)]])).toBe(9200n)
  })
  test('does not depend on where the ring starts, nor on its direction', () => {
    fc.assert(
      fc.property(starRing, fc.nat(), (ring, shift) => {
        const open = ring.slice(0, -1)
        const start = shift % open.length
        const turned = [...open.slice(start), ...open.slice(0, start)]
        const area = areaHundredths([[ring]])
        expect(areaHundredths([[[...turned, turned[0] as Point]]])).toBe(area)
        expect(areaHundredths([[ring.toReversed()]])).toBe(area)
      }),
    )
  })
})

describe('a ring that crosses itself', () => {
  test('is found: bow-tie, spike, touching corner', () => {
    expect(
      selfIntersection([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ]),
    ).not.toBeNull()
    expect(
      selfIntersection([
        [0, 0],
        [4, 0],
        [4, 4],
        [4, 0],
        [0, 4],
        [0, 0],
      ]),
    ).not.toBeNull()
    expect(
      selfIntersection([
        [0, 0],
        [2, 0],
        [1, 1],
        [2, 2],
        [0, 2],
        [1, 1],
        [0, 0],
      ]),
    ).not.toBeNull()
  })
  test('is not found where there is none', () => {
    expect(selfIntersection(square(0, 0, 5))).toBeNull()
    expect(
      selfIntersection([
        [0, 0],
        [2, 0],
        [2, 0],
        [2, 2],
        [0, 2],
        [0, 0],
      ]),
    ).toBeNull()
    fc.assert(
      fc.property(starRing, (ring) => {
        expect(selfIntersection(ring)).toBeNull()
      }),
    )
  })
  test('is found in any star whose two points are swapped across', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 60 }), (count) => {
        const points = Array.from({ length: count }, (_, index): Point => {
          const angle = (2 * Math.PI * index) / count
          return [100 * Math.cos(angle), 100 * Math.sin(angle)]
        })
        ;[points[1], points[4]] = [points[4] as Point, points[1] as Point]
        expect(selfIntersection([...points, points[0] as Point])).not.toBeNull()
      }),
    )
  })
})

test('touching rings neither cross nor overlap; a ring within another overlaps it', () => {
  expect(ringsCross(square(0, 0, 2), square(2, 0, 2))).toBe(false)
  expect(ringsOverlap(square(0, 0, 2), square(2, 0, 2))).toBe(false)
  expect(ringsOverlap(square(0, 0, 2), square(1, 1, 2))).toBe(true)
  expect(ringsOverlap(square(0, 0, 9), square(1, 1, 2))).toBe(true)
  expect(ringContains(square(0, 0, 9), square(0, 0, 2))).toBe(true)
  expect(ringContains(square(0, 0, 9), square(8, 8, 2))).toBe(false)
})

test('a point lies inside, on or outside', () => {
  expect(['inside', 'on', 'outside']).toEqual([
    placeInRing(square(0, 0, 2), [1, 1]),
    placeInRing(square(0, 0, 2), [2, 1]),
    placeInRing(square(0, 0, 2), [3, 1]),
  ])
})

test('a line has a length, and meets a ring by an end, by crossing it, or not at all', () => {
  expect(
    lineLength([
      [
        [0, 0],
        [3, 4],
        [3, 10],
      ],
    ]),
  ).toBe(11)
  expect(
    lineMeetsRing(
      [
        [1, 1],
        [9, 9],
      ],
      square(0, 0, 2),
    ),
  ).toBe(true)
  expect(
    lineMeetsRing(
      [
        [-1, 1],
        [9, 1],
      ],
      square(0, 0, 2),
    ),
  ).toBe(true)
  expect(
    lineMeetsRing(
      [
        [-1, 5],
        [9, 5],
      ],
      square(0, 0, 2),
    ),
  ).toBe(false)
})

describe('distance', () => {
  const withHole = [square(0, 0, 100), square(40, 40, 20)]

  test.each<[string, Point, number]>([
    ['on the ground', [10, 10], 0],
    ['on the edge', [100, 50], 0],
    ['beside a side', [330, 50], 230],
    ['beyond a corner', [103, 104], 5],
    ['in the hole', [50, 45], 5],
    ['on the edge of the hole', [40, 50], 0],
  ])('%s', (_, point, metres) => {
    expect(distanceToPolygon(point, withHole)).toBeCloseTo(metres, 9)
  })

  test('to a line it is the distance to its nearest point, not to its ends', () => {
    const line: Ring = [
      [0, 0],
      [100, 0],
    ]
    expect(distanceToLine([50, 7], line)).toBe(7)
    expect(distanceToLine([103, 4], line)).toBe(5)
  })

  test('is nought exactly where the ring has the point, and never more than the way to any corner', () => {
    // Whole millimetres: nearer to an edge than a double tells apart, a point is on neither side of it for certain.
    const offset = fc.integer({ min: -3_000_000, max: 3_000_000 }).map((millimetres) => millimetres / 1000)
    const offsets = fc.tuple(offset, offset)
    fc.assert(
      fc.property(starRing, offsets, (ring, [dx, dy]) => {
        const [x, y] = ring[0] as Point
        const point: Point = [x + dx, y + dy]
        const metres = distanceToPolygon(point, [ring])
        expect(metres === 0).toBe(placeInRing(ring, point) !== 'outside')
        for (const [cx, cy] of ring) expect(metres).toBeLessThanOrEqual(Math.hypot(point[0] - cx, point[1] - cy) + 1e-6)
      }),
    )
  })
})

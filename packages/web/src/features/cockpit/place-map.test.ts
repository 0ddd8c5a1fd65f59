import { expect, test } from 'vitest'
import { placeMap, WIDTH } from './place-map.ts'

const district = (...ring: [number, number][]) => ({ features: [{ geometry: { coordinates: [ring] } }] })

test('north is up, and every place lies inside the drawing', () => {
  const places = [
    { lng: 116.46, lat: 39.7 },
    { lng: 116.62, lat: 39.83 },
  ]
  const map = placeMap({ districts: district([116.48, 39.72], [116.6, 39.72], [116.6, 39.8], [116.48, 39.72]) }, places)
  const [south, north] = places.map(({ lng, lat }) => map.project(lng, lat)) as [[number, number], [number, number]]
  expect(north[1]).toBeLessThan(south[1])
  for (const [x, y] of [south, north]) {
    expect(x >= 0 && x <= WIDTH && y >= 0 && y <= map.height).toBe(true)
  }
  expect(map.areas).toHaveLength(1)
})

test('a square on the ground is drawn square', () => {
  const degree = 0.1 / Math.cos((39.75 * Math.PI) / 180)
  const map = placeMap({}, [
    { lng: 116.5, lat: 39.7 },
    { lng: 116.5 + degree, lat: 39.8 },
  ])
  const [x1, y1] = map.project(116.5, 39.7)
  const [x2, y2] = map.project(116.5 + degree, 39.8)
  expect(Math.abs(x2 - x1 - (y1 - y2))).toBeLessThan(0.5)
})

test('lines and rings are found however deep a geometry nests them, and one place alone is drawn', () => {
  const roads = {
    features: [
      {
        geometry: {
          coordinates: [
            [
              [1, 1],
              [2, 2],
            ],
            [
              [3, 3],
              [4, 4],
            ],
          ],
        },
      },
      {
        geometry: {
          coordinates: [
            [1, 1],
            [2, 2],
          ],
        },
      },
    ],
  }
  const map = placeMap({ roads }, [{ lng: 116.5, lat: 39.7 }])
  expect(map.lines).toHaveLength(3)
  expect(map.project(116.5, 39.7).every(Number.isFinite)).toBe(true)
})

import { expect, test } from 'vitest'
import { geometryIn, polygonOf } from './geojson-file.ts'

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [116.5, 39.7],
      [116.6, 39.7],
      [116.6, 39.8],
      [116.5, 39.7],
    ],
  ],
}
const feature = (name: string) => ({ type: 'Feature', properties: { name }, geometry: square })
const read = (value: unknown, names: string[] = ['X23']) => geometryIn(JSON.stringify(value), names)

test('the shape is found in a geometry, a feature or a collection', () => {
  expect(read(square)).toEqual(square)
  expect(read(feature('any'))).toEqual(square)
  expect(read({ type: 'FeatureCollection', features: [feature('any')] })).toEqual(square)
  expect(read({ type: 'FeatureCollection', features: [feature('X1'), feature('X23')] })).toEqual(square)
})

test('a file that does not say which shape is meant is not guessed at', () => {
  expect(read({ type: 'FeatureCollection', features: [feature('X1'), feature('X2')] })).toBeUndefined()
  expect(read({ type: 'Point', coordinates: [1, 2] })).toBeUndefined()
  expect(geometryIn('{', [])).toBeUndefined()
  expect(read(null)).toBeUndefined()
})

test('a drawn ring is closed', () => {
  const drawn = polygonOf([
    [116.5, 39.7],
    [116.6, 39.7],
    [116.6, 39.8],
  ])
  expect(drawn.coordinates[0]).toHaveLength(4)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from '../shared/money.ts'
import { choosePlacement, reasonsAgainst, type PlacementOption } from './placement.ts'

const option = (code: string, given: Partial<PlacementOption> = {}): PlacementOption => ({
  code,
  against: [],
  start: 0,
  free: 8,
  price: fen(100n),
  ...given,
})

test('the sooner one is chosen, and the others say by how much they are later', () => {
  const [late, soon] = [option('a', { start: 1800 }), option('b', { start: 600 })]
  expect(choosePlacement([late, soon])).toBe(soon)
  expect(reasonsAgainst(late, soon)).toEqual([{ code: 'placement.starts-later', params: { minutes: 20 } }])
})

test('within a minute the cheaper one is chosen, and at one price the one with more idle cards', () => {
  const [dear, cheap, roomy] = [option('a'), option('b', { start: 50, price: fen(90n) }), option('c', { free: 16 })]
  expect(choosePlacement([dear, cheap, roomy])).toBe(cheap)
  expect(choosePlacement([dear, roomy])).toBe(roomy)
  expect(reasonsAgainst(dear, cheap)).toEqual([{ code: 'placement.dearer' }])
  expect(reasonsAgainst(dear, roomy)).toEqual([{ code: 'placement.fewer-free' }])
})

test('nothing is chosen where something stands against every centre', () => {
  const closed = option('a', { against: [{ code: 'compute-centre.is-not-open' }] })
  expect(choosePlacement([closed])).toBeUndefined()
  expect(choosePlacement([])).toBeUndefined()
})

const anyOption = fc.record({
  against: fc.constantFrom([], [], [{ code: 'compute-centre.is-not-open' }]),
  start: fc.option(fc.integer({ min: 0, max: 400 })),
  free: fc.nat(64),
  price: fc.bigInt({ min: 0n, max: 300n }).map(fen),
})

test('whoever is chosen has nothing against it, none is a minute sooner, and each of the others has a reason', () => {
  fc.assert(
    fc.property(fc.array(anyOption, { maxLength: 6 }), (given) => {
      const options = given.map((one, index) => option(`c${index}`, one))
      const chosen = choosePlacement(options)
      expect(chosen === undefined).toBe(options.every(({ against }) => against.length > 0))
      for (const one of options) {
        expect(reasonsAgainst(one, chosen).length > 0).toBe(one !== chosen)
        if (chosen === undefined || one.against.length > 0) continue
        expect((chosen.start ?? Infinity) - (one.start ?? Infinity) > 60).toBe(false)
      }
    }),
  )
})

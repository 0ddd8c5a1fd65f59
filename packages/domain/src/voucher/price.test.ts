import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type PlainDate } from '../shared/time.ts'
import { priceAt, type CentrePrice } from './price.ts'
import type { CardRate } from './terms.ts'

const FIRST = '2024-01-01' as PlainDate
const day = fc.nat(30).map((days) => addDays(FIRST, days))
const card = fc.constantFrom('A', 'B')
const centre = fc.constantFrom('c1', 'c2')
const fen = fc.bigInt(0n, 5000n)
const rates = fc.uniqueArray(fc.record<CardRate>({ cardType: card, fromOn: day, tflops: fc.constant(300n), fenPerPHour: fen }), {
  selector: ({ cardType, fromOn }) => `${cardType} ${fromOn}`,
})
const ofCentres = fc.uniqueArray(fc.record<CentrePrice>({ centre, cardType: card, fromOn: day, fenPerPHour: fen }), {
  selector: (price) => `${price.centre} ${price.cardType} ${price.fromOn}`,
})
const asked = fc.record({ centre: fc.option(centre), cardType: card, on: day })

test('the price is the newest of the centre that has begun, else the newest of the zone, whatever order they stand in', () => {
  fc.assert(
    fc.property(rates, ofCentres, asked, (ofZone, theirs, question) => {
      const newest = <T extends { cardType: string; fromOn: PlainDate }>(all: readonly T[]) =>
        all
          .filter(({ cardType, fromOn }) => cardType === question.cardType && fromOn <= question.on)
          .toSorted((a, b) => (a.fromOn < b.fromOn ? 1 : -1))[0]
      const own = newest(theirs.filter((price) => price.centre === question.centre))
      const right = own ?? newest(ofZone)
      const found = priceAt({ rates: ofZone, ofCentres: theirs }, question)
      expect(found?.fenPerPHour).toBe(right?.fenPerPHour)
      expect(found?.of).toBe(right && (own === undefined ? 'zone' : 'centre'))
      expect(priceAt({ rates: ofZone.toReversed(), ofCentres: theirs.toReversed() }, question)).toEqual(found)
    }),
  )
})

test('a price that is added changes nothing before its day, at another centre or for another card', () => {
  fc.assert(
    fc.property(
      rates,
      ofCentres,
      fc.record({ centre, cardType: card, fenPerPHour: fen, after: fc.nat(10) }),
      asked,
      (ofZone, theirs, one, question) => {
        const last = theirs.reduce((latest, { fromOn }) => (latest < fromOn ? fromOn : latest), FIRST)
        const { after, ...price } = one
        const added: CentrePrice = { ...price, fromOn: addDays(last, after + 1) }
        const before = priceAt({ rates: ofZone, ofCentres: theirs }, question)
        const now = priceAt({ rates: ofZone, ofCentres: [...theirs, added] }, question)
        const isMeant = question.centre === added.centre && question.cardType === added.cardType && added.fromOn <= question.on
        expect(now).toEqual(isMeant ? { fenPerPHour: added.fenPerPHour, fromOn: added.fromOn, of: 'centre' } : before)
      },
    ),
  )
})

// The solver finds the best of all choices, says what no choice can exceed, and says when there is none.
import { array, assert, asyncProperty, double, integer, record } from 'fast-check'
import { expect, test } from 'vitest'
import { brokenRows, valueOf, type ActionModel } from '@ballast/forecast/actions/model.ts'
import { openSolver } from './highs.ts'

const limit = { kind: 'visits' as const, of: null, month: 4 }

test('on small models the choice is the best of all that there are, and the bound says so', async () => {
  const solve = await openSolver({ seconds: 5, gap: 1e-6 })
  const anyModel = record({
    columns: array(
      record({ value: double({ min: -1, max: 5, noNaN: true }), use: integer({ min: 0, max: 4 }), other: integer({ min: 0, max: 3 }) }),
      {
        minLength: 2,
        maxLength: 8,
      },
    ),
    most: integer({ min: 0, max: 9 }),
  }).map(
    ({ columns, most }): ActionModel => ({
      columns: columns.map(({ value }, place) => ({ id: `a${place}`, value, isRequired: false })),
      rows: [
        { limit, most, uses: columns.map(({ use }, column) => ({ column, use })) },
        { limit: { ...limit, month: 5 }, most: 4, uses: columns.map(({ other }, column) => ({ column, use: other })) },
        {
          limit: { kind: 'needs', of: 'p', month: null },
          most: 0,
          uses: [
            { column: 0, use: 1 },
            { column: 1, use: -1 },
          ],
        },
      ],
    }),
  )
  await assert(
    asyncProperty(anyModel, async (model) => {
      let best = 0
      for (let mask = 0; mask < 2 ** model.columns.length; mask += 1) {
        const chosen = new Set([...model.columns.keys()].filter((place) => mask & (1 << place)))
        if (brokenRows(model, chosen).length === 0) best = Math.max(best, valueOf(model, chosen))
      }
      const found = solve(model)
      expect(found.state).toBe('optimal')
      expect(brokenRows(model, new Set(found.chosen))).toEqual([])
      expect(Math.abs(valueOf(model, found.chosen) - best)).toBeLessThanOrEqual(1e-6 * Math.abs(best) + 2e-6)
      expect(found.bound).toBeGreaterThanOrEqual(valueOf(model, found.chosen) - 1e-6)
    }),
    { numRuns: 40 },
  )
})

test('without any choice that can be done the solver says so', async () => {
  const solve = await openSolver({ seconds: 5 })
  const columns = ['a', 'b'].map((id) => ({ id, value: 1, isRequired: true }))
  const rows = [
    {
      limit,
      most: 1,
      uses: [
        { column: 0, use: 1 },
        { column: 1, use: 1 },
      ],
    },
  ]
  expect(solve({ columns, rows })).toEqual({ state: 'none', chosen: [], bound: Infinity })
  expect(solve({ columns: [], rows: [] })).toEqual({ state: 'optimal', chosen: [], bound: 0 })
})

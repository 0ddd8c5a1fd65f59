import { array, assert, boolean, double, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from '@ballast/domain/shared/money.ts'
import type { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { runForecast } from '../run.ts'
import { gatesFrom, input, portfolio, project } from '../testing/portfolio.ts'
import { baseRun } from '../what-if.ts'
import { chanceToWork, type ActionSettings, type Limit } from './action.ts'
import { candidatesOf } from './candidates.ts'
import { aloneGains, simulateActions } from './effect.ts'
import { greedyChoice } from './greedy.ts'
import { actionModel, brokenRows, checkModel, usedOf, valueOf, type ActionModel } from './model.ts'
import { planActions, type Solve } from './plan.ts'

const SETTINGS: ActionSettings = {
  months: 2,
  perProject: 2,
  conflicts: [['visit', 'front-load']],
  rules: {
    expedite: { costFen: 500_000, lagMonths: 0, gain: 0, worked: 6, failed: 4 },
    visit: { costFen: 300_000, lagMonths: 0, gain: 0.1, worked: 5, failed: 5 },
    'front-load': { costFen: 0.01, lagMonths: 0, gain: 0.2, worked: 8, failed: 2 },
    reserve: { costFen: 2_000_000, lagMonths: 1, gain: 0, worked: 5, failed: 5 },
  },
  capacity: {
    visitsPerMonth: 5,
    visitsPerManagerMonth: 2,
    offices: [
      { office: 'land', gates: ['land_award'], perMonth: 2 },
      { office: 'permits', gates: ['construction_start', 'registration'], perMonth: 3 },
    ],
    fundsPerQuarterFen: 20_000_000_000,
    reservePerMonth: 1,
  },
}
const COUNT = { draws: 300, seed: 5 }
const codesOf = (work: () => unknown): unknown[] => {
  try {
    work()
  } catch (error) {
    return (error as Refusal).reasons.map(({ code, params }) => [code, params?.['limit'] ?? params?.['what']])
  }
  return []
}

/** The best choice of all that there are; for up to sixteen columns. */
const bruteForce: Solve = (model) => {
  let [best, value] = [new Set<number>(), -Infinity]
  for (let mask = 0; mask < 2 ** model.columns.length; mask += 1) {
    const chosen = new Set([...model.columns.keys()].filter((place) => mask & (1 << place)))
    if (model.columns.some(({ isRequired }, place) => isRequired && !chosen.has(place))) continue
    if (valueOf(model, chosen) > value && brokenRows(model, chosen).length === 0) [best, value] = [chosen, valueOf(model, chosen)]
  }
  return { state: value === -Infinity ? 'none' : 'optimal', chosen: [...best], bound: value }
}

const limit: Limit = { kind: 'visits', of: null, month: 4 }
const anyModel = record({
  columns: array(
    record({ value: double({ min: -1, max: 5, noNaN: true }), uses: array(integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }) }),
    {
      minLength: 1,
      maxLength: 9,
    },
  ),
  most: array(integer({ min: 0, max: 8 }), { minLength: 3, maxLength: 3 }),
  chained: boolean(),
}).map(
  ({ columns, most, chained }): ActionModel => ({
    columns: columns.map(({ value }, place) => ({ id: `a${place}`, value, isRequired: false })),
    rows: [
      ...most.map((amount, row) => ({
        limit: { ...limit, month: row },
        most: amount,
        uses: columns.map(({ uses }, column) => ({ column, use: uses[row] as number })),
      })),
      ...(chained && columns.length > 1
        ? [
            {
              limit: { kind: 'needs' as const, of: 'p', month: null },
              most: 0,
              uses: [
                { column: 0, use: 1 },
                { column: 1, use: -1 },
              ],
            },
          ]
        : []),
    ],
  }),
)

test('what is chosen greedily can be done, and the best of all choices is worth no less', () => {
  assert(
    property(anyModel, (model) => {
      const greedy = greedyChoice(model)
      expect(brokenRows(model, greedy)).toEqual([])
      const best = bruteForce(model)
      expect(valueOf(model, best.chosen)).toBeGreaterThanOrEqual(valueOf(model, greedy) - 1e-12)
    }),
    { numRuns: 150 },
  )
})

test('what has no bound, no room or no number is refused, and the refusal names the constraint', () => {
  const zone = portfolio(20, { known: 3 })
  const candidates = candidatesOf(zone, SETTINGS)
  const worths = candidates.map(() => ({ avoidedFen: 1e9, shareFen: 0 }))
  const check = (settings: ActionSettings, given: Partial<Parameters<typeof actionModel>[1]> = {}) =>
    codesOf(() => checkModel(actionModel(candidates, { worths, settings, ...given })))
  expect(check(SETTINGS)).toEqual([])
  const open = check({ ...SETTINGS, capacity: { ...SETTINGS.capacity, visitsPerMonth: null } })
  expect(open.length).toBe(2)
  expect(new Set(open.map(String))).toEqual(new Set(['actions.unbounded,visits']))
  const visits = candidates.filter(({ kind, month }) => kind === 'visit' && month === 4).map(({ id }) => id)
  expect(visits.length).toBeGreaterThan(5)
  expect(check(SETTINGS, { required: new Set(visits) })).toEqual([['actions.infeasible', 'visits']])
  const wrong = worths.map((worth, place) => (place === 0 ? { ...worth, avoidedFen: Number.NaN } : worth))
  expect(check(SETTINGS, { worths: wrong })).toEqual([['actions.no-number', candidates[0]?.id]])
})

test('a plan keeps every capacity, is no worse than the greedy one in the simulation, and never makes the year worse', () => {
  for (const seed of [1, 2, 3]) {
    const zone = portfolio(40, { known: 3 })
    const short = { ...zone, targetFen: fen((runForecast(zone, COUNT).horizons.YE.total.p50 * 102n) / 100n) }
    // A solver that knows no better than to begin with the last column.
    const clumsy: Solve = (model) => {
      const chosen = new Set<number>()
      for (let place = model.columns.length - 1; place >= 0; place -= 1) {
        chosen.add(place)
        if (brokenRows(model, chosen).length > 0) chosen.delete(place)
      }
      return { state: 'time-limit', chosen: [...chosen], bound: Infinity }
    }
    const plan = planActions(short, { settings: SETTINGS, managerOf: (id) => `m${id.length}`, draws: 400, seed }, clumsy)
    expect(plan.chosen.length).toBeGreaterThan(3)
    for (const { used, most } of plan.limits) expect(used).toBeLessThanOrEqual(most + 1e-9)
    for (const own of Map.groupBy(plan.chosen, ({ candidate }) => candidate.projectId).values()) {
      expect(own.length).toBeLessThanOrEqual(2)
      const kinds = new Set(own.map(({ candidate }) => candidate.kind))
      expect(kinds.has('visit') && kinds.has('front-load')).toBe(false)
    }
    const ids = new Set(plan.chosen.map(({ candidate }) => candidate.id))
    for (const { candidate } of plan.chosen) if (candidate.needs.length > 0) expect(candidate.needs.some((id) => ids.has(id))).toBe(true)
    expect(plan.after.shortfallFen).toBeLessThan(plan.before.shortfallFen)
    const costOf = (chosen: readonly string[]) =>
      candidatesOf(short, SETTINGS)
        .filter(({ id }) => chosen.includes(id))
        .reduce((sum, { costFen }) => sum + costFen, 0)
    expect(plan.after.shortfallFen + costOf([...ids])).toBeLessThanOrEqual(plan.greedy.shortfallFen + costOf(plan.greedyChosen) + 1)
    for (let draw = 0; draw < 400; draw += 1)
      expect((plan.after.year[draw] as number) - (plan.before.year[draw] as number)).toBeGreaterThanOrEqual(-1e-3)
    expect(plan.left.every(({ candidate }) => !ids.has(candidate.id))).toBe(true)
  }
})

test('the base of a plan is the issued forecast, and nothing chosen changes nothing', () => {
  const zone = portfolio(20, { known: 2 })
  const run = baseRun(zone, COUNT)
  const none = simulateActions(run, [], SETTINGS)
  expect(none.horizons.YE).toEqual(runForecast(zone, COUNT).horizons.YE.total)
})

test('a target that is reached in every draw asks for nothing', () => {
  const zone = { ...portfolio(12, { known: 3 }), targetFen: fen(1n) }
  const plan = planActions(zone, { settings: SETTINGS, ...COUNT }, () => ({ state: 'optimal', chosen: [], bound: 0 }))
  expect(plan.chosen).toEqual([])
  expect(plan.left.every(({ limit: broken }) => broken === null)).toBe(true)
})

test('each kind is offered where it fits: open gates are expedited in their order, works are visited, what is not planned can be begun', () => {
  const ahead = gatesFrom('2024-08-10' as PlainDate, { passedBefore: '2024-01-01' as PlainDate })
  const zone = input([
    project({ id: 'works' }),
    project({ id: 'waits', cumulativeBeforeFen: fen(0n), gates: ahead }),
    project({ id: 'spare', cumulativeBeforeFen: fen(0n), gates: ahead, planFen: [] }),
    project({ id: 'done', cumulativeBeforeFen: fen(240_000_000_000n) }),
  ])
  const found = candidatesOf(zone, { ...SETTINGS, months: 1 }).map(({ projectId, kind, gate, needs }) => [projectId, kind, gate, needs])
  expect(found).toEqual([
    ['works', 'visit', null, []],
    ['works', 'front-load', null, []],
    ['waits', 'expedite', 'land_award', []],
    ['waits', 'expedite', 'construction_start', ['waits expedite land_award 1']],
    ['waits', 'expedite', 'registration', []],
    ['spare', 'reserve', 'construction_start', []],
  ])
})

test('no action makes a draw worse when it works, and what was measured moves the chance that it works', () => {
  const zone = portfolio(30, { known: 1 })
  const run = baseRun(zone, COUNT)
  for (const gain of aloneGains(run, candidatesOf(zone, SETTINGS), SETTINGS, COUNT.draws))
    expect(gain.every((amount) => amount >= -1)).toBe(true)
  expect(chanceToWork({ worked: 6, failed: 4 }).mean).toBeCloseTo(0.6, 12)
  // 6 of 10 assumed, 30 of 40 measured: 36 of 50.
  expect(chanceToWork({ worked: 36, failed: 14 }).mean).toBeCloseTo(0.72, 12)
  expect(chanceToWork({ worked: 36, failed: 14 }).deviation).toBeCloseTo(Math.sqrt((36 * 14) / (2500 * 51)), 12)
})

test('a row counts what its columns use', () => {
  expect(
    usedOf(
      {
        limit,
        most: 3,
        uses: [
          { column: 0, use: 2 },
          { column: 4, use: 1.5 },
        ],
      },
      new Set([0, 1, 4]),
    ),
  ).toBe(3.5)
})

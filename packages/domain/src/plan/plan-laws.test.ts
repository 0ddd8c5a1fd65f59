import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Uuid } from '../shared/ids.ts'
import { fen, type Fen } from '../shared/money.ts'
import { WHOLE_PPM } from '../shared/ratio.ts'
import { monthsOfYear } from '../shared/time.ts'
import { monthsOfPeriod, PERIODS } from './period.ts'
import { PROFILES, type Composition } from './plan-row.ts'
import { areaWeight, sharesByWeight, splitOnShares } from './share.ts'
import { composeLike, compositionTotal, profileWeights, spreadComposition } from './spread.ts'
import { inTreeOrder, treeSums, wouldCircle } from './tree.ts'

const amount = fc.bigInt({ min: 0n, max: 10_000_000_000_000n }).map((value) => value as Fen)
const composition = fc.tuple(amount, amount, amount, amount, fc.bigInt({ min: 0n, max: 1_000_000n })).map(
  ([constructionFen, installationFen, equipmentFen, otherFen, part]): Composition => ({
    constructionFen,
    installationFen,
    equipmentFen,
    otherFen,
    landFen: fen((otherFen * part) / 1_000_000n),
  }),
)
const columns = ['constructionFen', 'installationFen', 'equipmentFen', 'otherFen', 'landFen'] as const

describe('periods', () => {
  test('every period is a list of months of its year', () => {
    for (const period of PERIODS) expect(monthsOfYear(2024)).toEqual(expect.arrayContaining(monthsOfPeriod(2024, period)))
    expect(monthsOfPeriod(2024, 'H1')).toEqual(['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'])
    expect(monthsOfPeriod(2024, 'first-three-quarters')).toHaveLength(9)
    expect(monthsOfPeriod(2024, 'month-07')).toEqual(['2024-07'])
    expect(monthsOfPeriod(2024, 'cumulative-07')).toHaveLength(7)
    expect(monthsOfPeriod(2024, 'Q4')).toEqual(['2024-10', '2024-11', '2024-12'])
  })
  test('a period that does not exist is refused', () => {
    for (const period of ['month-13', 'month-00', 'H2', '', 'cumulative-0']) {
      expect(() => monthsOfPeriod(2024, period)).toThrow('plan.no-such-period')
    }
  })
})

describe('profiles', () => {
  test('a spread is exact both ways, for any profile and any months', () => {
    fc.assert(
      fc.property(
        composition,
        fc.constantFrom(...PROFILES),
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 12, maxLength: 12 }),
        (given, profile, count, custom) => {
          const months = monthsOfYear(2024).slice(12 - count)
          const rows = spreadComposition(given, months, profileWeights(profile, count, custom.slice(0, count)))
          for (const column of columns) expect(rows.reduce((sum, row) => sum + row[column], 0n)).toBe(given[column])
          for (const row of rows) {
            for (const column of columns) expect(row[column] >= 0n).toBe(true)
            expect(row.landFen <= row.otherFen).toBe(true)
          }
        },
      ),
    )
  })
  test('each month gets its largest-remainder part of the year', () => {
    fc.assert(
      fc.property(composition, fc.constantFrom('even', 'front_loaded', 's_curve'), (given, profile) => {
        const weights = profileWeights(profile, 12)
        const rows = spreadComposition(given, monthsOfYear(2024), weights)
        const whole = weights.reduce((sum, weight) => sum + weight, 0n)
        rows.forEach((row, index) => {
          const off = compositionTotal(row) * whole - compositionTotal(given) * (weights[index] as bigint)
          expect(off < whole && off > -whole).toBe(true)
        })
      }),
    )
  })
  test('front-loaded falls, the S-curve rises and falls, even stays', () => {
    expect(profileWeights('even', 3)).toEqual([1n, 1n, 1n])
    expect(profileWeights('front_loaded', 3)).toEqual([3n, 2n, 1n])
    const curve = profileWeights('s_curve', 6)
    expect(curve).toEqual(curve.toReversed())
    expect((curve[0] as bigint) < (curve[2] as bigint)).toBe(true)
  })
  test('custom weights must fit the months', () => {
    expect(() => profileWeights('custom', 2, [1n])).toThrow('plan.weights-do-not-fit')
    expect(() => profileWeights('custom', 1, [-1n])).toThrow('plan.weights-do-not-fit')
  })
  test('a composition like another adds up to the amount', () => {
    fc.assert(
      fc.property(amount, composition, (annual, model) => {
        const like = composeLike(annual, model)
        expect(compositionTotal(like)).toBe(annual)
        expect(like.landFen >= 0n && like.landFen <= like.otherFen).toBe(true)
      }),
    )
  })
})

describe('shares', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10_000_000n }), { minLength: 1, maxLength: 12 })
  test('shares by any weights add up to the whole', () => {
    fc.assert(
      fc.property(weights, (given) => {
        expect(sharesByWeight(given).reduce((sum, share) => sum + share, 0n)).toBe(WHOLE_PPM)
      }),
    )
  })
  test('the parts of an amount on whole shares add up to it, and none is a fen off', () => {
    fc.assert(
      fc.property(weights, amount, (given, total) => {
        const shares = sharesByWeight(given)
        const parts = splitOnShares(total, shares)
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total)
        parts.forEach((part, index) => {
          const off = part * WHOLE_PPM - total * (shares[index] as bigint)
          expect(off > -WHOLE_PPM && off < WHOLE_PPM && part >= 0n).toBe(true)
        })
      }),
    )
  })
  test('areas weigh in hundredths of a square metre', () => {
    expect([areaWeight('531130'), areaWeight('0.5'), areaWeight('12.34'), areaWeight(null)]).toEqual([53113000n, 50n, 1234n, 0n])
    expect(() => areaWeight('1e3')).toThrow('plan.area-not-a-number')
  })
})

describe('tree', () => {
  const forest = fc.array(fc.tuple(fc.nat(), amount, fc.array(amount, { maxLength: 3 })), { minLength: 1, maxLength: 25 }).map((items) =>
    items.map(([pick, frameFen, plans], index) => ({
      nodeId: `n${index}` as Uuid,
      parentId: index === 0 || pick % 5 === 0 ? null : (`n${pick % index}` as Uuid),
      code: `c${index}`,
      sort: pick % 3,
      frameFen,
      plans,
    })),
  )
  const plansOf = (nodes: readonly { nodeId: Uuid; plans: Fen[] }[]) =>
    nodes.flatMap(({ nodeId, plans }) => plans.map((plannedFen) => ({ nodeId, plannedFen, projects: 1 })))
  test('what is planned at the roots is what is planned on all projects', () => {
    fc.assert(
      fc.property(forest, (nodes) => {
        const plans = plansOf(nodes)
        const roots = treeSums(nodes, plans).filter((sums) => sums.depth === 0)
        expect(roots.reduce((sum, root) => sum + root.plannedFen, 0n)).toBe(plans.reduce((sum, plan) => sum + plan.plannedFen, 0n))
        expect(roots.reduce((sum, root) => sum + root.projects, 0)).toBe(plans.length)
      }),
    )
  })
  test('at every node the children and the undecomposed line add up to the frame, children and own projects to the plan', () => {
    fc.assert(
      fc.property(forest, (nodes) => {
        const sums = new Map(treeSums(nodes, plansOf(nodes)).map((item) => [item.nodeId, item]))
        for (const node of nodes) {
          const mine = sums.get(node.nodeId)
          const children = nodes.filter((other) => other.parentId === node.nodeId)
          expect(mine?.decomposedFen).toBe(children.reduce((sum, child) => sum + child.frameFen, 0n))
          if (children.length > 0) expect((mine?.decomposedFen ?? 0n) + (mine?.undecomposedFen ?? 0n)).toBe(node.frameFen)
          const below = children.reduce((sum, child) => sum + (sums.get(child.nodeId)?.plannedFen ?? 0n), 0n)
          expect(mine?.plannedFen).toBe(below + (mine?.ownPlannedFen ?? 0n))
        }
      }),
    )
  })
  test('every node is listed once, after its parent', () => {
    fc.assert(
      fc.property(forest, (nodes) => {
        const order = inTreeOrder(nodes).map(({ node }) => node.nodeId)
        expect(new Set(order).size).toBe(nodes.length)
        for (const node of nodes) {
          if (node.parentId !== null) expect(order.indexOf(node.parentId)).toBeLessThan(order.indexOf(node.nodeId))
        }
      }),
    )
  })
  test('a node cannot go under itself or what is below it', () => {
    const nodes = [
      { nodeId: 'a' as Uuid, parentId: null },
      { nodeId: 'b' as Uuid, parentId: 'a' as Uuid },
      { nodeId: 'c' as Uuid, parentId: 'b' as Uuid },
    ]
    expect(wouldCircle(nodes, 'a' as Uuid, 'c' as Uuid)).toBe(true)
    expect(wouldCircle(nodes, 'a' as Uuid, 'a' as Uuid)).toBe(true)
    expect(wouldCircle(nodes, 'c' as Uuid, 'a' as Uuid)).toBe(false)
    expect(wouldCircle(nodes, 'c' as Uuid, null)).toBe(false)
  })
})

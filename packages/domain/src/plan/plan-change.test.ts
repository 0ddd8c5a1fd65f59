import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Uuid } from '../shared/ids.ts'
import type { Fen } from '../shared/money.ts'
import { yearMonthOf } from '../shared/time.ts'
import { fromCells, toCells } from './cells.ts'
import { diffContents } from './diff.ts'
import type { ContentNode, ContentProject, ContentTarget, PlanContent } from './plan-content.ts'
import { projectMoney } from './plan-rule.ts'
import { targetKey } from './plan-row.ts'
import { rebaseContents } from './rebase.ts'

const id = (text: string) => text as Uuid
const node = (given: Partial<ContentNode> & { nodeId: Uuid }): ContentNode => ({
  parentId: null,
  code: given.nodeId,
  nameZh: given.nodeId,
  nameEn: given.nodeId,
  categoryCode: null,
  clusterCode: null,
  frameFen: 0n as Fen,
  sort: 1,
  ...given,
})
const month = (number: number, equipmentFen: bigint) => ({
  month: yearMonthOf(2024, number),
  notCountableReason: null,
  constructionFen: 0n as Fen,
  installationFen: 0n as Fen,
  equipmentFen: equipmentFen as Fen,
  otherFen: 0n as Fen,
  landFen: 0n as Fen,
})
const project = (given: Partial<ContentProject> & { projectId: Uuid }): ContentProject => ({
  nodeId: null,
  annualFen: 0n as Fen,
  profile: 'custom',
  note: null,
  sourceKind: 'entered',
  citation: null,
  months: [],
  shares: [],
  ...given,
})
const target = (valueFen: bigint): ContentTarget => ({
  targetId: id('t'),
  indicator: 'total-investment',
  scopeKind: 'zone',
  scopeCode: '',
  period: 'year',
  comparator: 'equal',
  valueFen: valueFen as Fen,
  valuePpm: null,
  valueCount: null,
  note: null,
  sourceKind: 'entered',
  citation: null,
})
const plan = (given: Partial<PlanContent> = {}): PlanContent => ({ targets: [], nodes: [], projects: [], ...given })

const amount = fc.bigInt({ min: 0n, max: 1000n }).map((value) => value as Fen)
const someProject = fc.record({
  projectId: fc.constantFrom(...['p1', 'p2', 'p3', 'p4'].map(id)),
  annualFen: amount,
  note: fc.constantFrom(null, 'a', 'b'),
  months: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 4 }), amount), { selector: ([number]) => number }),
})
const somePlan = fc
  .record({
    projects: fc.uniqueArray(someProject, { selector: (item) => item.projectId }),
    frames: fc.uniqueArray(fc.tuple(fc.constantFrom('n1', 'n2', 'n3'), amount), { selector: ([key]) => key }),
    total: amount,
  })
  .map(({ projects, frames, total }) =>
    plan({
      targets: [target(total)],
      nodes: frames.map(([key, frameFen]) => node({ nodeId: id(key), frameFen })),
      projects: projects.map(({ months, ...rest }) => project({ ...rest, months: months.map(([number, fen]) => month(number, fen)) })),
    }),
  )
const lineOf = (field: string) => field.slice(0, field.lastIndexOf('.'))
const isSame = (a: PlanContent, b: PlanContent) => {
  const { targets, nodes, projects } = diffContents(a, b)
  return targets.length + nodes.length + projects.length === 0
}
const total = (content: PlanContent) => content.projects.reduce((sum, item) => sum + projectMoney(item).countableFen, 0n)

describe('comparing two versions', () => {
  test('gained less lost is net, and net is the difference of the totals', () => {
    fc.assert(
      fc.property(somePlan, somePlan, (a, b) => {
        const difference = diffContents(a, b)
        expect(difference.gainedFen - difference.lostFen).toBe(difference.netFen)
        expect(difference.netFen).toBe(total(b) - total(a))
        for (const item of difference.projects) {
          expect(item.months.reduce((sum, part) => sum + part.deltaFen, 0n)).toBe(item.deltaFen)
        }
      }),
    )
  })
  test('a version does not differ from itself, and backwards a gain is a loss', () => {
    fc.assert(
      fc.property(somePlan, somePlan, (a, b) => {
        expect(isSame(a, a)).toBe(true)
        const [there, back] = [diffContents(a, b), diffContents(b, a)]
        expect(there.gainedFen).toBe(back.lostFen)
        expect(there.projects.length).toBe(back.projects.length)
      }),
    )
  })
})

describe('cells', () => {
  test('content → cells → content is the identity', () => {
    fc.assert(
      fc.property(somePlan, (content) => {
        const ids = new Map(content.targets.map((item) => [targetKey(item), item.targetId]))
        expect(isSame(content, fromCells(toCells(content), ids))).toBe(true)
      }),
    )
  })
})

describe('rebasing a draft', () => {
  test('where only one side changed anything, that side is the result, without conflicts', () => {
    fc.assert(
      fc.property(somePlan, somePlan, (base, changed) => {
        const mineOnly = rebaseContents(base, changed, base)
        expect(mineOnly.conflicts).toEqual([])
        expect(isSame(mineOnly.content, changed)).toBe(true)
        const theirsOnly = rebaseContents(base, base, changed)
        expect(theirsOnly.conflicts).toEqual([])
        expect(isSame(theirsOnly.content, changed)).toBe(true)
      }),
    )
  })
  test('the same change on both sides is no conflict', () => {
    fc.assert(
      fc.property(somePlan, somePlan, (base, changed) => {
        const both = rebaseContents(base, changed, changed)
        expect(both.conflicts).toEqual([])
        expect(isSame(both.content, changed)).toBe(true)
      }),
    )
  })
  test('nothing is decided silently: each cell of the result is what both agree on, what one side changed, or a listed conflict', () => {
    fc.assert(
      fc.property(somePlan, somePlan, somePlan, (base, mine, theirs) => {
        const { content, conflicts } = rebaseContents(base, mine, theirs)
        const listed = new Set(conflicts.map((conflict) => conflict.key))
        const [old, own, other, merged] = [toCells(base), toCells(mine), toCells(theirs), toCells(content)]
        for (const entity of new Set([...old.keys(), ...own.keys(), ...other.keys()])) {
          if (listed.has(`${entity}#*`)) continue
          for (const field of new Set([old, own, other].flatMap((cells) => [...(cells.get(entity)?.keys() ?? [])]))) {
            const [before, my, their] = [old, own, other].map((cells) => cells.get(entity)?.get(field))
            if (my === their || before === their || before === my) {
              const expected = my === their || before === their ? my : their
              if (!listed.has(`${entity}#${field}`) && !listed.has(`${entity}#${lineOf(field)}`))
                expect(merged.get(entity)?.get(field)).toBe(expected)
            } else expect(listed.has(`${entity}#${field}`) || listed.has(`${entity}#${lineOf(field)}`)).toBe(true)
          }
        }
      }),
    )
  })
  test('all conflicts resolved one way leave none open', () => {
    fc.assert(
      fc.property(somePlan, somePlan, somePlan, fc.constantFrom('mine' as const, 'theirs' as const), (base, mine, theirs, side) => {
        const { conflicts } = rebaseContents(base, mine, theirs)
        const resolved = rebaseContents(base, mine, theirs, Object.fromEntries(conflicts.map((conflict) => [conflict.key, side])))
        expect(resolved.open).toEqual([])
      }),
    )
  })
  test('two people who changed the same amount differently are asked', () => {
    const base = plan({ nodes: [node({ nodeId: id('n'), frameFen: 10n as Fen })] })
    const mine = plan({ nodes: [node({ nodeId: id('n'), frameFen: 12n as Fen })] })
    const theirs = plan({ nodes: [node({ nodeId: id('n'), frameFen: 9n as Fen })] })
    const { open } = rebaseContents(base, mine, theirs)
    expect(open).toEqual([{ key: 'node:n#frameFen', entity: 'node:n', field: 'frameFen', base: '10', mine: '12', theirs: '9' }])
    expect(rebaseContents(base, mine, theirs, { 'node:n#frameFen': 'mine' }).content.nodes[0]?.frameFen).toBe(12n)
    expect(rebaseContents(base, mine, theirs, { 'node:n#frameFen': 'theirs' }).content.nodes[0]?.frameFen).toBe(9n)
  })
  test('a node that they removed while my project moved under it is a conflict either way', () => {
    const nodes = [node({ nodeId: id('n') }), node({ nodeId: id('m') })]
    const base = plan({ nodes, projects: [project({ projectId: id('p'), nodeId: id('m') })] })
    const mine = plan({ nodes, projects: [project({ projectId: id('p'), nodeId: id('n') })] })
    const theirs = plan({ nodes: [node({ nodeId: id('m') })], projects: base.projects })
    expect(rebaseContents(base, mine, theirs).open.map((conflict) => conflict.key)).toEqual(['node:n#in-use'])
    expect(rebaseContents(base, mine, theirs, { 'node:n#in-use': 'mine' }).content.nodes.map((item) => item.code)).toContain('n')
    const without = rebaseContents(base, mine, theirs, { 'node:n#in-use': 'theirs' }).content
    expect(without.projects[0]?.nodeId).toBeNull()
  })
  test('a node that both added under one code is one node', () => {
    const base = plan()
    const mine = plan({
      nodes: [node({ nodeId: id('x'), code: 'rocket', frameFen: 5n as Fen })],
      projects: [project({ projectId: id('p'), nodeId: id('x') })],
    })
    const theirs = plan({ nodes: [node({ nodeId: id('y'), code: 'rocket', frameFen: 5n as Fen, nameZh: 'x', nameEn: 'x' })] })
    const { content } = rebaseContents(base, mine, theirs)
    expect(content.nodes.map((item) => item.nodeId)).toEqual(['y'])
    expect(content.projects[0]?.nodeId).toBe('y')
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { linesOf, totalsOf, type GanttLine } from './gantt-groups.ts'
import type { GanttRow } from './gantt-rows.ts'

const row = (given: Partial<GanttRow>): GanttRow =>
  ({ projectId: 'x', clusterCode: null, categoryCode: null, serviceManager: null, planYuan: null, slipDays: null, ...given }) as GanttRow
const drawn = (lines: readonly GanttLine[]) =>
  lines.map((line) =>
    line.kind === 'project' ? line.row.projectId : `${line.group.key}:${line.group.count}:${line.group.planYuan}:${line.group.lateCount}`,
  )

test('groups come in the order of the zone, then what it does not know, and last what has none; a folded one shows its sums alone', () => {
  const rows = [
    row({ projectId: '1', planYuan: '0.10' }),
    row({ projectId: '2', clusterCode: 'bio', planYuan: '0.20', slipDays: 3 }),
    row({ projectId: '3', clusterCode: 'odd' }),
    row({ projectId: '4', clusterCode: 'it', planYuan: '10.00', slipDays: 0 }),
    row({ projectId: '5', clusterCode: 'bio', planYuan: '0.01', slipDays: -2 }),
  ]
  expect(drawn(linesOf(rows, 'cluster', ['it', 'bio'], ['bio']))).toEqual([
    'it:1:10.00:0',
    '4',
    'bio:2:0.21:1',
    'odd:1:0.00:0',
    '3',
    ':1:0.10:0',
    '1',
  ])
  expect(drawn(linesOf(rows, 'none', [], []))).toEqual(['1', '2', '3', '4', '5'])
})

const anyRows = fc.array(
  fc.record({
    clusterCode: fc.option(fc.constantFrom('it', 'bio', 'odd')),
    serviceManager: fc.option(fc.constantFrom('王', '陈')),
    categoryCode: fc.option(fc.constantFrom('industry')),
    planYuan: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n }).map(formatYuan)),
    slipDays: fc.option(fc.integer({ min: -500, max: 500 })),
  }),
  { maxLength: 60 },
)

test('whatever the grouping and folding, the groups add up to the whole to the fen, and every project stands in one place', () => {
  fc.assert(
    fc.property(
      anyRows,
      fc.constantFrom('cluster' as const, 'manager' as const, 'category' as const),
      fc.subarray(['it', '王', 'industry', '']),
      (given, grouping, folded) => {
        const rows = given.map((facts, index) => row({ ...facts, projectId: String(index) }))
        const lines = linesOf(rows, grouping, ['it', '陈', 'industry'], folded)
        const groups = lines.flatMap((line) => (line.kind === 'group' ? [line.group] : []))
        const whole = totalsOf(rows)
        expect(formatYuan(sumFen(groups.map(({ planYuan }) => parseYuan(planYuan))))).toBe(whole.planYuan)
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(whole.count)
        expect(groups.reduce((sum, { lateCount }) => sum + lateCount, 0)).toBe(whole.lateCount)
        const shown = lines.flatMap((line) => (line.kind === 'project' ? [line.row.projectId] : []))
        expect(new Set(shown).size).toBe(shown.length)
        const hidden = groups.filter(({ isFolded }) => isFolded).reduce((sum, { count }) => sum + count, 0)
        expect(shown.length + hidden).toBe(rows.length)
      },
    ),
  )
})

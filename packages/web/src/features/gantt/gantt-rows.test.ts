import { expect, test } from 'vitest'
import type { Gantt } from '@ballast/contract/gantt.ts'
import { rowsOf } from './gantt-rows.ts'

const gantt = (given: Partial<Gantt>): Gantt => ({
  businessOn: '2024-01-15',
  planYear: 2024,
  baseline: null,
  count: 2,
  planYuan: '3.00',
  earliestOn: null,
  latestOn: null,
  projects: {
    projectId: ['a', 'b'],
    projectNo: ['A', 'B'],
    nameZh: ['甲', '乙'],
    nameEn: [null, 'B'],
    shortName: [null, null],
    categoryCode: [null, 'industry'],
    clusterCode: [null, 'it'],
    serviceManager: [null, '王建国'],
    standing: ['active', 'withdrawn'],
    planYuan: [null, '3.00'],
    slipDays: [14, null],
    light: [null, 'red'],
    sourceKind: ['public', 'simulated'],
    isSimulated: [false, true],
  },
  planned: { construction_start: ['2024-01-01', '2023-01-01'] },
  forecast: {},
  actual: { signing: [null, '2022-03-01'] },
  baselineDates: {},
  ...given,
})

test('columns are put together again to rows, with only the gates that have a date', () => {
  const [first, second] = rowsOf(gantt({}))
  expect(first).toMatchObject({ projectNo: 'A', nameEn: null, slipDays: 14 })
  expect(first?.gates).toEqual([
    {
      gate: 'construction_start',
      planned: '2024-01-01',
      forecast: null,
      actual: null,
      baseline: null,
      expected: '2024-01-15',
      slipDays: 14,
    },
  ])
  expect(second).toMatchObject({ projectNo: 'B', serviceManager: '王建国', planYuan: '3.00', isSimulated: true })
})

test('nothing is expected of what has been withdrawn; what it has passed stays', () => {
  const [, withdrawn] = rowsOf(gantt({}))
  expect(withdrawn?.gates.map(({ gate, expected, slipDays }) => [gate, expected, slipDays])).toEqual([
    ['signing', '2022-03-01', null],
    ['construction_start', null, null],
  ])
})

test('with a baseline the slip of a gate counts from it, and a gate that it does not know has none', () => {
  const baseline = { baselineId: 'x', name: '年初', plan: null, takenBy: 'planner', takenAt: '2024-01-01T00:00:00Z', projects: 1 }
  const dates = { planned: { construction_start: ['2024-03-01', null], completion: ['2025-01-01', null] } }
  const [row] = rowsOf(gantt({ baseline, ...dates, baselineDates: { construction_start: ['2024-02-01', null] } }))
  expect(row?.gates.map(({ gate, slipDays }) => [gate, slipDays])).toEqual([
    ['construction_start', 29],
    ['completion', null],
  ])
})

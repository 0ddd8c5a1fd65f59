import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { runForecast } from './run.ts'
import { movableGates, openScenario, readScenario, type AddedProject, type ScenarioChange } from './scenario.ts'
import { portfolio } from './testing/portfolio.ts'

const COUNT = { draws: 300, seed: 5 }
const INPUT = portfolio(40, { known: 2 })
const WAITING = INPUT.projects.filter((project) => movableGates(INPUT, project).includes('construction_start'))
const [FIRST, SECOND] = WAITING as [(typeof WAITING)[number], (typeof WAITING)[number]]
const codes = (changes: readonly ScenarioChange[]) => readScenario(INPUT, changes).reasons.map(({ code, at }) => `${code} ${at}`)
const months = (given: Readonly<Record<number, string>>) => Array.from({ length: 12 }, (_, place) => given[place + 1] ?? '0.00')
const NEW: AddedProject = {
  projectId: 'new',
  name: 'New',
  category: 'industry',
  cluster: 'it',
  isIndustry: true,
  sector: 'industry',
  totalYuan: '900000000.00',
  startOn: '2024-05-15',
  constructionMonths: 18,
  planYuan: months({ 6: '30000000.00' }),
}

const change = fc.oneof(
  fc.record({
    kind: fc.constant('gate' as const),
    projectId: fc.constantFrom(...WAITING.map(({ id }) => id)),
    gate: fc.constant('construction_start' as const),
    on: fc.integer({ min: 3, max: 12 }).map((month) => `2024-${String(month).padStart(2, '0')}-15`),
  }),
  fc.record({
    kind: fc.constant('months' as const),
    projectId: fc.constantFrom(...INPUT.projects.map(({ id }) => id)),
    deltaYuan: fc.integer({ min: 0, max: 9_000_000 }).map((yuan) => months({ 7: `${yuan}.01` })),
  }),
  fc.record({ kind: fc.constant('drop' as const), projectId: fc.constantFrom(...INPUT.projects.map(({ id }) => id)) }),
)
const scenario = fc.uniqueArray(change, { maxLength: 6, selector: ({ projectId }) => projectId })

test('the same input and changes give the same bytes, whatever was tried before in the same session', () => {
  const long = openScenario(INPUT, COUNT)
  fc.assert(
    fc.property(scenario, (given) => {
      const { changes, reasons } = readScenario(INPUT, given)
      expect(reasons).toEqual([])
      const text = JSON.stringify(long.outcomeOf(changes))
      expect(text).toBe(JSON.stringify(openScenario(INPUT, COUNT).outcomeOf(changes)))
    }),
    { numRuns: 15 },
  )
  expect(JSON.stringify(long.outcomeOf([]))).toBe(JSON.stringify(long.base))
})

test('the base and its fan are the forecast', () => {
  const { base } = openScenario(INPUT, COUNT)
  const forecast = runForecast(INPUT, COUNT)
  expect(base.reached).toBe(forecast.chance.reached)
  for (const [place, { p10Yuan, p50Yuan, p90Yuan }] of base.path.entries())
    for (const [yuan, amount] of [
      [p10Yuan, forecast.path[place]?.p10],
      [p50Yuan, forecast.path[place]?.p50],
      [p90Yuan, forecast.path[place]?.p90],
    ] as const)
      expect(Math.abs(Number(parseYuan(yuan) - (amount ?? 0n)))).toBeLessThanOrEqual(2)
})

test('a project that is added gives nothing before it can start and something by the end of the year; its fan ends where the year does', () => {
  const { base, outcomeOf } = openScenario(INPUT, COUNT)
  const { changes, reasons } = readScenario(INPUT, [{ kind: 'add', project: NEW }])
  expect(reasons).toEqual([])
  const { path, horizons } = outcomeOf(changes)
  expect(path.slice(0, 2)).toEqual(base.path.slice(0, 2))
  expect(parseYuan(path[11]?.meanYuan as string)).toBeGreaterThan(parseYuan(base.path[11]?.meanYuan as string))
  expect(path[11]).toEqual(horizons[3]?.spread)
})

test('everything that is wrong with a scenario is said at once, and where', () => {
  expect(
    codes([
      { kind: 'gate', projectId: 'nobody', gate: 'signing', on: '2024-06-15' },
      { kind: 'gate', projectId: FIRST.id, gate: 'full_capacity', on: '2024-06-15' },
      { kind: 'gate', projectId: FIRST.id, gate: 'construction_start', on: '2024-02-15' },
      { kind: 'gate', projectId: FIRST.id, gate: 'construction_start', on: '2024-07-15' },
      { kind: 'drop', projectId: SECOND.id },
      { kind: 'months', projectId: SECOND.id, deltaYuan: months({ 1: '5.00', 9: '-99999999999.00' }) },
      { kind: 'funds', fromProjectId: FIRST.id, toProjectId: FIRST.id, month: 6, yuan: '0.00' },
      { kind: 'add', project: { ...NEW, projectId: FIRST.id, totalYuan: '1.00', startOn: '2024-01-01' } },
    ]),
  ).toEqual([
    'scenario.project-unknown changes.0',
    'scenario.gate-not-awaited changes.1',
    'scenario.date-known changes.2',
    'scenario.said-twice changes.3',
    'scenario.changed-and-dropped changes.5',
    'scenario.month-known changes.5',
    'scenario.funds-to-itself changes.6',
    'scenario.amount-not-positive changes.6',
    'scenario.already-there changes.7',
    'scenario.plan-beyond-total changes.7.project.planYuan',
    'scenario.date-known changes.7.project.startOn',
    'scenario.plan-below-zero changes.5',
  ])
})

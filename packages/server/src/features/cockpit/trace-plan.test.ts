import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlanTrace } from '@ballast/contract/cockpit.ts'
import { splitOnShares } from '@ballast/domain/plan/share.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { buildCategories, buildPlan, type GivenMonth, type GivenPlan, type GivenProject } from './plan.builder.ts'
import { tracePlan, type TraceRequest } from './trace-plan.ts'

let database: Database
let ctx: Context
beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database)
  await buildCategories(database, ctx)
})
afterAll(() => database.close())

const YEAR = 2024
const trace = (request: Partial<TraceRequest>): Promise<PlanTrace> =>
  database.read(ctx.zone.zoneId, (tx) => tracePlan(tx, ctx, { year: YEAR, countable: 'yes', ...request }))
const amountOf = (lines: PlanTrace['children'], code: string) => lines.find((line) => line.code === code)?.yuan
const refusalCode = async (request: Partial<TraceRequest>) =>
  trace(request).then(
    () => 'accepted',
    (error: { code: string }) => error.code,
  )

const one: GivenPlan = {
  targets: [{ indicator: 'total-investment', fen: 1000n }],
  projects: [
    { no: 'a', cluster: 'it', shares: [333_333n, 333_333n, 333_334n], months: [{ month: 1, construction: 100n, equipment: 1n }] },
    { no: 'b', months: [{ month: 2, other: 50n, land: 20n }], shares: [500_000n] },
    {
      no: 'c',
      category: 'infrastructure',
      months: [
        { month: 3, construction: 200n },
        { month: 3, countable: false, other: 9n },
      ],
    },
    { no: 'd', category: null, sourceKind: 'simulated', months: [{ month: 12, installation: 7n }] },
  ],
}

test('the target is the categories, what has none, and what is on no project', async () => {
  const { versionId } = await buildPlan(database, ctx, YEAR, one)
  const answer = await trace({ versionId })
  expect(answer.steps.map((step) => [step.level, step.yuan, step.equal])).toEqual([['target', '10.00', true]])
  expect(answer.children.map((line) => [line.kind, line.code, line.yuan])).toEqual([
    ['line', 'industry', '1.51'],
    ['line', 'infrastructure', '2.00'],
    ['uncategorised', '-', '0.07'],
    ['unplanned', 'unplanned', '6.42'],
  ])
  expect(answer.equal).toBe(true)
})

test('plans beyond the target appear as a negative line', async () => {
  const { versionId } = await buildPlan(database, ctx, YEAR, { ...one, targets: [{ indicator: 'total-investment', fen: 100n }] })
  const answer = await trace({ versionId })
  expect(answer.children.at(-1)).toMatchObject({ kind: 'unplanned', nameZh: '超出目标', yuan: '-2.58' })
  expect(answer.equal).toBe(true)
})

test('a project alone says its category and cluster; a category without clusters leads to its projects at once', async () => {
  const { versionId, projectIds } = await buildPlan(database, ctx, YEAR, one)
  const levels = async (no: string) =>
    (await trace({ versionId, projectId: projectIds.get(no) })).steps.map((step) => `${step.level} ${step.yuan}`)
  expect(await levels('a')).toEqual(['target 10.00', 'category 1.51', 'cluster 1.01', 'project 1.01'])
  expect(await levels('b')).toEqual(['target 10.00', 'category 1.51', 'cluster 0.50', 'project 0.50'])
  expect(await levels('c')).toEqual(['target 10.00', 'category 2.00', 'project 2.00'])
  expect(await levels('d')).toEqual(['target 10.00', 'category 0.07', 'project 0.07'])
  expect((await trace({ versionId, category: 'industry' })).children.map((line) => [line.kind, line.code, line.yuan])).toEqual([
    ['line', 'it', '1.01'],
    ['line', 'car', '0.00'],
    ['unclustered', '-', '0.50'],
  ])
  expect((await trace({ versionId, cluster: 'it' })).children.map((line) => line.yuan)).toEqual(['1.01'])
})

test('what of a project is on no parcel is a line that leads down to month and composition too', async () => {
  const { versionId, projectIds } = await buildPlan(database, ctx, YEAR, one)
  const projectId = projectIds.get('b') as Uuid
  const parcels = await trace({ versionId, projectId })
  expect(parcels.children.map((line) => [line.kind, line.yuan])).toEqual([
    ['line', '0.25'],
    ['floating', '0.25'],
  ])
  const month = await trace({ versionId, projectId, parcelId: '-', month: '2024-02' as YearMonth })
  expect(month.steps.map((step) => `${step.level} ${step.yuan} ${step.equal}`)).toEqual([
    'target 10.00 true',
    'category 1.51 true',
    'cluster 0.50 true',
    'project 0.50 true',
    'parcel 0.25 true',
    'month 0.25 true',
  ])
  expect(amountOf(month.children, 'other')).toBe('0.25')
})

test('a month of the year in which nothing is planned is a step of zero; a month of another year is no step', async () => {
  const { versionId, projectIds, parcelIds } = await buildPlan(database, ctx, YEAR, one)
  const path = { versionId, projectId: projectIds.get('a'), parcelId: parcelIds.get('a')?.[0] }
  const answer = await trace({ ...path, month: '2024-07' as YearMonth })
  expect(answer.steps.at(-1)).toMatchObject({ level: 'month', yuan: '0.00', equal: true })
  expect(await refusalCode({ ...path, month: '2023-07' as YearMonth })).toBe('trace.not-found')
})

test('a part of the plan is traced like the whole: months, composition, place, source, not countable', async () => {
  const { versionId, projectIds } = await buildPlan(database, ctx, YEAR, one)
  const whole = async (request: Partial<TraceRequest>) => {
    const answer = await trace({ versionId, ...request })
    expect(answer.steps.every((step) => step.equal)).toBe(true)
    return answer.steps[0]?.yuan
  }
  expect(await whole({ through: '2024-02' as YearMonth })).toBe('1.51')
  expect(await whole({ since: '2024-02' as YearMonth, through: '2024-03' as YearMonth })).toBe('2.50')
  expect(await whole({ part: 'construction-installation' })).toBe('3.07')
  expect(await whole({ part: 'land' })).toBe('0.20')
  expect(await whole({ place: 'placed' })).toBe('1.26')
  expect(await whole({ place: 'floating' })).toBe('2.32')
  expect(await whole({ source: 'simulated' })).toBe('0.07')
  expect(await whole({ countable: 'no' })).toBe('0.09')
  expect(await whole({ countable: 'no', projectId: projectIds.get('c'), parcelId: '-', month: '2024-03' as YearMonth })).toBe('0.09')
  expect((await trace({ versionId, place: 'floating', projectId: projectIds.get('b') })).children.map((line) => line.kind)).toEqual([
    'floating',
  ])
})

test('without a target the trace begins with the sum of the plans', async () => {
  const { versionId } = await buildPlan(database, ctx, YEAR, { projects: one.projects })
  expect((await trace({ versionId })).steps[0]).toMatchObject({ nameZh: '项目计划合计', yuan: '3.58', equal: true })
})

test('a path that the plan does not have is refused, and so is a step without the one before it', async () => {
  const { versionId, projectIds } = await buildPlan(database, ctx, YEAR, one)
  const projectId = projectIds.get('a') as Uuid
  expect(await refusalCode({ versionId, category: 'nothing' })).toBe('trace.not-found')
  expect(await refusalCode({ versionId, cluster: 'nothing' })).toBe('trace.not-found')
  expect(await refusalCode({ versionId, category: 'infrastructure', cluster: 'it' })).toBe('trace.not-found')
  expect(await refusalCode({ versionId, projectNo: 'nothing' })).toBe('trace.not-found')
  expect(await refusalCode({ versionId, projectId, category: 'infrastructure' })).toBe('trace.not-found')
  expect(await refusalCode({ versionId, projectId, parcelId: projectId })).toBe('trace.not-found')
  expect(await refusalCode({ versionId, projectId, parcelId: '-' })).toBe('trace.not-found')
  expect(await refusalCode({ versionId, cluster: '-' })).toBe('trace.step-missing')
  expect(await refusalCode({ versionId, parcelId: '-' })).toBe('trace.step-missing')
  expect(await refusalCode({ versionId, projectId, month: '2024-01' as YearMonth })).toBe('trace.step-missing')
  expect(await refusalCode({ year: 2031 })).toBe('plan.not-found')
})

const fenAmount = fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 10n ** 13n))
const monthOf = (month: number): fc.Arbitrary<GivenMonth> =>
  fc
    .record({ construction: fenAmount, installation: fenAmount, equipment: fenAmount, other: fenAmount })
    .map((amounts) => ({ month, ...amounts }))
const sharesArbitrary = fc.oneof(
  fc.constant([]),
  fc.constant([1_000_000n]),
  fc.array(fc.bigInt(1n, 333_333n), { minLength: 1, maxLength: 3 }),
  fc.bigInt(1n, 999_999n).map((share) => [share, 1_000_000n - share]),
)
const projectArbitrary = fc.record({
  place: fc.constantFrom(['industry', 'it'], ['industry', 'car'], ['industry', null], ['infrastructure', null], [null, null]),
  months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 2 }).chain((months) => fc.tuple(...months.map(monthOf))),
  shares: sharesArbitrary,
})
const planArbitrary = fc.record({
  target: fc.option(fc.bigInt(0n, 10n ** 14n), { nil: undefined }),
  projects: fc.array(projectArbitrary, { minLength: 1, maxLength: 4 }),
})

/** The path that leads to each line under the last step of an answer. */
const stepInto = (path: Partial<TraceRequest>, line: PlanTrace['children'][number]): Partial<TraceRequest> => {
  if (line.level === 'category') return { ...path, category: line.code }
  if (line.level === 'cluster') return { ...path, cluster: line.code }
  if (line.level === 'project') return { ...path, projectId: line.id as Uuid }
  if (line.level === 'parcel') return { ...path, parcelId: (line.id as Uuid | null) ?? '-' }
  return { ...path, month: line.code as YearMonth }
}

test('down every path of any plan, each step equals the line it was opened from and the sum of its own lines', async () => {
  await fc.assert(
    fc.asyncProperty(planArbitrary, async ({ target, projects }) => {
      const given: GivenProject[] = projects.map(({ place, months, shares }, index) => ({
        no: String(index),
        category: place[0] as string | null,
        cluster: place[1] as string | null,
        months,
        shares,
      }))
      const built = await buildPlan(database, ctx, YEAR, {
        targets: target === undefined ? [] : [{ indicator: 'total-investment', fen: target }],
        projects: given,
      })
      const leaves = new Map<string, bigint>()
      const walk = async (path: Partial<TraceRequest>, expected: string | undefined): Promise<void> => {
        const answer = await trace({ versionId: built.versionId, ...path })
        const last = answer.steps.at(-1)
        expect(answer.steps.every((step) => step.equal && step.childrenSumYuan === step.yuan)).toBe(true)
        expect([answer.equal, answer.differenceYuan, answer.childrenSumYuan]).toEqual([true, '0.00', last?.yuan])
        if (expected !== undefined) expect(last?.yuan).toBe(expected)
        for (const line of answer.children) {
          if (line.hasChildren) await walk(stepInto(path, line), line.yuan)
          else if (line.level === 'composition')
            leaves.set([path.projectId, path.parcelId, path.month, line.code].join(' '), parseYuan(line.yuan))
        }
      }
      await walk({}, undefined)

      for (const project of given) {
        const places = [...(built.parcelIds.get(project.no) ?? []), '-']
        const shares = project.shares ?? []
        const rest = 1_000_000n - shares.reduce((sum, share) => sum + share, 0n)
        for (const month of project.months ?? []) {
          for (const part of ['construction', 'installation', 'equipment', 'other'] as const) {
            const reference = splitOnShares(month[part] ?? 0n, [...shares, rest])
            places.forEach((place, index) => {
              const key = [built.projectIds.get(project.no), place, `${YEAR}-${String(month.month).padStart(2, '0')}`, part].join(' ')
              expect(formatYuan(leaves.get(key) ?? 0n)).toBe(formatYuan(reference[index] ?? 0n))
            })
          }
        }
      }
    }),
    { numRuns: 8 },
  )
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import { COMPOSITION_PARTS, type Cockpit, type PlanTrace } from '@ballast/contract/cockpit.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { loadedPackDatabase } from '../../testing/pack.ts'
import { buildCategories, buildPlan, type GivenPlan } from './plan.builder.ts'
import { readCockpit } from './read-cockpit.ts'
import { readPlaces } from './read-places.ts'

const YEAR = 2024
const sumYuan = (amounts: readonly string[]) => formatYuan(sumFen(amounts.map(parseYuan)))

describe('a plan made for the test', () => {
  let database: Database
  let ctx: Context
  beforeAll(async () => {
    database = await testDatabase()
    ctx = await testZone(database)
    await buildCategories(database, ctx)
  })
  afterAll(() => database.close())

  const cockpitOf = async (given: GivenPlan): Promise<Cockpit> => {
    const { versionId } = await buildPlan(database, ctx, YEAR, given)
    return database.read(ctx.zone.zoneId, (tx) => readCockpit(tx, ctx, { year: YEAR, versionId }))
  }
  const placesOf = async (given: GivenPlan) => {
    const { versionId } = await buildPlan(database, ctx, YEAR, given)
    return database.read(ctx.zone.zoneId, (tx) => readPlaces(tx, ctx, { year: YEAR, versionId }))
  }

  test('target, frames, plans and places stand side by side, each with what it misses', async () => {
    const cockpit = await cockpitOf({
      targets: [{ indicator: 'total-investment', fen: 1000n }],
      frames: [
        { code: 'i', category: 'industry', fen: 700n },
        { code: 'it', category: 'industry', cluster: 'it', fen: 500n },
        { code: 'f', category: 'infrastructure', fen: 200n },
      ],
      projects: [
        { no: 'a', cluster: 'it', months: [{ month: 1, construction: 300n }], shares: [1_000_000n] },
        { no: 'b', cluster: 'it', months: [{ month: 2, equipment: 99n }], shares: [500_000n] },
        { no: 'c', category: 'infrastructure', months: [{ month: 12, other: 100n, land: 40n }] },
      ],
    })
    expect(cockpit).toMatchObject({
      targetYuan: '10.00',
      framedYuan: '9.00',
      plannedYuan: '4.99',
      placedYuan: '3.49',
      unplannedYuan: '5.01',
      floatingYuan: '1.50',
      landYuan: '0.40',
      projects: 3,
      parcels: 2,
    })
    expect(cockpit.byCategory.map((row) => [row.code, row.frameYuan, row.plannedYuan, row.projects])).toEqual([
      ['industry', '7.00', '3.99', 2],
      ['infrastructure', '2.00', '1.00', 1],
    ])
    expect(cockpit.byCluster.map((row) => [row.code, row.frameYuan, row.plannedYuan])).toEqual([
      ['it', '5.00', '3.99'],
      ['car', null, '0.00'],
    ])
  })

  test('the share of industry is met only when it truly is: one fen short is short', async () => {
    const share = (industry: bigint, rest: bigint) =>
      cockpitOf({
        targets: [{ indicator: 'category-share', scope: ['category', 'industry'], ppm: 600_000n }],
        projects: [
          { no: 'a', months: [{ month: 1, construction: industry }] },
          { no: 'b', category: 'infrastructure', months: [{ month: 1, construction: rest }] },
        ],
      }).then((cockpit) => cockpit.industry)
    expect(await share(600_000_000n, 400_000_000n)).toMatchObject({ share: '0.6000', isMet: true, differenceYuan: '0.00' })
    expect(await share(599_999_999n, 400_000_001n)).toMatchObject({ share: '0.6000', isMet: false, differenceYuan: '-0.01' })
    expect(await share(0n, 0n)).toMatchObject({ share: null, isMet: null })
  })

  test('the marks of the year take the target of their period or of the cumulative month', async () => {
    const { marks } = await cockpitOf({
      targets: [
        { indicator: 'total-investment', period: 'Q1', fen: 100n },
        { indicator: 'total-investment', period: 'cumulative-06', fen: 301n },
      ],
      projects: [{ no: 'a', months: [3, 4, 9, 10].map((month) => ({ month, construction: 100n })) }],
    })
    expect(marks.map((mark) => [mark.period, mark.plannedYuan, mark.targetYuan, mark.isMet])).toEqual([
      ['Q1', '1.00', '1.00', true],
      ['H1', '2.00', '3.01', false],
      ['first-three-quarters', '3.00', null, null],
      ['year', '4.00', null, null],
    ])
  })

  test('gates count in their quarter of the plan year, with their targets', async () => {
    const { gates } = await cockpitOf({
      targets: [
        { indicator: 'starts', period: 'Q1', count: 2n },
        { indicator: 'productions', period: 'year', count: 1n },
      ],
      projects: [
        { no: 'a', gates: { construction_start: '2024-03-31', completion: '2025-01-01' } },
        { no: 'b', gates: { construction_start: '2024-04-01', production: '2024-12-31' } },
        { no: 'c', gates: { construction_start: '2023-12-31' } },
      ],
    })
    expect(gates.map((row) => [row.period, row.starts, row.startsTarget, row.completions, row.productions, row.productionsTarget])).toEqual(
      [
        ['Q1', 1, 2, 0, 0, null],
        ['Q2', 1, null, 0, 0, null],
        ['Q3', 0, null, 0, 0, null],
        ['Q4', 0, null, 0, 1, null],
        ['year', 2, null, 0, 1, 1],
      ],
    )
  })

  test('simulated amounts are counted apart, and so is what does not count as investment', async () => {
    const cockpit = await cockpitOf({
      projects: [
        {
          no: 'a',
          sourceKind: 'simulated',
          months: [
            { month: 1, construction: 100n },
            { month: 1, countable: false, other: 7n },
          ],
        },
        { no: 'b', months: [{ month: 1, construction: 50n }] },
      ],
    })
    expect(cockpit).toMatchObject({ plannedYuan: '1.50', simulatedYuan: '1.00', notCountableYuan: '0.07', targetYuan: null })
  })

  test('of any plan, categories, months, composition and places add up to the same sum', async () => {
    const amount = fc.bigInt(0n, 10n ** 12n)
    const month = fc
      .record({ construction: amount, installation: amount, equipment: amount, other: amount })
      .map((parts) => [{ month: 5, ...parts }])
    const project = fc.record({
      category: fc.constantFrom('industry', 'infrastructure', null),
      months: month,
      shares: fc.constantFrom([], [1_000_000n], [333_333n, 333_333n, 333_334n], [1n], [700_000n, 299_999n]),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(project, { minLength: 1, maxLength: 5 }), async (projects) => {
        const given = { projects: projects.map((item, index) => ({ no: String(index), ...item })) }
        const cockpit = await cockpitOf(given)
        expect(sumYuan(cockpit.byCategory.map((row) => row.plannedYuan))).toBe(cockpit.plannedYuan)
        expect(sumYuan(cockpit.byMonth.map((row) => row.yuan))).toBe(cockpit.plannedYuan)
        expect(sumYuan(COMPOSITION_PARTS.map((part) => cockpit[`${part}Yuan`]))).toBe(cockpit.plannedYuan)
        expect(sumYuan([cockpit.placedYuan, cockpit.floatingYuan])).toBe(cockpit.plannedYuan)
        const { places } = await placesOf(given)
        expect(sumYuan(places.map((place) => place.yuan))).toBe(cockpit.placedYuan)
      }),
      { numRuns: 10 },
    )
  })
})

describe('the reference plan', () => {
  let database: Database
  let client: Client
  let cockpit: Cockpit
  beforeAll(async () => {
    const pack = await loadedPackDatabase()
    database = pack.database
    const http = await testHttp(database)
    client = http.client('leader')
    cockpit = await client('cockpit.read', { params: { year: YEAR }, query: {} })
  })
  afterAll(() => database.close())

  const trace = (query: Parameters<typeof client<'plan.trace'>>[1]['query']): Promise<PlanTrace> =>
    client('plan.trace', { params: { year: YEAR }, query })
  const traced = async (query: Parameters<typeof trace>[0]) => {
    const answer = await trace(query)
    expect(answer.steps.every((step) => step.equal)).toBe(true)
    return answer.steps.at(-1)?.yuan
  }

  test('is 100 billion, floats nowhere, and is met by industry with exactly 60 %', () => {
    expect(cockpit).toMatchObject({
      targetYuan: '100000000000.00',
      framedYuan: '100000000000.00',
      plannedYuan: '100000000000.00',
      placedYuan: '100000000000.00',
      unplannedYuan: '0.00',
      floatingYuan: '0.00',
      projects: 202,
      industry: { share: '0.6000', targetShare: '0.6000', isMet: true, differenceYuan: '0.00' },
    })
  })

  test('every figure of the cockpit opens a trace that begins or ends with the same figure', async () => {
    expect(await traced({})).toBe(cockpit.targetYuan)
    expect(await traced({ place: 'placed' })).toBe(cockpit.placedYuan)
    expect(await traced({ place: 'floating' })).toBe(cockpit.floatingYuan)
    expect(await traced({ countable: 'no' })).toBe(cockpit.notCountableYuan)
    expect(await traced({ source: 'simulated' })).toBe(cockpit.simulatedYuan)
    expect(await traced({ part: 'land' })).toBe(cockpit.landYuan)
    for (const part of COMPOSITION_PARTS) expect(await traced({ part })).toBe(cockpit[`${part}Yuan`])
    for (const mark of cockpit.marks) expect(await traced({ since: `${YEAR}-01`, through: mark.through })).toBe(mark.plannedYuan)
    for (const row of cockpit.byMonth) expect(await traced({ since: row.month, through: row.month })).toBe(row.yuan)
    for (const row of cockpit.byCategory) expect(await traced({ category: row.code })).toBe(row.plannedYuan)
    for (const row of cockpit.byCluster) expect(await traced({ category: row.categoryCode, cluster: row.code })).toBe(row.plannedYuan)
    for (const row of cockpit.topProjects) expect(await traced({ projectId: row.projectId })).toBe(row.yuan)
  })

  test('leads from the target to one month on one parcel, equal at each step', async () => {
    const projectId = cockpit.topProjects[0]?.projectId as string
    const parcel = (await trace({ projectId })).children[0]
    const month = (await trace({ projectId, parcelId: parcel?.id as string })).children[0]
    const last = await trace({ projectId, parcelId: parcel?.id as string, month: month?.code })
    expect(last.steps.map((step) => step.level)).toEqual(['target', 'category', 'cluster', 'project', 'parcel', 'month'])
    expect(last.steps.every((step) => step.equal)).toBe(true)
    expect(last.steps.at(-1)?.yuan).toBe(month?.yuan)
    expect(last.children.map((line) => line.code)).toEqual([...COMPOSITION_PARTS])
  })

  test('is checked without an error, and its places carry all of it', async () => {
    expect((await client('cockpit.check', { params: { year: YEAR }, query: {} })).errors).toBe(0)
    const { places } = await client('cockpit.places', { params: { year: YEAR }, query: {} })
    expect(sumYuan(places.map((place) => place.yuan))).toBe(cockpit.placedYuan)
  })

  test('refuses a path that is not there with a reason in the caller’s language', async () => {
    await expect(trace({ projectNo: 'nothing' })).rejects.toMatchObject({
      problem: { status: 404, code: 'trace.not-found', reasons: [{ message: '该计划版本中没有这条追溯路径：nothing' }] },
    })
  })
})

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import { PROJECT_SORTS, type ProjectListRow } from '@ballast/contract/project.ts'
import type { ProjectRow } from '@ballast/domain/project/project-row.ts'
import { formatYuan, parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { testCodes } from '../../testing/register.ts'
import { saveEnterprises } from '../enterprise/index.ts'
import { saveParcels } from '../parcel/index.ts'
import { saveProjects, selectProjectIds } from './index.ts'

let database: Database
let ctx: Context
let client: Client
let close: () => Promise<unknown>

const square = (west: number, south: number) => {
  const [east, north] = [west + 0.01, south + 0.01]
  return {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ] as const,
    ],
  }
}
const fenOf = (index: number) => (index % 3 === 0 ? null : (BigInt(index * 100) as Fen))

const rows: ProjectRow[] = Array.from({ length: 60 }, (_, index) => ({
  projectNo: `P-${String(index).padStart(3, '0')}`,
  nameZh: ['京东方生产线', '重庆路', '银行中心', '安长厂'][index % 4] + `${index}`,
  owner: index % 5 === 0 ? '京东方科技' : null,
  categoryCode: index % 2 === 0 ? 'industry' : index % 7 === 0 ? 'infrastructure' : null,
  clusterCode: index % 4 === 0 ? 'it' : null,
  industryCode: index % 6 === 0 ? 'C3974' : null,
  totalFen: fenOf(index),
  gates: { construction_start: index % 4 === 1 ? null : (`2024-0${(index % 9) + 1}-01` as PlainDate) },
  bureauCode: ['edb', 'cb', null][index % 3] ?? null,
  serviceManager: ['王建国', '陈晓', null][index % 3] ?? null,
  address: index % 8 === 0 ? '科创街 100% 号' : null,
  tags: index % 10 === 0 ? ['重点'] : [],
  custom: { staff: String(index % 11), level: index % 2 === 0 ? 'A' : null },
  parcels: index === 1 ? [{ name: 'X1' }] : index === 2 ? [{ name: 'X2' }, { name: 'X1' }] : [],
  sourceKind: index % 2 === 0 ? 'public' : 'simulated',
  provenance: index % 4 === 0 && fenOf(index) !== null ? { totalFen: { kind: 'simulated', citation: 'm' } } : {},
}))

beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database, { code: 'zone' })
  await testCodes(database, ctx)
  const other = await testZone(database, { code: 'other' })
  await database.write(other.zone.zoneId, (tx) => saveProjects(tx, other, [{ projectNo: 'P-000', nameZh: '别区项目' }], { action: 'test' }))
  await database.write(ctx.zone.zoneId, async (tx) => {
    await saveEnterprises(tx, ctx, [{ nameZh: '京东方科技' }], { action: 'test' })
    const parcels = await saveParcels(
      tx,
      ctx,
      [
        { name: 'X1', kind: 'parcel', geometry: square(116.5, 39.78) },
        { name: 'X2', kind: 'parcel', geometry: square(116.6, 39.78) },
      ],
      { action: 'test' },
    )
    expect(parcels.map((row) => row.reasons)).toEqual([[], []])
    const outcomes = await saveProjects(tx, ctx, rows, { action: 'test', sourceKind: 'simulated' })
    expect(outcomes.flatMap((row) => row.reasons)).toEqual([])
  })
  await plan()
  const http = await testHttp(database)
  client = http.client('planner@zone')
  close = () => http.app.close()
})
afterAll(async () => {
  await close?.()
  await database.close()
})

/** Projects 0–9 stand in the plan of 2024 with one countable and one other month. */
async function plan() {
  const zone_id = ctx.zone.zoneId
  const version_id = newId()
  await database.system(async (tx) => {
    await tx.insertInto('year_plan').values({ zone_id, year: 2024 }).execute()
    await tx
      .insertInto('plan_version')
      .values({
        zone_id,
        version_id,
        year: 2024,
        number: 1,
        status: 'adopted',
        title: 't',
        reason: 'r',
        created_by: 'x',
        created_at: ctx.clock.now(),
        adopted_at: ctx.clock.now(),
        adopted_by: 'x',
      })
      .execute()
    await tx.updateTable('year_plan').set({ adopted_version_id: version_id }).where('zone_id', '=', zone_id).execute()
    const ids = await tx
      .selectFrom('project')
      .select(['project_id', 'project_no'])
      .where('zone_id', '=', zone_id)
      .where('project_no', '<', 'P-010')
      .execute()
    await tx
      .insertInto('plan_project')
      .values(
        ids.map(({ project_id, project_no }) => ({
          zone_id,
          version_id,
          project_id,
          annual_fen: 0n,
          profile: 'even',
          source_kind: project_no < 'P-004' ? 'public' : 'simulated',
        })),
      )
      .execute()
    const amounts = { installation_fen: 0n, equipment_fen: 0n, other_fen: 0n, land_fen: 0n }
    await tx
      .insertInto('plan_month')
      .values(
        ids.flatMap(({ project_id, project_no }) => {
          const construction_fen = BigInt(project_no.slice(2)) * 100n
          const month = { zone_id, version_id, project_id, month_ym: '2024-03-01' as PlainDate, construction_fen, ...amounts }
          return [
            { ...month, countable: true },
            { ...month, countable: false, not_countable_reason: 'x' },
          ]
        }),
      )
      .execute()
  })
}

type Query = Parameters<typeof client<'project.list'>>[1]['query']
const list = (query: Query = {}) => client('project.list', { query })
const numbers = async (query: Query) =>
  (await list({ limit: 500, sort: 'projectNo', ...query })).rows.map((row) => Number(row.projectNo.slice(2)))
async function walk(query: Query): Promise<ProjectListRow[]> {
  const all: ProjectListRow[] = []
  let cursor: string | undefined
  do {
    const page = await list({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    all.push(...page.rows)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return all
}

const sorts = [...PROJECT_SORTS, 'custom.staff', 'custom.level']
test('walking all pages gives every row once, in the order of one large page, whatever the sort and the filter', async () => {
  const filters: Query[] = [
    {},
    { hasPlan: true },
    { categoryCode: ['industry'] },
    { publicOnly: true },
    { q: 'jdf' },
    { missing: ['totalFen'] },
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...sorts),
      fc.boolean(),
      fc.constantFrom(...filters),
      fc.integer({ min: 7, max: 30 }),
      async (column, isDescending, filter, limit) => {
        const sort = isDescending ? `-${column}` : column
        const whole = await list({ ...filter, sort, limit: 500 })
        const walked = await walk({ ...filter, sort, limit })
        expect(walked.map((row) => row.projectNo)).toEqual(whole.rows.map((row) => row.projectNo))
        expect(new Set(walked.map((row) => row.projectId)).size).toBe(whole.totals?.count)
      },
    ),
    { numRuns: 40 },
  )
}, 120_000)

test.each(sorts)('sorted by %s, empty values come last in both directions', async (column) => {
  const valueOf = (row: ProjectListRow): unknown => {
    const [group, name] = column.split('.') as [string, string]
    if (group === 'gates') return row.gates[name as keyof typeof row.gates]
    if (group === 'custom') return row.custom[name]
    const named: Record<string, unknown> = { ...row, category: row.categoryCode, cluster: row.clusterCode, bureau: row.bureauCode }
    return named[column]
  }
  for (const sort of [column, `-${column}`]) {
    const { rows: sorted } = await list({ sort, limit: 500 })
    expect(sorted).toHaveLength(60)
    const isEmpty = sorted.map((row) => (valueOf(row) ?? null) === null)
    expect(isEmpty.toSorted((a, b) => Number(a) - Number(b))).toEqual(isEmpty)
  }
})

test('amounts sort as numbers and names by pinyin', async () => {
  const totals = (await list({ sort: '-totalYuan', limit: 500 })).rows.flatMap((row) =>
    row.totalYuan === null ? [] : [parseYuan(row.totalYuan)],
  )
  expect(totals).toEqual(totals.toSorted((a, b) => (a < b ? 1 : -1)))
  const { rows: byName } = await list({ sort: 'nameZh', limit: 500 })
  const firsts = [...new Set(byName.map((row) => row.nameZh.slice(0, 2)))]
  expect(firsts).toEqual(['安长', '重庆', '京东', '银行'])
  expect(byName.filter((row) => row.nameZh.startsWith('京东')).map((row) => Number(row.projectNo.slice(2)))).toEqual(
    Array.from({ length: 15 }, (_, index) => index * 4),
  )
  const managers = (await list({ sort: 'serviceManager', limit: 500 })).rows.map((row) => row.serviceManager)
  expect([...new Set(managers)]).toEqual(['陈晓', '王建国', null])
})

test('京东方 is found by jdf, 重庆 by cq, 银行 by yh; every word must match; the owner counts', async () => {
  const where = (fits: (index: number) => boolean) => rows.flatMap((_, index) => (fits(index) ? [index] : []))
  expect(await numbers({ q: 'jdf' })).toEqual(where((index) => index % 4 === 0 || index % 5 === 0))
  expect(await numbers({ q: 'cq' })).toEqual(where((index) => index % 4 === 1))
  expect(await numbers({ q: 'YH' })).toEqual(where((index) => index % 4 === 2))
  expect(await numbers({ q: '东方生产 p-004' })).toEqual([4])
  expect(await numbers({ q: 'jingdongfang' })).toEqual(await numbers({ q: '京东方' }))
  expect(await numbers({ q: '%' })).toEqual(where((index) => index % 8 === 0))
  expect(await numbers({ q: '_' })).toEqual([])
})

const expected: [string, Query, (index: number) => boolean][] = [
  ['category', { categoryCode: 'infrastructure' }, (index) => index % 2 !== 0 && index % 7 === 0],
  ['cluster', { clusterCode: ['it', 'bio'] }, (index) => index % 4 === 0],
  ['the beginning of an industry', { industryCode: 'C39' }, (index) => index % 6 === 0],
  ['bureau and manager', { bureauCode: 'cb', serviceManager: '陈晓' }, (index) => index % 3 === 1],
  ['tag', { tag: ['重点', 'x'] }, (index) => index % 10 === 0],
  ['source', { sourceKind: 'public' }, (index) => index % 2 === 0],
  ['address', { addressContains: '100%' }, (index) => index % 8 === 0],
  ['a custom field', { custom: 'level:a' }, (index) => index % 2 === 0],
  ['missing facts', { missing: ['totalFen', 'owner'] }, (index) => index % 3 === 0 && index % 5 !== 0],
  ['facts that are there', { present: ['gates.construction_start'] }, (index) => index % 4 !== 1],
  ['total', { totalMinYuan: '10', totalMaxYuan: '20.5' }, (index) => index % 3 !== 0 && index >= 10 && index <= 20],
  ['plan', { planMinYuan: '3', planMaxYuan: '7' }, (index) => index >= 3 && index <= 7],
  ['being in the plan', { hasPlan: 'true' }, (index) => index < 10],
  ['not being in the plan', { hasPlan: false }, (index) => index >= 10],
  ['the plan of another year', { hasPlan: true, planYear: 2025 }, () => false],
  ['having a parcel', { hasParcel: true }, (index) => index === 1 || index === 2],
  [
    'gate dates',
    { construction_start_from: '2024-09-01', construction_start_to: '2024-09-30' },
    (index) => index % 9 === 8 && index % 4 !== 1,
  ],
  ['a box on the map', { bbox: '116.595,39.77,116.7,39.9' }, (index) => index === 2],
  ['a ring on the map', { area: '116.49 39.77,116.52 39.77,116.505 39.785' }, (index) => index === 1 || index === 2],
  ['a ring beside every parcel', { area: '116.3 39.1,116.4 39.1,116.4 39.2' }, () => false],
]
test.each(expected)('selects by %s', async (_, query, fits) => {
  expect(await numbers(query)).toEqual(rows.flatMap((__, index) => (fits(index) ? [index] : [])))
})

test('totals are those of the rows, whatever the page and the filter', async () => {
  for (const [, query] of expected) {
    const { totals, rows: all } = await list({ ...query, limit: 500 })
    const sum = (amounts: (string | null)[]) =>
      formatYuan(amounts.reduce((total, text) => total + (text === null ? 0n : parseYuan(text)), 0n))
    expect(totals).toEqual({
      count: all.length,
      totalYuan: sum(all.map((row) => row.totalYuan)),
      planYuan: sum(all.map((row) => row.planYuan)),
    })
    const first = await list({ ...query, limit: 1 })
    expect(first.totals).toEqual(totals)
  }
  const page = await list({ limit: 4 })
  expect((await list({ limit: 4, cursor: page.next as string })).totals).toBeNull()
})

test('the plan column counts what is countable, and is empty outside the plan', async () => {
  const { rows: all, planYear } = await list({ sort: 'projectNo', limit: 500 })
  expect(planYear).toBe(2024)
  expect(all.map((row) => row.planYuan)).toEqual(rows.map((_, index) => (index < 10 ? `${index}.00` : null)))
  const { rows: byPlan } = await list({ sort: '-planYuan', limit: 3 })
  expect(byPlan.map((row) => row.planYuan)).toEqual(['9.00', '8.00', '7.00'])
})

test('public facts only: public projects, without amounts that are simulated', async () => {
  const { rows: all, totals } = await list({ publicOnly: true, sort: 'projectNo', limit: 500 })
  expect(all).toHaveLength(30)
  const simulated = all.filter((row) => row.simulated.includes('totalFen'))
  expect(simulated.length).toBeGreaterThan(0)
  expect(simulated.every((row) => row.totalYuan === null)).toBe(true)
  const shown = rows.filter((row, index) => index % 2 === 0 && index % 4 !== 0 && row.totalFen !== null)
  expect(totals?.totalYuan).toBe(formatYuan(shown.reduce((sum, row) => sum + (row.totalFen ?? 0n), 0n)))
  expect(totals?.planYuan).toBe('2.00')
})

test('what a user enters is no public fact: it counts in the list, and not among the published', async () => {
  const [row] = (await list({ projectNo: 'P-002', publicOnly: true })).rows
  expect(row).toMatchObject({ totalYuan: '2.00', entered: [] })
  const edited = await client('project.edit', {
    params: { projectId: row?.projectId as string },
    body: { totalYuan: '999', bureauCode: 'cb' },
    ifMatch: row?.version as string,
  })
  expect(edited.entered).toMatchObject({
    totalFen: { by: 'planner', byName: expect.any(String), at: edited.modifiedAt },
    bureauCode: { by: 'planner' },
  })
  expect((await list({ projectNo: 'P-002' })).rows[0]).toMatchObject({ totalYuan: '999.00', entered: ['bureauCode', 'totalFen'] })
  const published = await list({ projectNo: 'P-002', publicOnly: true })
  expect(published.rows[0]).toMatchObject({ totalYuan: null, bureauCode: null })
  expect(published.totals?.totalYuan).toBe('0.00')
  expect((await list({ publicOnly: true, bureauCode: 'cb', projectNo: 'P-002' })).rows).toEqual([])
  await client('project.edit', {
    params: { projectId: row?.projectId as string },
    body: { totalYuan: '2', bureauCode: null },
    ifMatch: edited.version,
  })
})

test('the zone’s own fields are compared as numbers', async () => {
  const staffOf = async (custom: string[]) =>
    (await list({ custom, sort: 'projectNo', limit: 500 })).rows.map((row) => Number(row.custom['staff']))
  expect(new Set(await staffOf(['staff:>=9']))).toEqual(new Set([9, 10]))
  expect(new Set(await staffOf(['staff:>=9', 'staff:<=9.5']))).toEqual(new Set([9]))
  expect(new Set(await staffOf(['staff:=1']))).toEqual(new Set([1]))
  expect(await staffOf(['level:>=1'])).toEqual([])
})

test('names sort by their English, by the Chinese where there is none', async () => {
  const { rows: found } = await list({ sort: 'nameEn', limit: 500 })
  expect(found.map((row) => row.nameEn)).toEqual([...Array<null>(found.length).fill(null)])
  const keys = found.map((row) => row.nameZh)
  expect(keys).toEqual(keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
})

test('a row says what the page draws', async () => {
  const [row] = (await list({ projectNo: 'P-002' })).rows
  expect(row).toMatchObject({
    parcels: 2,
    parcelNames: ['X1', 'X2'],
    owner: null,
    gates: { construction_start: '2024-03-01' },
    planYuan: '2.00',
    planSourceKind: 'public',
  })
})

test('a cursor of another sort, or none of ours, is refused', async () => {
  const { next } = await list({ limit: 4 })
  await expect(list({ limit: 4, sort: '-nameZh', cursor: next as string })).rejects.toMatchObject({
    problem: { code: 'list.cursor-invalid' },
  })
  await expect(list({ cursor: 'x' })).rejects.toMatchObject({ problem: { code: 'list.cursor-invalid' } })
  await expect(list({ sort: 'custom.none' })).rejects.toMatchObject({ problem: { code: 'custom-field.not-found' } })
  await expect(list({ sort: 'version' })).rejects.toMatchObject({ problem: { code: 'request.invalid' } })
})

test('an export gets the ids of exactly what the list shows, in its order', async () => {
  const query = { hasPlan: true, sort: '-planYuan' }
  const shown = (await list({ ...query, limit: 500 })).rows.map((row) => row.projectId as Uuid)
  expect(await database.read(ctx.zone.zoneId, (tx) => selectProjectIds(tx, ctx, { hasPlan: true }, '-planYuan'))).toEqual(shown)
})

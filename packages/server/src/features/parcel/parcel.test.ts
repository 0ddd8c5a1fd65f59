import { gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import Pbf from 'pbf'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import { ProblemError } from '@ballast/contract/client.ts'
import type { ParcelGeometry } from '@ballast/domain/parcel/parcel-geometry.ts'
import { splitOnShares } from '@ballast/domain/plan/share.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { projectIdsWithin, saveParcels } from './index.ts'

let database: Database
let ctx: Context
let call: Client
let inject: Awaited<ReturnType<typeof testHttp>>['app']
const ids = new Map<string, Uuid>()
const projects = new Map<string, Uuid>()

const rectangle = (lng: number, lat: number, width = 0.004, height = 0.003): ParcelGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [lng, lat],
      [lng + width, lat],
      [lng + width, lat + height],
      [lng, lat + height],
      [lng, lat],
    ],
  ],
})

beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database)
  const http = await testHttp(database)
  inject = http.app
  call = http.client('planner')
  await database.write(ctx.zone.zoneId, async (tx) => {
    await saveParcels(
      tx,
      ctx,
      [
        {
          name: 'YZ00-0606-0106',
          names: ['YZ00-0606-0106', '小米二期地块'],
          geometry: rectangle(116.5, 39.75),
          areaOfficialM2: '200000',
          status: 'built',
          landUseCode: 'M1',
        },
        {
          name: '京东方地块',
          geometry: rectangle(116.51, 39.75),
          areaOfficialM2: '100000',
          status: 'building',
          sourceKind: 'public',
          citation: 'x',
        },
        { name: 'X23', geometry: rectangle(116.52, 39.75), status: 'planned' },
        {
          name: '市郊铁路亦庄线',
          kind: 'corridor',
          geometry: {
            type: 'LineString',
            coordinates: [
              [116.49, 39.74],
              [116.53, 39.76],
            ],
          },
        },
        { name: '未定位地块', areaOfficialM2: '5000' },
      ],
      { action: 'test.save' },
    )
    for (const row of await tx.selectFrom('parcel').select(['parcel_id', 'name']).execute()) ids.set(row.name, row.parcel_id)
    const zoneId = ctx.zone.zoneId
    await sql`insert into category values (${zoneId}, 'industry', '产业', 'Industry', true, 1)`.execute(tx)
    await sql`insert into cluster values (${zoneId}, 'it', 'industry', '信息', 'IT', '#1f5fa8', 1), (${zoneId}, 'nev', 'industry', '汽车', 'Cars', '#2e8b57', 2)`.execute(
      tx,
    )
    const versionId = newId()
    await sql`insert into year_plan (zone_id, year) values (${zoneId}, 2024)`.execute(tx)
    await sql`insert into plan_version (zone_id, version_id, year, status, title, reason, created_by, created_at)
      values (${zoneId}, ${versionId}, 2024, 'draft', '年度计划', 'r', 'u', now())`.execute(tx)
    const plan = async (
      no: string,
      cluster: string,
      months: readonly (readonly [number, number, number, number])[],
      shares: readonly (readonly [string, number])[],
    ) => {
      const projectId = newId()
      projects.set(no, projectId)
      await sql`insert into project (zone_id, project_id, project_no, name_zh, category_code, cluster_code, source_kind, search_text, sort_key, created_at, modified_at, modified_by)
        values (${zoneId}, ${projectId}, ${no}, ${`项目 ${no}`}, 'industry', ${cluster}, 'simulated', ${no}, ${no}, now(), now(), 'u')`.execute(
        tx,
      )
      await sql`insert into plan_project (zone_id, version_id, project_id, annual_fen, profile, source_kind)
        values (${zoneId}, ${versionId}, ${projectId}, 0, 'custom', 'simulated')`.execute(tx)
      for (const [index, [construction, installation, equipment, other]] of months.entries()) {
        await sql`insert into plan_month (zone_id, version_id, project_id, month_ym, countable, construction_fen, installation_fen, equipment_fen, other_fen, land_fen)
          values (${zoneId}, ${versionId}, ${projectId}, make_date(2024, ${index + 1}::integer, 1), true, ${construction}, ${installation}, ${equipment}, ${other}, 0)`.execute(
          tx,
        )
      }
      await sql`insert into plan_month (zone_id, version_id, project_id, month_ym, countable, not_countable_reason, construction_fen, installation_fen, equipment_fen, other_fen, land_fen)
        values (${zoneId}, ${versionId}, ${projectId}, '2024-12-01', false, 'x', 777, 0, 0, 0, 0)`.execute(tx)
      for (const [ordinal, [name, ppm]] of shares.entries()) {
        await sql`insert into project_parcel (zone_id, project_id, parcel_id) values (${zoneId}, ${projectId}, ${ids.get(name)}::uuid)`.execute(
          tx,
        )
        await sql`insert into plan_share (zone_id, version_id, project_id, parcel_id, ordinal, share_ppm, method)
          values (${zoneId}, ${versionId}, ${projectId}, ${ids.get(name)}::uuid, ${ordinal + 1}, ${ppm}, 'area')`.execute(tx)
      }
    }
    await plan(
      'P1',
      'it',
      [
        [100_000_000_001, 7, 50_000_000_003, 11],
        [1, 1, 1, 1],
      ],
      [
        ['京东方地块', 333_333],
        ['YZ00-0606-0106', 333_333],
        ['X23', 333_334],
      ],
    )
    await plan('P2', 'nev', [[5_000_000_000, 0, 0, 0]], [['YZ00-0606-0106', 1_000_000]])
    await plan('P3', 'it', [[900, 0, 0, 0]], [['市郊铁路亦庄线', 500_000]])
    await sql`update plan_version set status = 'adopted', number = 1, adopted_by = 'u', adopted_at = now()`.execute(tx)
    await sql`update year_plan set adopted_version_id = ${versionId}`.execute(tx)
  })
})
afterAll(async () => {
  await inject.close()
  await database.close()
})

const list = (query: Record<string, unknown>) => call('parcel.list', { query })
const namesOf = async (query: Record<string, unknown>) => (await list(query)).rows.map(({ name }) => name)
const problemOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  expect(error).toBeInstanceOf(ProblemError)
  return (error as ProblemError).problem
}

test('the amounts of a project’s shares add up to the project, to the fen, as the rule in TypeScript says', async () => {
  const { rows } = await list({})
  const sum = rows.reduce((total, row) => total + parseYuan(row.planYuan ?? '0'), 0n)
  const whole = 100_000_000_001n + 7n + 50_000_000_003n + 11n + 4n
  expect(sum).toBe(whole + 5_000_000_000n + 450n)
  const shares = [333_333n, 333_333n, 333_334n]
  const cells = [100_000_000_001n, 7n, 50_000_000_003n, 11n, 1n, 1n, 1n, 1n]
  const onX23 = cells.reduce((total, cell) => total + (splitOnShares(cell, shares)[2] as bigint), 0n)
  expect(rows.find(({ name }) => name === 'X23')?.planYuan).toBe(formatYuan(onX23))
})

test('SQL and TypeScript split any amount on any shares alike', async () => {
  const { partOnShare } = await import('./parcel-amounts.queries.ts')
  await fc.assert(
    fc.asyncProperty(
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      fc.array(fc.bigInt({ min: 0n, max: 200_000n }), { minLength: 1, maxLength: 5 }),
      async (amount, given) => {
        const shares = [...given, 1_000_000n - given.reduce((sum, share) => sum + share, 0n)]
        const parts = await database.read(ctx.zone.zoneId, async (tx) => {
          const { rows } = await sql<{ part: bigint }>`select ${partOnShare('s.amount')} as part from (
            select x.share_ppm, ${amount}::bigint as amount, sum(x.share_ppm) over (order by x.n)::bigint as reached, x.n
            from unnest(${shares.map(String)}::bigint[]) with ordinality x(share_ppm, n)) s order by s.n`.execute(tx)
          return rows.map((row) => row.part)
        })
        expect(parts).toEqual(splitOnShares(amount, shares))
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount)
      },
    ),
    { numRuns: 60 },
  )
})

test('a parcel is found by any name, its pinyin or its initials', async () => {
  expect(await namesOf({ q: '小米' })).toEqual(['YZ00-0606-0106'])
  expect(await namesOf({ q: 'jdf' })).toEqual(['京东方地块'])
  expect(await namesOf({ q: 'shijiaotielu' })).toEqual(['市郊铁路亦庄线'])
  expect(await namesOf({ q: '%' })).toEqual([])
})

test('the list filters by facts, cluster, amount and place', async () => {
  expect(await namesOf({ kind: 'corridor' })).toEqual(['市郊铁路亦庄线'])
  expect(await namesOf({ status: ['built', 'building'], sort: 'areaM2' })).toEqual(['京东方地块', 'YZ00-0606-0106'])
  expect(await namesOf({ clusterCode: 'nev' })).toEqual(['YZ00-0606-0106'])
  expect(await namesOf({ projectId: projects.get('P3') })).toEqual(['市郊铁路亦庄线'])
  expect(await namesOf({ hasPlan: false })).toEqual(['未定位地块'])
  expect(await namesOf({ publicOnly: true })).toEqual(['京东方地块'])
  expect(await namesOf({ planMinYuan: '499000000', sort: '-planYuan' })).toEqual(['YZ00-0606-0106', 'X23', '京东方地块'])
  expect((await namesOf({ bbox: '116.519,39.749,116.53,39.752' })).sort()).toEqual(['X23', '市郊铁路亦庄线'].sort())
  expect(await namesOf({ area: '116.5201 39.7501,116.5239 39.7501,116.5239 39.7515,116.5201 39.7515' })).toEqual(['X23'])
})

test('public facts only: what is published of a parcel, whatever users entered beside it', async () => {
  const found = await list({ publicOnly: true })
  expect(found.rows).toMatchObject([{ name: '京东方地块', areaOfficialM2: null, status: null, planYuan: null }])
  expect(found.totals).toMatchObject({ areaM2: '0.00', planYuan: '0.00' })
  expect((await list({ q: 'jdf' })).rows[0]?.entered).toEqual(['names', 'kind', 'geometry', 'areaOfficialM2', 'status'])
  expect(await namesOf({ publicOnly: true, status: 'building' })).toEqual([])
})

test('an area that is no ring is refused', async () => {
  const problem = await problemOf(list({ area: '116.5 39.7,116.51 39.71,116.51 39.7,116.5 39.71' }))
  expect(problem).toMatchObject({ status: 422, code: 'area.not-a-ring' })
})

test('projects inside a drawn area are those with a parcel in it', async () => {
  const found = await database.read(ctx.zone.zoneId, (tx) =>
    projectIdsWithin(tx, ctx, [
      [116.499, 39.749],
      [116.505, 39.749],
      [116.505, 39.754],
    ]),
  )
  expect(new Set(found)).toEqual(new Set([projects.get('P1'), projects.get('P2')]))
})

test('pages follow one another without a gap for every sort, with the totals of the whole selection', async () => {
  const everything = (await list({})).rows.length
  for (const sort of [
    'name',
    '-name',
    'planYuan',
    '-planYuan',
    'planYuanPerMu',
    '-areaM2',
    'projects',
    'status',
    'dealOn',
    'modifiedAt',
    'landUse',
    'priceYuan',
    'kind',
  ]) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ sort, limit: 2, cursor })
      expect(page.totals?.count).toBe(cursor === undefined ? everything : undefined)
      seen.push(...page.rows.map((row) => row.parcelId))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seen).size, sort).toBe(everything)
    expect(seen.length, sort).toBe(everything)
  }
})

test('amount per mu uses the official area before the drawn one', async () => {
  const row = (await list({ q: '0606' })).rows[0]
  expect(row?.areaMu).toBe('300.00')
  const perMu = (parseYuan(row?.planYuan as string) * 2n + 300n) / 600n
  expect(row?.planYuanPerMu).toBe(formatYuan(perMu))
})

test('the page of a parcel has its projects with shares, and months that add up to its amount', async () => {
  const parcel = await call('parcel.show', { params: { parcelId: ids.get('X23') as string }, query: {} })
  expect(parcel.projects).toMatchObject([{ projectNo: 'P1', sharePct: '33.3334' }])
  expect(parcel.months.map(({ month }) => month)).toEqual(['2024-01', '2024-02'])
  expect(formatYuan(parcel.months.reduce((sum, month) => sum + parseYuan(month.yuan), 0n))).toBe(parcel.planYuan)
  expect((await problemOf(call('parcel.show', { params: { parcelId: newId() }, query: {} }))).status).toBe(404)
})

test('a patch leaves what it does not name, clears null, and sets the rest', async () => {
  const created = await call('parcel.create', { body: { names: ['补丁地块'], notes: '备注', farRatio: '2.5', priceYuan: '1.5' } })
  const edited = await call('parcel.edit', {
    params: { parcelId: created.parcelId },
    body: { farRatio: null, names: ['补丁地块', '别名'] },
    ifMatch: created.version,
  })
  expect(edited).toMatchObject({ notes: '备注', farRatio: null, priceYuan: '1.50', names: ['补丁地块', '别名'] })
  const { entries } = await call('parcel.history', { params: { parcelId: created.parcelId }, query: {} })
  expect(entries.map(({ action }) => action)).toEqual(['parcel.edit', 'parcel.create'])
  expect(entries[0]?.changes).toEqual([
    { field: 'names', before: '补丁地块', after: '补丁地块、别名' },
    { field: 'farRatio', before: '2.5', after: null },
  ])
})

test('the second of two writers gets a conflict with what stands now', async () => {
  const seen = await call('parcel.create', { body: { names: ['双写地块'] } })
  const params = { parcelId: seen.parcelId }
  await call('parcel.edit', { params, body: { notes: '甲' }, ifMatch: seen.version })
  const problem = await problemOf(call('parcel.edit', { params, body: { notes: '乙' }, ifMatch: seen.version }))
  expect(problem).toMatchObject({ status: 409, code: 'changed-meanwhile', extra: { current: { notes: '甲', version: '2' } } })
})

test('a parcel with projects or planned amounts is not deleted, and says why; a free one is', async () => {
  const used = await call('parcel.show', { params: { parcelId: ids.get('X23') as string }, query: {} })
  const problem = await problemOf(call('parcel.delete', { params: { parcelId: used.parcelId }, ifMatch: used.version }))
  expect(problem.reasons.map(({ code }) => code)).toEqual(['parcel.used-by-project', 'parcel.used-by-plan'])
  const free = await call('parcel.create', { body: { names: ['可删地块'] } })
  await call('parcel.delete', { params: { parcelId: free.parcelId }, ifMatch: free.version })
  expect((await problemOf(call('parcel.show', { params: { parcelId: free.parcelId }, query: {} }))).code).toBe('parcel.not-found')
})

test('a parcel of a known name is not created again', async () => {
  const problem = await problemOf(call('parcel.create', { body: { names: ['X23'] } }))
  expect(problem.reasons).toMatchObject([{ code: 'parcel.name-taken' }])
})

const tileOf = (lng: number, lat: number, z: number) => {
  const n = 2 ** z
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  return { z, x: Math.floor(((lng + 180) / 360) * n), y: Math.floor(y * n) }
}
const fetchTile = async (lng: number, lat: number, z: number, headers: Record<string, string> = {}) => {
  const { x, y } = tileOf(lng, lat, z)
  return inject.inject({ method: 'GET', url: `/api/v1/tiles/parcels/${z}/${x}/${y}`, headers: { 'x-ballast-user': 'planner', ...headers } })
}
const layersOf = (body: Buffer) => new VectorTile(new Pbf(gunzipSync(body))).layers
const featuresOf = (body: Buffer, layer: string) => {
  const found = layersOf(body)[layer]
  return found === undefined ? [] : Array.from({ length: found.length }, (_, index) => found.feature(index))
}

test('a tile holds the parcels in it with what the map colours by', async () => {
  const reply = await fetchTile(116.511, 39.751, 14)
  expect(reply.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
  expect(reply.headers['content-encoding']).toBe('gzip')
  const boe = featuresOf(reply.rawPayload, 'parcels').find((feature) => feature.properties['name'] === '京东方地块')
  const shown = (await list({ q: 'jdf' })).rows[0]
  expect(boe?.properties).toMatchObject({
    id: ids.get('京东方地块'),
    kind: 'parcel',
    status: 'building',
    cluster: 'it',
    color: '#1f5fa8',
    planYuan: Number(shown?.planYuan),
    perMuYuan: Number(shown?.planYuanPerMu),
  })
  expect(featuresOf(reply.rawPayload, 'corridors').map((feature) => feature.properties['name'])).toEqual(['市郊铁路亦庄线'])
})

test('the shape in a tile is the shape of the register, to the unit of the tile', async () => {
  const { x, y, z } = tileOf(116.511, 39.751, 14)
  const reply = await fetchTile(116.511, 39.751, 14)
  const boe = featuresOf(reply.rawPayload, 'parcels').find((feature) => feature.properties['name'] === '京东方地块')
  const geojson = boe?.toGeoJSON(x, y, z).geometry as unknown as { coordinates: [number, number][][] }
  const lngs = (geojson.coordinates[0] ?? []).map(([lng]) => lng)
  expect(Math.min(...lngs)).toBeCloseTo(116.51, 4)
  expect(Math.max(...lngs)).toBeCloseTo(116.514, 4)
})

test('from afar the parcels of a small zone are drawn, those of a far view are counted', async () => {
  expect(featuresOf((await fetchTile(116.511, 39.751, 10)).rawPayload, 'parcels').length).toBe(3)
  const far = await fetchTile(116.511, 39.751, 8)
  expect(layersOf(far.rawPayload)['parcels']).toBeUndefined()
  const dots = featuresOf(far.rawPayload, 'dots')
  expect(dots.reduce((sum, dot) => sum + Number(dot.properties['parcels']), 0)).toBe(3)
  const planned = (await list({ kind: 'parcel' })).rows.reduce((sum, row) => sum + Number(row.planYuan ?? 0), 0)
  expect(dots.reduce((sum, dot) => sum + Number(dot.properties['planYuan']), 0)).toBeCloseTo(planned, 2)
})

test('a tile that the browser has is answered without a body, until something in it changes', async () => {
  const first = await fetchTile(116.521, 39.751, 15)
  const etag = first.headers.etag as string
  expect((await fetchTile(116.521, 39.751, 15, { 'if-none-match': etag })).statusCode).toBe(304)
  const parcel = await call('parcel.show', { params: { parcelId: ids.get('X23') as string }, query: {} })
  await call('parcel.edit', { params: { parcelId: parcel.parcelId }, body: { status: 'supplied' }, ifMatch: parcel.version })
  const changed = await fetchTile(116.521, 39.751, 15, { 'if-none-match': etag })
  expect(changed.statusCode).toBe(200)
  expect(featuresOf(changed.rawPayload, 'parcels').map((feature) => feature.properties['status'])).toContain('supplied')
})

test('a tile of nothing is empty, and one that cannot be is refused', async () => {
  expect(layersOf((await fetchTile(10, 50, 14)).rawPayload)).toEqual({})
  const reply = await inject.inject({ method: 'GET', url: '/api/v1/tiles/parcels/3/9/1', headers: { 'x-ballast-user': 'planner' } })
  expect(reply.json()).toMatchObject({ status: 404, code: 'parcel.tile-not-found' })
})

test('a tile shows nothing of another zone', async () => {
  await testZone(database, { code: 'elsewhere' })
  const { x, y, z } = tileOf(116.511, 39.751, 14)
  const reply = await inject.inject({
    method: 'GET',
    url: `/api/v1/tiles/parcels/${z}/${x}/${y}`,
    headers: { 'x-ballast-user': 'planner@elsewhere' },
  })
  expect(layersOf(reply.rawPayload)).toEqual({})
})

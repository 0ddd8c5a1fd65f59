import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ParcelGeometry } from '@ballast/domain/parcel/parcel-geometry.ts'
import type { ParcelRow } from '@ballast/domain/parcel/parcel-row.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { readParcelRows, saveParcels } from './index.ts'

let database: Database
let ctx: Context
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

let zones = 0
const freshZone = async () => {
  zones += 1
  ctx = await testZone(database, { code: `zone-${zones}` })
}
const save = (rows: readonly ParcelRow[], options: { dryRun?: boolean } = {}) =>
  database.write(ctx.zone.zoneId, (tx) => saveParcels(tx, ctx, rows, { action: 'test.save', ...options }))
const read = () => database.read(ctx.zone.zoneId, (tx) => readParcelRows(tx, ctx))

/** A rectangle with its south-west corner at the given place, in degrees. */
const rectangle = (lng: number, lat: number, width = 0.002, height = 0.001): ParcelGeometry => ({
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
const codesOf = (outcome: { reasons: readonly { code: string }[] } | undefined) => outcome?.reasons.map(({ code }) => code)

test('a parcel is found again by any of its names, and a missing field leaves the fact as it is', async () => {
  await freshZone()
  const [created] = await save([
    {
      name: 'YZ00-0606-0106',
      names: ['YZ00-0606-0106', '小米二期地块'],
      areaOfficialM2: '531130',
      farRatio: '0.74',
      priceFen: parseYuan('842000000'),
    },
  ])
  expect(created?.outcome).toBe('new')
  const [changed] = await save([{ name: '小米二期地块', dealOn: '2024-07-25' as PlainDate, farRatio: null }])
  expect(changed).toEqual({
    key: '小米二期地块',
    outcome: 'changed',
    changes: [
      { field: 'farRatio', before: '0.74', after: null },
      { field: 'dealOn', before: null, after: '2024-07-25' },
    ],
    reasons: [],
  })
  expect(await read()).toMatchObject([
    { name: 'YZ00-0606-0106', areaOfficialM2: '531130', priceFen: 84_200_000_000n, dealOn: '2024-07-25', farRatio: null },
  ])
})

test('what is read can be saved again and changes nothing', async () => {
  await freshZone()
  await save([
    {
      name: 'X23',
      names: ['X23', '医院', '社区卫生中心地块'],
      geometry: rectangle(116.5, 39.75),
      areaOfficialM2: '19041.25',
      floorAreaM2: '30000',
      greenPct: '35.5',
      notes: '备注',
      sourceKind: 'public',
      citation: 'https://example.org',
      provenance: { geometry: { kind: 'simulated', citation: 'illustrative' } },
    },
    {
      name: '市郊铁路',
      kind: 'corridor',
      geometry: {
        type: 'LineString',
        coordinates: [
          [116.5, 39.7],
          [116.52, 39.72],
        ],
      },
    },
  ])
  const outcomes = await save(await read())
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged'])
})

test('a dry run tells the same and writes nothing', async () => {
  await freshZone()
  const rows = [{ name: 'A', areaOfficialM2: '100' }]
  const dry = await save(rows, { dryRun: true })
  expect(await read()).toEqual([])
  expect(await save(rows)).toEqual(dry)
})

test('a name and a cadastral code belong to one parcel of the zone', async () => {
  await freshZone()
  await save([{ name: 'A', names: ['A', 'A2'], cadastralCode: '110115001001GB00001' }])
  const outcomes = await save([
    { name: 'B', names: ['B', 'A2'] },
    { name: 'C', cadastralCode: '110115001001GB00001' },
    { name: 'D', names: ['D', 'E'] },
    { name: 'E' },
    { name: 'F', cadastralCode: '12345' },
    { name: 'A', notes: '1' },
    { name: 'A2', notes: '2' },
  ])
  expect(outcomes.map((outcome) => [outcome.key, outcome.outcome, ...(codesOf(outcome) ?? [])])).toEqual([
    ['B', 'refused', 'parcel.name-taken'],
    ['C', 'refused', 'parcel.cadastral-code-taken'],
    ['D', 'new'],
    ['E', 'refused', 'parcel.name-taken'],
    ['F', 'refused', 'parcel.cadastral-code-form'],
    ['A', 'changed'],
    ['A2', 'refused', 'parcel.named-twice'],
  ])
})

test('a wrong geometry is refused with its place', async () => {
  await freshZone()
  const bowTie: ParcelGeometry = {
    type: 'Polygon',
    coordinates: [
      [
        [116.5, 39.7],
        [116.51, 39.71],
        [116.51, 39.7],
        [116.5, 39.71],
        [116.5, 39.7],
      ],
    ],
  }
  const open: ParcelGeometry = {
    type: 'Polygon',
    coordinates: [
      [
        [116.5, 39.7],
        [116.51, 39.7],
        [116.51, 39.71],
        [116.5, 39.71],
      ],
    ],
  }
  const swapped: ParcelGeometry = {
    type: 'Polygon',
    coordinates: [
      [
        [39.7, 116.5],
        [39.7, 116.51],
        [39.71, 116.51],
        [39.7, 116.5],
      ],
    ],
  }
  const outcomes = await save([
    { name: 'bow', geometry: bowTie },
    { name: 'open', geometry: open },
    { name: 'swapped', geometry: swapped },
    {
      name: 'line',
      geometry: {
        type: 'LineString',
        coordinates: [
          [116.5, 39.7],
          [116.51, 39.7],
        ],
      },
    },
    { name: 'area', kind: 'corridor', geometry: rectangle(116.5, 39.7) },
  ])
  expect(outcomes.map((outcome) => codesOf(outcome))).toEqual([
    ['parcel.ring-crosses-itself'],
    ['parcel.ring-open'],
    ['parcel.outside-zone'],
    ['parcel.geometry-of-parcel'],
    ['parcel.geometry-of-corridor'],
  ])
  expect(await read()).toEqual([])
})

test('an official area that differs from the drawn one by more than one percent is a warning, not a refusal', async () => {
  await freshZone()
  const [drawn] = await save([{ name: 'A', geometry: rectangle(116.5, 39.75) }])
  expect(drawn?.reasons).toEqual([])
  const computed = await database.read(ctx.zone.zoneId, (tx) =>
    tx.selectFrom('parcel').select('area_computed_m2 as m2').executeTakeFirstOrThrow(),
  )
  const almost = (Number(computed.m2) * 1.009).toFixed(2)
  const far = (Number(computed.m2) * 1.02).toFixed(2)
  expect((await save([{ name: 'A', areaOfficialM2: almost }]))[0]).toMatchObject({ outcome: 'changed', reasons: [] })
  expect((await save([{ name: 'A', areaOfficialM2: far }]))[0]).toMatchObject({
    outcome: 'changed',
    reasons: [{ code: 'parcel.area-differs' }],
  })
})

test('overlapping parcels are reported on both, among the rows and against the register; neighbours are not', async () => {
  await freshZone()
  await save([{ name: 'standing', geometry: rectangle(116.5, 39.75) }])
  const outcomes = await save([
    { name: 'over', geometry: rectangle(116.501, 39.75) },
    { name: 'also', geometry: rectangle(116.5025, 39.75) },
    { name: 'neighbour', geometry: rectangle(116.498, 39.75) },
  ])
  expect(
    outcomes.map((outcome) => [outcome.outcome, ...outcome.reasons.map(({ code, params }) => `${code} ${params?.['other']}`)]),
  ).toEqual([['new', 'parcel.overlaps also', 'parcel.overlaps standing'], ['new', 'parcel.overlaps over'], ['new']])
})

test('codes are taken by code or by Chinese name, and what the zone’s list does not have is refused', async () => {
  await freshZone()
  await database.system((tx) =>
    tx
      .insertInto('code_item')
      .values({ zone_id: ctx.zone.zoneId, list: 'land-use', code: '100101', name_zh: '一类工业用地', name_en: 'Industrial I', sort: 1 })
      .execute(),
  )
  const outcomes = await save([
    { name: 'A', landUseCode: '一类工业用地' },
    { name: 'B', landUseCode: '100101' },
    { name: 'C', landUseCode: '农田' },
  ])
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'refused'])
  expect((await read()).map((row) => row.landUseCode)).toEqual(['100101', '100101'])
})

test('every change leaves one audit entry in its transaction, with what was and what is', async () => {
  await freshZone()
  await save([{ name: 'A', priceFen: parseYuan('1.5') }])
  await save([{ name: 'A', priceFen: parseYuan('2') }])
  const entries = await database.read(ctx.zone.zoneId, (tx) =>
    tx.selectFrom('audit_entry').select(['action', 'subject_type', 'before', 'after']).orderBy('entry_id').execute(),
  )
  expect(entries).toMatchObject([
    { subject_type: 'parcel', before: null, after: { names: ['A'], priceYuan: '1.50' } },
    { before: { priceYuan: '1.50' }, after: { priceYuan: '2.00' } },
  ])
})

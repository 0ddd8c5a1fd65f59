import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linesOf, polygonsOf } from '@ballast/domain/parcel/geometry-check.ts'
import { lineMeetsRing } from '@ballast/domain/parcel/planar.ts'
import { overlaps, measure } from '../../platform/geometry.ts'
import { projectionOf } from '../../platform/geometry-projection.ts'
import type { Refusal } from '@ballast/domain/shared/refusal.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { TEST_AUDIT_KEY } from '../../testing/context.ts'
import { loadedPackDatabase, REFERENCE_PACK } from '../../testing/pack.ts'
import { readEnterpriseRows } from '../enterprise/index.ts'
import { readParcelRows } from '../parcel/index.ts'
import { checkPlan, planSummary, readPlanRows } from '../plan/index.ts'
import { readProjectRows } from '../project/index.ts'
import { loadPack } from './load-pack.ts'

let database: Database
let ctx: Context
beforeAll(async () => {
  ;({ database, ctx } = await loadedPackDatabase())
})
afterAll(() => database.close())

const zoneId = () => ctx.zone.zoneId
const summary = () => database.read(zoneId(), (tx) => planSummary(tx, zoneId(), 'zh-CN', { year: 2024 }))

describe('the reference pack, loaded', () => {
  test('plans a hundred billion yuan on 202 projects; nothing floats', async () => {
    const plan = await summary()
    expect(plan).toMatchObject({
      version: 1,
      totalYuan: '100000000000.00',
      plannedYuan: '100000000000.00',
      allocatedYuan: '100000000000.00',
      floatingYuan: '0.00',
      industryShare: '0.6000',
      projects: 202,
    })
  })

  test('splits the lead clusters 32 : 6 : 6 : 1 exactly, and gives every frame what is planned on it', async () => {
    const { byCluster, byCategory } = await summary()
    const planned = Object.fromEntries(byCluster.map((cluster) => [cluster.code, cluster.plannedYuan]))
    expect(planned).toEqual({
      it: '40960000000.00',
      nev: '7680000000.00',
      bio: '7680000000.00',
      robotics: '1280000000.00',
      emerging: '2400000000.00',
    })
    for (const { frameYuan, plannedYuan } of [...byCluster, ...byCategory]) expect(plannedYuan).toBe(frameYuan)
  })

  test('passes the check of its plan without an open warning', async () => {
    const { versionId } = await summary()
    const check = await database.read(zoneId(), (tx) => checkPlan(tx, zoneId(), versionId as never))
    expect(check.breaches.filter((breach) => breach.acceptance === null)).toEqual([])
    expect(check.floating.totalFen).toBe(0n)
  })

  test('draws parcels that share no ground with another or a corridor and have their published area to a thousandth', async () => {
    const projection = projectionOf(ctx.zone.projectedEpsg)
    const rows = await database.read(zoneId(), (tx) => readParcelRows(tx, ctx))
    const parcels = rows.filter((row) => row.kind === 'parcel')
    expect(parcels.length).toBeGreaterThan(150)
    const placed = parcels.map((row) => {
      const geometry = row.geometry as NonNullable<typeof row.geometry>
      return { key: row.name, geometry, box: measure(geometry, projection).metres, official: row.areaOfficialM2 ?? null }
    })
    expect(overlaps(placed, [], projection)).toEqual([])
    const wrong = placed.filter(({ geometry, official }) => {
      const computed = Number(measure(geometry, projection).areaM2)
      return official !== null && Math.abs(computed - Number(official)) > Number(official) * 0.001
    })
    expect(wrong).toEqual([])
    const rings = placed.flatMap(({ geometry }) => polygonsOf(geometry).flat())
    const crossing = rows.filter(({ geometry }) =>
      geometry ? linesOf(geometry).some((line) => rings.some((ring) => lineMeetsRing(line, ring))) : false,
    )
    expect(crossing).toEqual([])
  })

  test('gives every fact a source: published with a citation, or marked as simulated', async () => {
    const rows = await database.read(zoneId(), async (tx) => [
      ...(await readProjectRows(tx, zoneId())),
      ...(await readParcelRows(tx, ctx)),
      ...(await readEnterpriseRows(tx, zoneId())),
    ])
    expect(rows.filter(({ sourceKind, citation }) => sourceKind === 'entered' || !citation)).toEqual([])
    const { projects } = await database.read(zoneId(), async (tx) =>
      readPlanRows(tx, zoneId(), (await planSummary(tx, zoneId(), 'zh-CN', { year: 2024 })).versionId as never),
    )
    expect(new Set(projects.map(({ sourceKind }) => sourceKind))).toEqual(new Set(['simulated']))
    const boe = (await database.read(zoneId(), (tx) => readProjectRows(tx, zoneId()))).find((row) => row.shortName === '京东方6代线')
    expect(boe?.totalFen).toBe(2_900_000_000_000n)
    expect(boe?.provenance?.['totalFen']).toEqual({ kind: 'public', citation: boe?.citation })
    expect(boe?.provenance?.['gates.signing']?.kind).toBe('simulated')
    expect(boe?.provenance?.['serviceManager']?.kind).toBe('simulated')
  })

  test('is refused a second time and changes nothing', async () => {
    const count = () => database.system(async (tx) => (await tx.selectFrom('audit_entry').select(tx.fn.countAll().as('n')).execute())[0]?.n)
    const before = await count()
    const again = loadPack(database, { clock: fixedClock('2024-01-15T03:00:00Z'), auditKey: TEST_AUDIT_KEY }, REFERENCE_PACK)
    await expect(again).rejects.toMatchObject({ code: 'pack.zone-already-there' })
    expect(await count()).toBe(before)
  })
})

test('names the loader in the audit trail of every row', async () => {
  const actors = await database.system((tx) => tx.selectFrom('audit_entry').select('actor').distinct().execute())
  expect(actors).toEqual([{ actor: 'pack-loader' }])
})

describe('another zone beside it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-pack-'))
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  }
  const tools = { clock: fixedClock('2024-01-15T03:00:00Z'), auditKey: TEST_AUDIT_KEY }
  const zones = () =>
    database.system(async (tx) => (await tx.selectFrom('zone').select('code').orderBy('code').execute()).map(({ code }) => code))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('a pack with problems is refused with all of them, and one that the registers refuse leaves nothing behind', async () => {
    write({
      'zone.yaml':
        'zone: { code: tiny, nameZh: 小区, nameEn: Tiny, projectedEpsg: 4548 }\nusers: [{ login: a, nameZh: 甲, nameEn: A, roles: [administrator] }]\n',
      'categories.csv': 'code,name_zh,name_en,is_industry,sort\nindustry,产业,Industry,maybe,1\nindustry,产业,,yes,1\n',
    })
    const refused = await loadPack(database, tools, folder).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'pack.invalid', reasons: [{ at: 'categories.csv:2' }, { at: 'categories.csv:3' }] })
    write({
      'categories.csv': 'code,name_zh,name_en,is_industry,sort\nindustry,产业,Industry,yes,1\n',
      'projects.csv': 'project_no,name_zh,source_kind,relations\nA,甲,entered,part_of:B\nB,乙,entered,part_of:A\n',
    })
    const circle = await loadPack(database, tools, folder).catch((error: unknown) => error)
    expect(circle).toMatchObject({ code: 'pack.row-refused' })
    expect((circle as Refusal).reasons[0]?.at).toMatch(/^projects\.csv A/)
    expect(await zones()).toEqual(['etown'])
  })

  test('the smallest pack is a zone with a user and its categories', async () => {
    rmSync(join(folder, 'projects.csv'))
    expect(await loadPack(database, tools, folder)).toMatchObject({ zoneCode: 'tiny', projects: 0, planned: 0 })
    expect(await zones()).toEqual(['etown', 'tiny'])
  })
})

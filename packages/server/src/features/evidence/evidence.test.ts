import { createHash } from 'node:crypto'
import { existsSync, readdirSync, writeFileSync, chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { keyOf } from '../../platform/file-store/file-store.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { pdfOf, testFiles, tusAs } from '../../testing/files.ts'
import { testHttp } from '../../testing/http.ts'
import { photoOf } from '../../testing/photo.ts'
import { zipOf } from '../../testing/zip.ts'
import { saveEnterprises } from '../enterprise/index.ts'
import { saveParcels } from '../parcel/index.ts'
import { saveProjects } from '../project/index.ts'

const files = testFiles()
let database: Database
let http: Awaited<ReturnType<typeof testHttp>>
let ctx: Context
const ids: Record<string, Uuid> = {}
beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database, { files })
  ctx = await testZone(database, { code: 'here' })
  const { zoneId } = ctx.zone
  for (const role of ['leader', 'administrator', 'service_manager', 'auditor'] as const) {
    await testUser(database, zoneId, { login: role, role, nameZh: `${role}甲` })
  }
  await database.write(zoneId, async (tx) => {
    await saveEnterprises(tx, ctx, [{ nameZh: '甲公司' }, { nameZh: '乙公司' }], { action: 'test' })
    const square = {
      type: 'Polygon',
      coordinates: [
        [
          [116.5, 39.8],
          [116.502, 39.8],
          [116.502, 39.802],
          [116.5, 39.802],
          [116.5, 39.8],
        ],
      ],
    }
    await saveParcels(tx, ctx, [{ kind: 'parcel', name: '模拟地块002', geometry: square }] as never, { action: 'test' })
    const a = { projectNo: 'A', nameZh: '甲项目', owner: '甲公司', serviceManager: 'service_manager甲', parcels: [{ name: '模拟地块002' }] }
    const b = { projectNo: 'B', nameZh: '乙项目', owner: '乙公司', serviceManager: '别人' }
    await saveProjects(tx, ctx, [a, b], { action: 'test' })
    const { rows } = await sql<{ key: string; id: Uuid }>`
      select project_no as key, project_id as id from project union all select name_zh, enterprise_id from enterprise`.execute(tx)
    for (const { key, id } of rows) ids[key] = id
    await sql`insert into gate_condition (zone_id, condition_code, gate, kind, name_zh, name_en, owed_by, is_required, needs_evidence, sort, source_kind)
      values (${zoneId}, 'works-permit', 'construction_start', 'permit', '施工许可证', 'Construction permit', 'approver', true, true, 1, 'simulated')`.execute(
      tx,
    )
  })
  for (const [login, enterprise] of [
    ['reporter-a', '甲公司'],
    ['reporter-b', '乙公司'],
  ] as const) {
    await testUser(database, zoneId, { login, role: 'enterprise_reporter', enterpriseId: ids[enterprise] as Uuid })
  }
})
afterAll(async () => {
  await http.app.close()
  await database.close()
  await files.remove()
})

const as = (login: string) => tusAs(http.app, `${login}@here`)
const GATE = ['gate', 'land_award'] as const
const a = () => ids['A'] as string
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const listed = (login: string, query: Record<string, unknown> = {}) =>
  http.client(`${login}@here`)('evidence.list', { params: { projectId: a() }, query })
const codesOf = (request: Promise<unknown>): Promise<string[]> =>
  request.then(
    () => [],
    ({ problem }: ProblemError) => [problem.code, ...problem.reasons.map(({ code }) => code)],
  )
const partsLeft = () => (existsSync(files.parts.folder) ? readdirSync(files.parts.folder) : [])

test('a file becomes evidence of its gate: hashed, stored under its hash, once', async () => {
  const content = pdfOf('土地成交确认书')
  const done = await as('reporter-a').bring(a(), '成交确认书.pdf', content, GATE, '原件扫描')
  expect(done.status).toBe(204)
  const { rows } = await listed('leader', { subjectType: 'gate', subjectId: 'land_award' })
  expect(rows).toMatchObject([
    {
      fileName: '成交确认书.pdf',
      mediaType: 'application/pdf',
      byteSize: content.length,
      sha256: hashOf(content),
      note: '原件扫描',
      preview: 'pdf',
      isScanned: false,
      withdrawn: null,
      mayWithdraw: false,
    },
  ])
  expect(existsSync(join(files.folder, keyOf(hashOf(content))))).toBe(true)
  expect(partsLeft()).toEqual([])
  const again = await as('service_manager').bring(a(), '再传.pdf', content, GATE)
  expect([again.status, again.body.reasons?.[0]?.code]).toEqual([422, 'evidence.there-already'])
  expect((await as('service_manager').bring(a(), '同一文件.pdf', content, ['condition', 'works-permit'])).status).toBe(204)
  expect(partsLeft()).toEqual([])
})

test('an upload goes on from the last byte that arrived; HEAD tells which', async () => {
  const content = pdfOf('x'.repeat(300_000))
  const tus = as('reporter-a')
  const begun = await tus.begin(a(), content.length, { filename: '大文件.pdf', subjectType: 'gate', subjectId: 'signing' })
  expect(begun.headers).toMatchObject({ 'tus-resumable': '1.0.0', location: `/api/v1/evidence-uploads/${begun.body.uploadId}` })
  const uploadId = begun.body.uploadId as string
  expect(await tus.send(uploadId, 0, content.subarray(0, 100_000))).toMatchObject({ status: 204, headers: { 'upload-offset': '100000' } })
  expect((await listed('reporter-a', { subjectType: 'gate', subjectId: 'signing' })).rows).toEqual([])
  expect((await listed('reporter-a')).uploads).toMatchObject([{ uploadId, fileName: '大文件.pdf', receivedBytes: 100_000 }])
  expect(await tus.look(uploadId)).toMatchObject({
    status: 200,
    headers: { 'upload-offset': '100000', 'upload-length': String(content.length) },
  })
  expect(await tus.send(uploadId, 0, content)).toMatchObject({ status: 409, body: { code: 'evidence.offset-conflict' } })
  expect((await as('reporter-b').look(uploadId)).status).toBe(404)
  expect((await as('service_manager').send(uploadId, 100_000, content)).status).toBe(404)
  expect((await tus.send(uploadId, 100_000, content.subarray(100_000))).status).toBe(204)
  const [row] = (await listed('reporter-a', { subjectType: 'gate', subjectId: 'signing' })).rows
  expect(row?.sha256).toBe(hashOf(content))
  // The last answer may get lost: whoever asks again learns that it is done.
  expect(await tus.look(uploadId)).toMatchObject({ status: 200, headers: { 'upload-offset': String(content.length) } })
  expect((await tus.look(uploadId, 'GET')).body).toMatchObject({ evidenceId: row?.evidenceId })
})

test('a part whose checksum differs is thrown away, and can be sent again', async () => {
  const content = pdfOf('checksum')
  const tus = as('planner')
  const { body } = await tus.begin(a(), content.length, { filename: 'c.pdf', subjectType: 'project', subjectId: a() })
  const sum = (of: Buffer) => ({ 'upload-checksum': `sha256 ${createHash('sha256').update(of).digest('base64')}` })
  const uploadId = body.uploadId as string
  expect((await tus.send(uploadId, 0, content, sum(Buffer.from('other')))).status).toBe(460)
  expect((await tus.look(uploadId)).headers['upload-offset']).toBe('0')
  expect((await tus.send(uploadId, 0, content, { 'upload-checksum': 'crc9 x' })).body.reasons?.[0]?.code).toBe('evidence.checksum-unknown')
  expect((await tus.send(uploadId, 0, content, sum(content))).status).toBe(204)
})

test('more than was announced is refused; an upload that is given up leaves nothing', async () => {
  const tus = as('planner')
  const { body } = await tus.begin(a(), 10, { filename: 'c.pdf', subjectType: 'gate', subjectId: 'signing' })
  const uploadId = body.uploadId as string
  expect((await tus.send(uploadId, 0, Buffer.alloc(11))).body.reasons?.[0]?.code).toBe('evidence.past-the-end')
  expect((await tus.look(uploadId)).headers['upload-offset']).toBe('0')
  expect((await tus.abandon(uploadId)).status).toBe(204)
  expect((await tus.look(uploadId)).status).toBe(404)
  expect(partsLeft()).toEqual([])
})

test('a creation that is wrong is refused with every reason', async () => {
  const refused = async (size: number, metadata: Record<string, string>) => {
    const { status, body } = await as('planner').begin(a(), size, metadata)
    return [status, ...(body.reasons ?? []).map(({ code }) => code)]
  }
  expect(await refused(0, { filename: 'a.pdf' })).toEqual([
    422,
    'evidence.length-missing',
    'evidence.subject-missing',
    'evidence.subject-missing',
  ])
  expect(await refused(65 * 1024 ** 2, { filename: 'a.pdf', subjectType: 'gate', subjectId: 'nowhere' })).toEqual([
    413,
    'evidence.subject-unknown',
    'evidence.too-large',
  ])
  expect(await refused(9, { filename: 'a.pdf', subjectType: 'project', subjectId: ids['B'] as string })).toEqual([
    422,
    'evidence.subject-unknown',
  ])
})

test.each([
  ['一个程序', 'permit.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]), 'evidence.type-program'],
  ['压缩包', 'permit.pdf', zipOf([{ name: 'a.txt', content: 'x' }]), 'evidence.type-archive'],
  ['网页', 'permit.pdf', Buffer.from('<html><script>alert(1)</script></html>'), 'evidence.type-unknown'],
  ['无法识别', 'permit.pdf', Buffer.alloc(500, 65), 'evidence.type-unknown'],
])('%s under the name of a document is refused with what it is, and nothing is kept', async (_, name, content, code) => {
  const before = partsLeft()
  const { status, body } = await as('reporter-a').bring(a(), name, content, GATE)
  expect([status, body.code, body.reasons?.[0]?.code]).toEqual([422, 'evidence.refused', code])
  expect(existsSync(join(files.folder, keyOf(hashOf(content))))).toBe(false)
  expect(partsLeft()).toEqual(before)
  expect((await listed('reporter-a')).uploads).toEqual([])
})

test('OFD and Office documents are known by their content', async () => {
  const ofd = zipOf([
    { name: 'OFD.xml', content: '<ofd/>' },
    { name: 'Doc_0/Document.xml', content: '<d/>' },
  ])
  expect((await as('planner').bring(a(), '批复', ofd, ['gate', 'completion'])).status).toBe(204)
  const types =
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
  const workbook = zipOf([
    { name: '[Content_Types].xml', content: types },
    { name: 'xl/workbook.xml', content: '<workbook/>' },
  ])
  expect((await as('planner').bring(a(), '台账.xlsx', workbook, ['gate', 'completion'])).status).toBe(204)
  const { rows } = await listed('planner', { subjectType: 'gate', subjectId: 'completion' })
  expect(rows.map((row) => row.fileName)).toEqual(['台账.xlsx', '批复.ofd'])
})

test('a photo says when and where it was taken, held against the parcel in metres', async () => {
  const bring = (name: string, photo: Parameters<typeof photoOf>[0]) =>
    as('service_manager').bring(a(), name, photoOf(photo), ['gate', 'construction_start'])
  await bring('现场.jpg', { taken: '2024:01:10 09:30:00', lng: 116.501, lat: 39.801 })
  await bring('别处.jpg', { lng: 116.501, lat: 39.8041 })
  await bring('无记录.jpg', {})
  const { rows } = await listed('leader', { subjectType: 'gate', subjectId: 'construction_start' })
  const of = (name: string) => rows.find((row) => row.fileName === name)
  expect(of('现场.jpg')).toMatchObject({ takenAt: '2024-01-10T01:30:00.000Z', place: { parcelName: '模拟地块002', metresOutside: 0 } })
  // 0.0021 degrees of latitude north of the edge: at 39.8° a degree has 111 035 m, so 233 m.
  expect(of('别处.jpg')).toMatchObject({ takenAt: null, place: { metresOutside: 233 } })
  expect(of('无记录.jpg')).toMatchObject({ takenAt: null, place: null })
})

test('evidence of another enterprise does not exist, whatever is asked', async () => {
  const content = pdfOf('甲公司的文件')
  await as('reporter-a').bring(a(), '甲.pdf', content, ['project', a()])
  const row = (await listed('reporter-a', { subjectType: 'project', subjectId: a() })).rows.find(({ fileName }) => fileName === '甲.pdf')
  const theirs = http.client('reporter-b@here')
  expect(await codesOf(theirs('evidence.list', { params: { projectId: a() }, query: {} }))).toContain('project.not-found')
  const params = { evidenceId: row?.evidenceId as string }
  expect(await codesOf(theirs('evidence.download', { params, query: {} }))).toContain('evidence.not-found')
  expect(await codesOf(theirs('evidence.withdraw', { params, body: { reason: '不是我的' }, ifMatch: '1' }))).toContain('evidence.not-found')
  const { status, body } = await as('reporter-b').bring(a(), 'x.pdf', pdfOf('x'), ['project', a()])
  expect([status, body.code]).toEqual([404, 'project.not-found'])
  const place = {
    zoneId: ctx.zone.zoneId,
    reach: { userId: ctx.user.userId, enterpriseId: ids['乙公司'] as Uuid, manager: null, bureau: null },
  }
  const seen = await database.read(place, (tx) => tx.selectFrom('evidence').select('evidence_id').execute())
  expect(seen).toEqual([])
  const write = (query: string) => database.write(place, (tx) => sql.raw(query).execute(tx))
  await expect(write(`delete from evidence`)).rejects.toThrow(/permission denied/)
  await expect(write(`update evidence set sha256 = sha256`)).rejects.toThrow(/permission denied/)
})

test('whoever reads may not bring; the auditor sees what was withdrawn', async () => {
  expect((await as('leader').bring(a(), 'x.pdf', pdfOf('x'), GATE)).status).toBe(403)
  const content = pdfOf('错误的文件')
  await as('reporter-a').bring(a(), '错.pdf', content, ['gate', 'production'])
  const production = { subjectType: 'gate', subjectId: 'production' }
  const [row] = (await listed('reporter-a', production)).rows
  const params = { evidenceId: row?.evidenceId as string }
  expect(row?.mayWithdraw).toBe(true)
  const mine = http.client('reporter-a@here')
  expect(await codesOf(mine('evidence.withdraw', { params, body: { reason: '传错' }, ifMatch: '9' }))).toContain('changed-meanwhile')
  const withdrawn = await mine('evidence.withdraw', { params, body: { reason: '传错了文件' }, ifMatch: '1' })
  expect(withdrawn).toMatchObject({
    version: '2',
    mayWithdraw: false,
    withdrawn: { reason: '传错了文件', by: { nameZh: '测试员', nameEn: 'Tester' } },
  })
  expect((await listed('auditor', production)).rows).toEqual([])
  expect((await listed('auditor', { ...production, withdrawn: true })).rows).toHaveLength(1)
  expect(await codesOf(mine('evidence.withdraw', { params, body: { reason: '再撤' }, ifMatch: '2' }))).toEqual([
    'evidence.cannot-withdraw',
    'evidence.withdrawn-already',
  ])
  const blob = await http.client('auditor@here')('evidence.download', { params, query: {} })
  expect(hashOf(Buffer.from(await blob.arrayBuffer()))).toBe(hashOf(content))
  // The same file may come again once the first is withdrawn.
  expect((await as('reporter-a').bring(a(), '对.pdf', content, ['gate', 'production'])).status).toBe(204)
  const trail = await http.client('auditor@here')('audit.list', { query: { subjectType: 'evidence', subjectId: params.evidenceId } })
  expect(trail.entries.map((entry) => entry.action)).toEqual(['evidence.withdraw', 'evidence.upload'])
})

test('what others brought, and what a gate was passed on, is not for an enterprise to take away', async () => {
  await as('planner').bring(a(), '批复.pdf', pdfOf('批复'), ['condition', 'works-permit'])
  const condition = { subjectType: 'condition', subjectId: 'works-permit' }
  const row = (await listed('reporter-a', condition)).rows.find(({ fileName }) => fileName === '批复.pdf')
  const withdraw = (login: string) =>
    codesOf(
      http.client(`${login}@here`)('evidence.withdraw', {
        params: { evidenceId: row?.evidenceId as string },
        body: { reason: '试一试' },
        ifMatch: '1',
      }),
    )
  expect(row?.mayWithdraw).toBe(false)
  expect(await withdraw('reporter-a')).toEqual(['evidence.cannot-withdraw', 'evidence.not-yours'])
  await database.write(ctx.zone.zoneId, (tx) =>
    sql`insert into gate_progress (zone_id, project_id, gate, actual_on, passed_by, passed_at, source_kind)
      values (${ctx.zone.zoneId}, ${ids['A']}, 'construction_start', '2024-01-12', ${ctx.user.userId}, ${ctx.clock.now()}, 'entered')`.execute(
      tx,
    ),
  )
  expect(await withdraw('reporter-a')).toEqual(['evidence.cannot-withdraw', 'evidence.not-yours', 'evidence.gate-passed'])
  expect(await withdraw('planner')).toEqual(['evidence.cannot-withdraw', 'evidence.gate-passed'])
})

test('a download can run nothing; what a browser shows is shown in place', async () => {
  const { rows } = await listed('leader', {})
  const pdf = rows.find((row) => row.fileName === '成交确认书.pdf')
  const photo = rows.find((row) => row.fileName === '现场.jpg')
  const get = (id: string | undefined, query = '') =>
    http.app.inject({ url: `/api/v1/evidence/${id}/file${query}`, headers: { 'x-ballast-user': 'leader@here' } })
  const saved = await get(pdf?.evidenceId)
  expect(saved.headers).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'content-disposition': `attachment; filename="_____.pdf"; filename*=UTF-8''${encodeURIComponent('成交确认书.pdf')}`,
  })
  const shown = await get(photo?.evidenceId, '?show=true')
  expect(shown.headers).toMatchObject({ 'content-type': 'image/jpeg', 'content-security-policy': expect.stringContaining('sandbox') })
  expect(shown.headers['content-disposition']).toMatch(/^inline/)
  expect((await get(pdf?.evidenceId, '?show=true')).headers['content-security-policy']).toContain("frame-ancestors 'self'")
})

test('a project that has evidence is not deleted', async () => {
  const client = http.client('planner@here')
  const { version } = await client('project.show', { params: { projectId: a() } })
  expect(await codesOf(client('project.delete', { params: { projectId: a() }, ifMatch: version }))).toContain('project.has-evidence')
})

test('verification names files that are missing, changed, or nobody’s', async () => {
  const client = http.client('auditor@here')
  expect(await client('evidence.verify', {})).toMatchObject({ isClean: true, findings: [] })
  const { rows } = await listed('leader', {})
  const [first, second] = [...new Set(rows.map((row) => row.sha256))] as [string, string]
  rmSync(join(files.folder, keyOf(first)))
  chmodSync(join(files.folder, keyOf(second)), 0o640)
  writeFileSync(join(files.folder, keyOf(second)), 'tampered')
  await files.store.put(import.meta.filename, hashOf(Buffer.from('nobody')))
  const { isClean, findings } = await client('evidence.verify', {})
  expect(isClean).toBe(false)
  const found = findings.map(({ kind, sha256 }) => [kind, sha256])
  expect(found).toContainEqual(['missing', first])
  expect(found).toContainEqual(['changed', second])
  expect(found).toContainEqual(['orphaned', hashOf(Buffer.from('nobody'))])
  expect(new Set(findings.map(({ sha256 }) => sha256)).size).toBe(3)
})

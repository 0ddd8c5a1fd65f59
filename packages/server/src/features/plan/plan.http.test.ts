import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { Rights } from '@ballast/contract/roles.ts'
import { routes } from '@ballast/contract/routes.ts'
import type { ProjectPlan } from '@ballast/contract/plan-edit.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { cleanDraft, planZone } from './testing/plan-zone.ts'

let database: Database
let ctx: Context
let client: Client
let viewer: Client
let versionId: Uuid
let close: () => Promise<void>
const year = 2024

beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database, { code: 'plan-http' })
  await testUser(database, ctx.zone.zoneId, { login: 'viewer', role: 'leader' })
  await planZone(database, ctx)
  versionId = (await cleanDraft(database, ctx)).versionId
  const http = await testHttp(database)
  client = http.client()
  viewer = http.client('viewer')
  close = () => http.app.close()
})
afterAll(async () => {
  await close()
  await database.close()
})

const problemOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => expect.unreachable('nothing was refused'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ProblemError)) throw error as Error
  return error.problem
}
const projectAt = async (index: number) => (await client('plan.matrix', { params: { year }, query: {} })).rows[index]?.projectId as string
const planOf = (projectId: string): Promise<ProjectPlan> => client('plan.project', { params: { versionId, projectId } })

describe('two writers', () => {
  test('the second writer of a project gets a 409 with what it is now', async () => {
    const projectId = await projectAt(0)
    const seen = await planOf(projectId)
    const write = (note: string) => client('plan.edit-project', { params: { versionId, projectId }, ifMatch: seen.version, body: { note } })
    const first = await write('甲')
    expect(first.note).toBe('甲')
    expect(first.version).not.toBe(seen.version)
    const problem = await problemOf(write('乙'))
    expect([problem.status, problem.code]).toEqual([409, 'changed-meanwhile'])
    expect(problem.extra?.current).toEqual(first)
    expect((await planOf(projectId)).note).toBe('甲')
  })
  test('so does the second writer of a node and of a target', async () => {
    const node = (await client('plan.tree', { params: { year }, query: {} })).nodes.find((item) => item.code === 'public')
    const edit = (nameZh: string) =>
      client('plan.edit-node', { params: { versionId, nodeId: node?.nodeId ?? '' }, ifMatch: node?.version ?? '', body: { nameZh } })
    await edit('公共服务')
    expect(await problemOf(edit('民生'))).toMatchObject({
      status: 409,
      code: 'changed-meanwhile',
      extra: { current: { nameZh: '公共服务' } },
    })
    const target = (await client('plan.targets', { params: { year }, query: {} })).targets.find(
      (item) => item.indicator === 'category-share',
    )
    const set = (valueRatio: string) =>
      client('plan.edit-target', {
        params: { versionId, targetId: target?.targetId ?? '' },
        ifMatch: target?.version ?? '',
        body: { valueRatio },
      })
    await set('0.61')
    expect(await problemOf(set('0.62'))).toMatchObject({
      status: 409,
      code: 'changed-meanwhile',
      extra: { current: { valueRatio: '0.610000' } },
    })
  })
  test('an edit that names no version is refused', async () => {
    const projectId = await projectAt(0)
    const request = { params: { versionId, projectId }, body: { note: 'x' } } as never
    expect(await problemOf(client('plan.edit-project', request))).toMatchObject({ status: 428, code: 'request.if-match-missing' })
  })
  test('a draft that was adopted meanwhile cannot be discarded with the version seen before', async () => {
    const problem = await problemOf(client('plan.discard', { params: { versionId }, ifMatch: '99' }))
    expect(problem.code).toBe('changed-meanwhile')
  })
})

describe('editing through the interface', () => {
  test('nodes are added, moved and removed; one in use stays', async () => {
    const { nodeId } = await client('plan.add-node', {
      params: { versionId },
      body: { code: 'school', parentCode: 'public', nameZh: '学校', frameYuan: '0' },
    })
    expect(await problemOf(client('plan.add-node', { params: { versionId }, body: { code: 'school', nameZh: '学校' } }))).toMatchObject({
      code: 'plan.row-refused',
    })
    const tree = await client('plan.tree', { params: { year }, query: {} })
    const school = tree.nodes.find((item) => item.nodeId === nodeId)
    expect(school).toMatchObject({ depth: 2, frameYuan: '0.00' })
    const root = tree.nodes.find((item) => item.code === 'root')
    expect(
      await problemOf(client('plan.remove-node', { params: { versionId, nodeId: root?.nodeId ?? '' }, ifMatch: root?.version ?? '' })),
    ).toMatchObject({ code: 'plan.node-in-use' })
    await client('plan.remove-node', { params: { versionId, nodeId }, ifMatch: school?.version ?? '' })
    expect((await client('plan.tree', { params: { year }, query: {} })).nodes).toHaveLength(4)
  })
  test('a plan is placed by the areas that the project uses, and each share shows its money', async () => {
    const projectId = await projectAt(1)
    const seen = await planOf(projectId)
    const byHand = await client('plan.place', {
      params: { versionId, projectId },
      ifMatch: seen.version,
      body: {
        method: 'by_hand',
        shares: [
          { parcel: 'X1', sharePpm: 333_333 },
          { parcel: '路廊', sharePpm: 666_667 },
        ],
      },
    })
    expect(byHand.shares.map((share) => [share.parcel, share.kind, share.yuan])).toEqual([
      ['X1', 'parcel', '399.84'],
      ['路廊', 'corridor', '800.16'],
    ])
    const byArea = await client('plan.place', { params: { versionId, projectId }, ifMatch: byHand.version, body: { method: 'area' } })
    expect(byArea.shares.map((share) => [share.parcel, share.sharePpm, share.method, share.yuan])).toEqual([
      ['X1', 1_000_000, 'area', '1200.00'],
    ])
    expect(
      await problemOf(client('plan.place', { params: { versionId, projectId }, ifMatch: byArea.version, body: { method: 'floor_area' } })),
    ).toMatchObject({
      code: 'plan.row-refused',
      reasons: [{ code: 'plan.no-area-to-share-by' }],
    })
  })
  test('a spread is shown without being written', async () => {
    const zero = '0'
    const { months } = await client('plan.spread', {
      body: {
        composition: { constructionYuan: '100.01', installationYuan: zero, equipmentYuan: '0.02', otherYuan: zero, landYuan: zero },
        months: ['2024-03', '2024-04', '2024-05'],
        profile: 'even',
      },
    })
    expect(months.map((month) => month.totalYuan)).toEqual(['33.35', '33.34', '33.34'])
  })
  test('a project is taken out and put in again', async () => {
    const projectId = await projectAt(2)
    const seen = await planOf(projectId)
    await client('plan.remove-project', { params: { versionId, projectId }, ifMatch: seen.version })
    const { projects } = await client('plan.candidates', { params: { versionId }, query: { search: 'p3' } })
    expect(projects).toMatchObject([{ projectNo: 'P3' }])
    const body = {
      projectNo: 'P3',
      nodeCode: 'public',
      annualYuan: '1200',
      profile: seen.profile,
      months: seen.months.map(({ totalYuan: _totalYuan, ...month }) => month),
    }
    const added = await client('plan.add-project', { params: { versionId }, body })
    expect(added.months).toEqual(seen.months)
    expect(await problemOf(client('plan.add-project', { params: { versionId }, body }))).toMatchObject({ code: 'plan.row-refused' })
    await client('plan.place', { params: { versionId, projectId }, ifMatch: added.version, body: { method: 'area' } })
  })
  test('who only reads cannot change anything', async () => {
    const changes = Object.entries(routes).filter(([id, route]) => id.startsWith('plan.') && route.method !== 'GET' && id !== 'plan.spread')
    for (const [id, route] of changes) expect([id, 'leader' in (route.rights as Rights)]).toEqual([id, false])
    expect(await problemOf(viewer('plan.adjust', { params: { year }, body: { title: 'x', reason: 'y' } }))).toMatchObject({ status: 403 })
    expect((await viewer('plan.check', { params: { year }, query: {} })).errors).toBe(0)
  })
})

describe('the life of a plan', () => {
  test('check, adopt, adjust, compare and discard', async () => {
    const check = await client('plan.check', { params: { year }, query: {} })
    expect(check).toMatchObject({ errors: 0, floatingYuan: '0.00', targetYuan: '3600.00' })
    const version = async (status: string) =>
      (await client('plan.versions', { params: { year } })).versions.find((item) => item.status === status)
    const first = await version('draft')
    expect(await client('plan.adopt', { params: { versionId }, ifMatch: first?.version ?? '' })).toEqual({ versionId, number: 1 })
    const draft = await client('plan.adjust', { params: { year }, body: { title: '调整', reason: '调剂' } })
    const projectId = await projectAt(0)
    const seen = await client('plan.project', { params: { versionId: draft.versionId, projectId } })
    const months = seen.months.map(({ totalYuan: _totalYuan, ...month }, index) =>
      index === 0 ? { ...month, equipmentYuan: '90.00' } : month,
    )
    await client('plan.edit-project', { params: { versionId: draft.versionId, projectId }, ifMatch: seen.version, body: { months } })
    const diff = await client('plan.diff', { query: { from: versionId, to: draft.versionId } })
    expect(diff).toMatchObject({
      gainedYuan: '50.00',
      lostYuan: '0.00',
      netYuan: '50.00',
      projects: [{ deltaYuan: '50.00', months: [{ month: '2024-01', deltaYuan: '50.00' }] }],
    })
    const refused = await problemOf(client('plan.adopt', { params: { versionId: draft.versionId }, ifMatch: '1' }))
    expect(refused).toMatchObject({ status: 422, code: 'plan.check-has-errors' })
    expect(refused.reasons.map((reason) => reason.code)).toContain('plan.rule.months-not-equal-to-year')
    await client('plan.discard', { params: { versionId: draft.versionId }, ifMatch: (await version('draft'))?.version ?? '' })
    expect((await client('plan.versions', { params: { year } })).versions.map((item) => item.status).sort()).toEqual([
      'adopted',
      'discarded',
    ])
    expect(
      await problemOf(client('plan.edit-project', { params: { versionId, projectId }, ifMatch: '1', body: { note: 'x' } })),
    ).toMatchObject({ code: 'plan.not-a-draft' })
  })
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import { ENTERPRISE_SORTS, type Enterprise } from '@ballast/contract/enterprise.ts'
import type { EnterpriseRow } from '@ballast/domain/enterprise/enterprise-row.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { saveProjects } from '../project/index.ts'
import { readEnterpriseRows, saveEnterprises } from './index.ts'

let database: Database
let http: Awaited<ReturnType<typeof testHttp>>
let ctx: Context
let client: Client
let count = 0
beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database)
})
afterAll(async () => {
  await http.app.close()
  await database.close()
})
beforeEach(async () => {
  count += 1
  ctx = await testZone(database, { code: `zone-${count}` })
  client = http.client(`planner@zone-${count}`)
})

const save = (rows: readonly EnterpriseRow[], options: Partial<Parameters<typeof saveEnterprises>[3]> = {}) =>
  database.write(ctx.zone.zoneId, (tx) => saveEnterprises(tx, ctx, rows, { action: 'test.save', ...options }))
const read = () => database.read(ctx.zone.zoneId, (tx) => readEnterpriseRows(tx, ctx.zone.zoneId))
const problemOf = async (request: Promise<unknown>) =>
  (
    await request.then(
      () => expect.unreachable('was not refused'),
      (error: ProblemError) => error,
    )
  ).problem
const VALID = '91350200776049653A'
const FAILS_CHECK = '91350203M0001QAY9B'

test('rows are new once and unchanged ever after; what is read back is what was given', async () => {
  const rows: EnterpriseRow[] = [
    {
      nameZh: '京东方创元',
      parent: '京东方集团',
      groupName: '京东方',
      aliases: ['创元', '创元 '],
      creditCode: VALID,
      notes: 'n',
      sourceKind: 'public',
      citation: 'c',
      provenance: { creditCode: { kind: 'public', citation: 'gsxt' } },
    },
    { nameZh: '京东方集团' },
  ]
  const dry = await save(rows, { dryRun: true })
  expect(await read()).toEqual([])
  expect(await save(rows)).toEqual(dry)
  expect(dry.map((row) => [row.outcome, row.reasons])).toEqual([
    ['new', []],
    ['new', []],
  ])
  expect(await read()).toMatchObject([
    {
      nameZh: '京东方创元',
      parent: '京东方集团',
      aliases: ['创元'],
      creditCode: VALID,
      provenance: { creditCode: { kind: 'public', citation: 'gsxt' } },
    },
    { nameZh: '京东方集团', creditCode: null },
  ])
  expect((await save(rows)).map((row) => row.outcome)).toEqual(['unchanged', 'unchanged'])
  expect((await save(await read())).map((row) => row.outcome)).toEqual(['unchanged', 'unchanged'])
})

test('a row is matched by its credit code first, so that a name can change', async () => {
  await save([{ nameZh: '旧名', creditCode: VALID }])
  expect(await save([{ nameZh: '新名', creditCode: VALID }])).toMatchObject([
    { outcome: 'changed', changes: [{ field: 'nameZh', before: '旧名', after: '新名' }] },
  ])
  await save([{ nameZh: '旧名' }])
  const [outcome] = await save([{ nameZh: '旧名', creditCode: VALID }])
  expect(outcome?.reasons.map((reason) => reason.code)).toContain('enterprise.keys-disagree')
})

test('a code that fails its check is refused unless somebody gives the reason, and then his name stands beside it', async () => {
  expect((await save([{ nameZh: '甲', creditCode: FAILS_CHECK }]))[0]?.reasons).toMatchObject([
    { code: 'enterprise.credit-code-bad-check-digit', at: 'creditCode' },
  ])
  const row = { nameZh: '甲', creditCode: FAILS_CHECK, creditCodeOverrideReason: '营业执照原件核对', creditCodeOverriddenBy: '他人' }
  await save([row])
  expect(await read()).toMatchObject([{ creditCodeOverrideReason: '营业执照原件核对', creditCodeOverriddenBy: '测试员' }])
  const entry = await database.system((tx) =>
    tx.selectFrom('audit_entry').select('after').where('zone_id', '=', ctx.zone.zoneId).executeTakeFirstOrThrow(),
  )
  expect(entry.after).toMatchObject({ creditCodeOverrideReason: '营业执照原件核对', creditCodeOverriddenBy: '测试员' })
  await save([{ nameZh: '甲', creditCode: VALID }])
  expect(await read()).toMatchObject([{ creditCode: VALID, creditCodeOverrideReason: null, creditCodeOverriddenBy: null }])
})

const refusals: [string, EnterpriseRow[], string[]][] = [
  ['a code of no form', [{ nameZh: '甲', creditCode: 'X' }], ['enterprise.credit-code-bad-form']],
  ['a reason without need', [{ nameZh: '甲', creditCode: VALID, creditCodeOverrideReason: 'x' }], ['enterprise.override-needless']],
  ['no name', [{ nameZh: ' ' }], ['enterprise.name-missing']],
  ['an unknown parent', [{ nameZh: '甲', parent: '乙' }], ['enterprise.parent-unknown']],
  ['itself as its parent', [{ nameZh: '甲', parent: '甲' }], ['enterprise.parent-in-circle']],
  ['an unknown custom field', [{ nameZh: '甲', custom: { x: '1' } }], ['custom-field.unknown']],
  ['a source of no field', [{ nameZh: '甲', provenance: { x: { kind: 'public', citation: 'c' } } }], ['register.source-of-unknown-field']],
]
test.each(refusals)('refuses %s', async (_, rows, codes) => {
  const [outcome] = await save(rows)
  expect(outcome?.outcome).toBe('refused')
  expect(outcome?.reasons.map((reason) => reason.code)).toEqual(codes)
  expect(await read()).toEqual([])
})

test('the same enterprise twice, or a code twice, is refused; the other rows are saved', async () => {
  const outcomes = await save([
    { nameZh: '甲' },
    { nameZh: '甲' },
    { nameZh: '乙', creditCode: VALID },
    { nameZh: '丙', creditCode: VALID },
    { nameZh: '丁' },
  ])
  expect(outcomes.map((row) => row.outcome)).toEqual(['refused', 'refused', 'refused', 'refused', 'new'])
  expect(outcomes[0]?.reasons.map((reason) => reason.code)).toContain('enterprise.twice')
  expect(outcomes[2]?.reasons.map((reason) => reason.code)).toContain('enterprise.credit-code-taken')
})

test('parents in a circle, and rows below a refused parent, are refused', async () => {
  const outcomes = await save([
    { nameZh: '甲', parent: '乙' },
    { nameZh: '乙', parent: '甲' },
    { nameZh: '丙', creditCode: 'x' },
    { nameZh: '丁', parent: '丙' },
  ])
  expect(outcomes.map((row) => row.reasons.map((reason) => reason.code))).toEqual([
    ['enterprise.parent-in-circle', 'enterprise.parent-unknown'],
    ['enterprise.parent-in-circle', 'enterprise.parent-unknown'],
    ['enterprise.credit-code-bad-form'],
    ['enterprise.parent-unknown'],
  ])
})

test('the list counts projects and sums their amounts; totals equal the rows', async () => {
  await save([{ nameZh: '京东方', groupName: '京东方' }, { nameZh: '重庆长安', parent: '京东方' }, { nameZh: '银行' }])
  await database.write(ctx.zone.zoneId, (tx) =>
    saveProjects(
      tx,
      ctx,
      [
        { projectNo: '1', nameZh: '一', owner: '京东方', totalFen: 100n as Fen },
        { projectNo: '2', nameZh: '二', owner: '京东方', totalFen: 200n as Fen },
        { projectNo: '3', nameZh: '三', owner: '银行' },
      ],
      { action: 'test' },
    ),
  )
  const list = await client('enterprise.list', { query: {} })
  expect(list.rows.map((row) => [row.nameZh, row.projects, row.totalYuan])).toEqual([
    ['重庆长安', 0, '0.00'],
    ['京东方', 2, '3.00'],
    ['银行', 1, '0.00'],
  ])
  expect(list.totals).toEqual({ count: 3, projects: 3, totalYuan: '3.00', planYuan: '0.00' })
  const names = async (query: object) => (await client('enterprise.list', { query })).rows.map((row) => row.nameZh)
  expect(await names({ q: 'cqca' })).toEqual(['重庆长安'])
  expect(await names({ q: 'yh' })).toEqual(['银行'])
  expect(await names({ hasProject: false })).toEqual(['重庆长安'])
  expect(await names({ missing: 'parent', groupName: '京东方' })).toEqual(['京东方'])
  for (const column of ENTERPRISE_SORTS) {
    for (const sort of [column, `-${column}`]) {
      const whole = await names({ sort })
      const walked: string[] = []
      let cursor: string | undefined
      do {
        const page = await client('enterprise.list', { query: { sort, limit: 1, ...(cursor === undefined ? {} : { cursor }) } })
        walked.push(...page.rows.map((row) => row.nameZh))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      expect(walked).toEqual(whole)
      expect(new Set(walked).size).toBe(3)
    }
  }
})

test('public facts only: what is published of an enterprise and of its projects', async () => {
  const source = { sourceKind: 'public', citation: '公报' } as const
  await database.write(ctx.zone.zoneId, async (tx) => {
    const loaded = { action: 'test', sourceKind: 'simulated' } as const
    await saveEnterprises(
      tx,
      ctx,
      [
        { nameZh: '京东方', groupName: 'G', ...source },
        { nameZh: '模拟企业', sourceKind: 'simulated' },
      ],
      loaded,
    )
    await saveProjects(
      tx,
      ctx,
      [
        { projectNo: '1', nameZh: '一', owner: '京东方', totalFen: 100n as Fen, ...source },
        {
          projectNo: '2',
          nameZh: '二',
          owner: '京东方',
          totalFen: 200n as Fen,
          ...source,
          provenance: { totalFen: { kind: 'simulated', citation: 'm' } },
        },
        { projectNo: '3', nameZh: '三', owner: '京东方', totalFen: 400n as Fen, sourceKind: 'simulated' },
      ],
      loaded,
    )
  })
  const [row] = (await client('enterprise.list', { query: { q: 'jdf' } })).rows
  expect(row).toMatchObject({ projects: 3, totalYuan: '7.00', simulated: ['totalYuan'], entered: [] })
  await client('enterprise.edit', {
    params: { enterpriseId: row?.enterpriseId as string },
    body: { groupName: 'H' },
    ifMatch: row?.version as string,
  })
  const published = await client('enterprise.list', { query: { publicOnly: true } })
  expect(published.rows).toMatchObject([{ nameZh: '京东方', projects: 2, totalYuan: '1.00', groupName: null, simulated: [] }])
  expect(published.totals).toMatchObject({ count: 1, projects: 2, totalYuan: '1.00' })
  expect((await client('enterprise.show', { params: { enterpriseId: row?.enterpriseId as string }, query: {} })).entered).toMatchObject({
    groupName: { by: 'planner' },
  })
})

test('a page shows projects, parent, subsidiaries and the group; an owner or parent is not deleted', async () => {
  await save([
    { nameZh: '集团', groupName: 'G' },
    { nameZh: '子一', parent: '集团' },
    { nameZh: '子二', parent: '集团' },
    { nameZh: '伙伴', groupName: 'G' },
  ])
  await database.write(ctx.zone.zoneId, (tx) =>
    saveProjects(tx, ctx, [{ projectNo: '1', nameZh: '一', owner: '集团' }], { action: 'test' }),
  )
  const byName = new Map((await client('enterprise.list', { query: {} })).rows.map((row) => [row.nameZh, row.enterpriseId]))
  const show = (name: string) => client('enterprise.show', { params: { enterpriseId: byName.get(name) as string }, query: {} })
  const group = await show('集团')
  expect(group.projects).toMatchObject([{ projectNo: '1', planYuan: null }])
  expect(group.affiliates.map(({ nameZh, relation }) => [nameZh, relation])).toEqual([
    ['伙伴', 'same-group'],
    ['子二', 'subsidiary'],
    ['子一', 'subsidiary'],
  ])
  expect((await show('子一')).affiliates.map(({ nameZh, relation }) => [nameZh, relation])).toEqual([
    ['集团', 'parent'],
    ['子二', 'same-parent'],
  ])
  const remove = ({ enterpriseId, version }: Enterprise) => client('enterprise.delete', { params: { enterpriseId }, ifMatch: version })
  expect((await problemOf(remove(group))).reasons.map((reason) => reason.message)).toEqual([
    '是项目 1「一」的业主',
    '是「子二」的上级企业',
    '是「子一」的上级企业',
  ])
  await remove(await show('伙伴'))
  expect(await problemOf(show('伙伴'))).toMatchObject({ status: 404, code: 'enterprise.not-found' })
})

test('an edit needs the version that was seen and names what changed', async () => {
  const seen = await client('enterprise.create', { body: { nameZh: '甲', notes: 'n' } })
  const params = { enterpriseId: seen.enterpriseId }
  const edited = await client('enterprise.edit', { params, body: { notes: null, shortName: '小甲' }, ifMatch: seen.version })
  expect(edited).toMatchObject({ version: '2', nameZh: '甲', notes: null, shortName: '小甲' })
  const problem = await problemOf(client('enterprise.edit', { params, body: { notes: 'x' }, ifMatch: seen.version }))
  expect(problem).toMatchObject({ status: 409, code: 'changed-meanwhile' })
  expect(problem.extra?.['current']).toEqual(edited)
  const { entries } = await client('enterprise.history', { params, query: {} })
  expect(entries.map((entry) => entry.action)).toEqual(['enterprise.edit', 'enterprise.create'])
  expect(entries[0]?.changes).toContainEqual({ field: 'shortName', before: null, after: '小甲' })
})

test('an enterprise of another zone is not found', async () => {
  const { enterpriseId } = await client('enterprise.create', { body: { nameZh: '甲' } })
  await testZone(database, { code: `other-${count}` })
  const stranger = http.client(`planner@other-${count}`)
  expect(await problemOf(stranger('enterprise.show', { params: { enterpriseId }, query: {} }))).toMatchObject({ status: 404 })
  expect((await stranger('enterprise.list', { query: {} })).rows).toEqual([])
})

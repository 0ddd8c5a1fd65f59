// Lights that measure money: investment against the plan of the year, released funds that are not spent.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { setBusinessDate, testLights, testWatched } from '../../testing/watched.ts'

let database: Database
let ctx: Context
let http: Awaited<ReturnType<typeof testHttp>>
const ids: Record<string, Uuid> = {}
const as = (login: string): Client => http.client(`${login}@measured`)

beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database)
  ctx = await testZone(database, { code: 'measured', businessOn: '2024-04-10' })
  const { zoneId } = ctx.zone
  await testLights(database, ctx)
  await testUser(database, zoneId, { login: 'admin', role: 'administrator' })
  await testUser(database, zoneId, { login: 'leader', role: 'leader' })
  for (const projectNo of ['BEHIND', 'DONE', 'UNPLANNED']) ids[projectNo] = await testWatched(database, ctx, { projectNo, dates: {} })
  // 100 yuan in January and February, 300 in March, 500 in December.
  const versionId = newId()
  await database.system(async (tx) => {
    await sql`insert into year_plan (zone_id, year) values (${zoneId}, 2024)`.execute(tx)
    await sql`insert into plan_version (zone_id, version_id, year, number, status, title, reason, created_by, created_at, adopted_by, adopted_at)
      values (${zoneId}, ${versionId}, 2024, 1, 'adopted', '年度计划', '初次', 'test', now(), 'test', now())`.execute(tx)
    await sql`update year_plan set adopted_version_id = ${versionId} where zone_id = ${zoneId}`.execute(tx)
    for (const projectNo of ['BEHIND', 'DONE']) {
      await sql`insert into plan_project (zone_id, version_id, project_id, annual_fen, profile, source_kind)
        values (${zoneId}, ${versionId}, ${ids[projectNo]}, 100000, 'custom', 'entered')`.execute(tx)
      await sql`insert into plan_month (zone_id, version_id, project_id, month_ym, countable, construction_fen, installation_fen, equipment_fen, other_fen, land_fen)
        select ${zoneId}::uuid, ${versionId}::uuid, ${ids[projectNo]}::uuid, make_date(2024, m, 1), true, fen, 0, 0, 0, 0
        from (values (1, 10000), (2, 10000), (3, 30000), (12, 50000)) as t(m, fen)`.execute(tx)
    }
  })
})
afterAll(async () => {
  await http.app.close()
  await database.close()
})

const idOf = (projectNo: string) => ids[projectNo] as string
const tell = (projectNo: string, month: string, constructionYuan: string) =>
  as('admin')('dispatch.tell', {
    params: { projectId: idOf(projectNo) },
    body: { month, constructionYuan, installationYuan: '0', equipmentYuan: '0', otherYuan: '0', landYuan: '0' },
  })
const lights = async (kind: 'progress-behind' | 'funds-unspent', on = '2024-04-10') => {
  await setBusinessDate(database, ctx, on)
  const { rows } = await as('leader')('light.list', { query: { kind } })
  return rows.map(({ projectNo, light }) => `${projectNo} ${light.colour} since ${light.since}: ${light.points} (${light.says})`)
}

test('what is reported counts as far as months are closed, after them the word from the site', async () => {
  await tell('BEHIND', '2024-01', '50')
  await tell('DONE', '2024-03', '1000')
  expect(await lights('progress-behind', '2024-02-10')).toEqual([])
  expect(await lights('progress-behind')).toEqual(['BEHIND red since 2024-04-01: 45.0 (至 2024-03 月末落后序时进度 45.0 个百分点)'])
  await tell('BEHIND', '2024-03', '200')
  expect(await lights('progress-behind')).toEqual(['BEHIND yellow since 2024-03-01: 25.0 (至 2024-03 月末落后序时进度 25.0 个百分点)'])
  // The return of February holds January; what the site said of the two months counts no more.
  const { zoneId } = ctx.zone
  await database.system((tx) =>
    sql`with period as (insert into report_period (zone_id, month_ym, first_month_ym, opens_on, due_on, closes_on, closed_at, closed_by)
        values (${zoneId}, '2024-02-01', '2024-01-01', '2024-03-01', '2024-03-07', '2024-03-12', now(), 'test'))
      insert into report_return (zone_id, project_id, month_ym, state, construction_fen, method, source_kind, modified_by, modified_at)
      values (${zoneId}, ${idOf('BEHIND')}, '2024-02-01', 'closed', 18000, 'progress', 'entered', 'test', now())`.execute(tx),
  )
  expect(await lights('progress-behind')).toEqual(['BEHIND yellow since 2024-04-01: 12.0 (至 2024-03 月末落后序时进度 12.0 个百分点)'])
})

test('released funds that are not spent at the end of a month turn red below the required rate', async () => {
  const params = { projectId: idOf('UNPLANNED') }
  await as('admin')('fund.release', { params, body: { movedOn: '2024-02-10', amountYuan: '1000', source: 'zone_budget' } })
  expect(await lights('funds-unspent', '2024-03-20')).toEqual([])
  expect(await lights('funds-unspent')).toEqual([
    'UNPLANNED red since 2024-04-01: 100.0 (至 2024-03 月末，此前拨付的政府资金尚有 100.0% 未支出)',
  ])
  await as('admin')('fund.spend', { params, body: { movedOn: '2024-03-31', amountYuan: '500' } })
  expect(await lights('funds-unspent')).toEqual([])
})

test('what measures counts points, and what counts days does not', async () => {
  const { rules } = await as('admin')('light.settings', {})
  const edit = (kind: 'progress-behind' | 'late-start', body: { unit: 'points' | 'days' } | { redAfter: number }) =>
    as('admin')('light.edit-rule', { params: { kind }, body, ifMatch: rules.find((rule) => rule.kind === kind)?.version as string })
  const codes = (request: Promise<unknown>) =>
    request.then(
      () => [],
      (error: unknown) => (error instanceof ProblemError ? error.problem.reasons.map(({ code, at }) => `${code} ${at}`) : ['?']),
    )
  expect(await codes(edit('progress-behind', { unit: 'days' }))).toEqual(['light.unit-of-its-rule unit'])
  expect(await codes(edit('late-start', { unit: 'points' }))).toEqual(['light.unit-of-its-rule unit'])
  await edit('progress-behind', { redAfter: 11 })
  expect((await lights('progress-behind'))[0]).toMatch(/^BEHIND red since 2024-04-01/)
})

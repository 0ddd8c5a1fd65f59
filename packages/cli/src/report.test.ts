// The month's workbook by the command line: out, in, and the official form.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditKeysOf } from '@ballast/server/platform/audit-key.ts'
import { openDatabase } from '@ballast/server/platform/open-database.ts'
import { testUser, testZone } from '@ballast/server/testing/context.ts'
import { testLights, testWatched } from '@ballast/server/testing/watched.ts'
import { runCli } from './cli.ts'
import { EXIT } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'ballast-report-'))
const env = { BALLAST_DATA_DIR: join(folder, 'data'), BALLAST_PACK: 'none', BALLAST_LOG: 'silent', PORT: '0' }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function ballast(...line: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await runCli(line, env, {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    isTerminal: false,
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

beforeAll(async () => {
  const database = await openDatabase({ databaseUrl: undefined, dataDir: env.BALLAST_DATA_DIR })
  const ctx = { ...(await testZone(database, { code: 'zone', businessOn: '2024-04-02' })), auditKey: auditKeysOf(env.BALLAST_DATA_DIR)[0] }
  const { zoneId } = ctx.zone
  await testUser(database, zoneId, { login: 'officer', role: 'statistics_officer', nameZh: '统计员' })
  await testLights(database, ctx)
  const dates = { registration: { actual: '2023-06-01' }, construction_start: { actual: '2023-05-01' } }
  for (const projectNo of ['A', 'B']) await testWatched(database, ctx, { projectNo, totalFen: 1_000_000_000_00n, dates })
  await database.write(zoneId, (tx) =>
    sql`insert into report_period (zone_id, month_ym, first_month_ym, opens_on, due_on, closes_on)
      values (${zoneId}, '2024-03-01', '2024-03-01', '2024-04-01', '2024-04-08', '2024-04-11')`.execute(tx),
  )
  await database.write(zoneId, (tx) =>
    sql`insert into report_return (zone_id, project_id, month_ym, state, plan_total_fen, cumulative_fen, year_fen, month_fen, year_construction_fen,
        construction_fen, method, source_kind, modified_by, modified_at)
      select ${zoneId}::uuid, project_id, '2024-03-01', 'verified', 100000000000, 123000000, 123000000, 123000000, 123000000, 123000000, 'progress',
        'entered', 'test', now() from project where project_no = 'A'`.execute(tx),
  )
  await database.close()
})

test('a workbook goes out and comes back unchanged; the official form and the hand-over file are written', async () => {
  const workbook = join(folder, '月报.xlsx')
  expect((await ballast('report', 'template', workbook, '--month', '2024-03')).code).toBe(EXIT.ok)
  expect(readFileSync(workbook).subarray(0, 2).toString()).toBe('PK')
  const imported = await ballast('report', 'import', workbook, '--month', '2024-03', '--commit', '--hand-in', '--json')
  expect(imported.code).toBe(EXIT.refused)
  // A month left blank is not a return of zero.
  expect(JSON.parse(imported.out || imported.err)).toMatchObject({ code: 'exchange.nothing-to-write' })
  for (const name of ['form.xlsx', 'form.csv']) {
    expect((await ballast('report', 'export', join(folder, name), '--month', '2024-03')).code).toBe(EXIT.ok)
    expect(statSync(join(folder, name)).size).toBeGreaterThan(100)
  }
})

test('what is no month, and a month that was not opened, are told apart', async () => {
  const file = join(folder, 'x.xlsx')
  expect((await ballast('report', 'template', file, '--month', '2024-3')).code).toBe(EXIT.usage)
  const closed = await ballast('report', 'template', file, '--month', '2024-05')
  expect([closed.code, closed.err]).toEqual([EXIT.refused, expect.stringContaining('2024-05 尚未开放')])
})

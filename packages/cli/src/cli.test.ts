import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Session } from '@ballast/contract/session.ts'
import { recordAudit } from '@ballast/server/platform/audit.ts'
import { auditKeysOf } from '@ballast/server/platform/audit-key.ts'
import { lockFolder } from '@ballast/server/platform/lock.ts'
import { openDatabase } from '@ballast/server/platform/open-database.ts'
import { serve, type Running } from '@ballast/server/serve.ts'
import { settingsFrom } from '@ballast/server/settings.ts'
import { testUser, testZone } from '@ballast/server/testing/context.ts'
import { runCli } from './cli.ts'
import { EXIT } from './command.ts'
import { commands } from './commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'ballast-cli-'))
const env = { BALLAST_DATA_DIR: join(folder, 'data'), BALLAST_PACK: 'none', BALLAST_LOG: 'silent', PORT: '0' }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function ballast(line: string, given: Record<string, string> = {}) {
  const out: string[] = []
  const err: string[] = []
  const terminal = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text), isTerminal: false }
  const code = await runCli(line.split(' '), { ...env, ...given }, terminal)
  return { code, out: out.join('\n'), err: err.join('\n') }
}

beforeAll(async () => {
  const database = await openDatabase({ databaseUrl: undefined, dataDir: env.BALLAST_DATA_DIR })
  const auditKey = auditKeysOf(env.BALLAST_DATA_DIR)[0]
  for (const code of ['first', 'second']) {
    const ctx = { ...(await testZone(database, { code })), auditKey }
    await database.write(ctx.zone.zoneId, (tx) => recordAudit(tx, ctx, { action: 'plan.adopt', subjectType: 'plan', subjectId: 'x' }))
    await testUser(database, ctx.zone.zoneId, { login: 'admin', role: 'administrator' })
  }
  await database.close()
})

test('every command explains itself with examples, in both languages', async () => {
  for (const command of commands) {
    const chinese = await ballast(`${command.name} --help`)
    const english = await ballast(`${command.name} --help --lang en`)
    expect(chinese.code, command.name).toBe(EXIT.ok)
    expect(chinese.out).toContain(command.summary.zh)
    expect(english.out).toContain(command.summary.en)
    expect(english.out).not.toMatch(/^\s+--.*[一-鿿]/m)
    for (const example of command.examples) expect(chinese.out).toContain(example)
  }
  expect((await ballast('--help --lang en')).out).toMatch(/plan trace/)
})

test('notify deliver --once makes one pass and says what it did', async () => {
  const { code, out } = await ballast('notify deliver --once --json')
  expect(code).toBe(EXIT.ok)
  expect(JSON.parse(out)).toEqual({ spread: 0, handedOver: 0, recovered: 0, left: {} })
  expect((await ballast('notify deliver --once --lang en')).out).toBe(
    '0 events told, 0 deliveries handed over, 0 taken back from a process that is gone',
  )
})

test('what the examples name is there in the reference year', () => {
  const pack = (file: string) => readFileSync(join(import.meta.dirname, '../../../zones/etown-2024', file), 'utf8').split('\n')
  const has = (file: string, key: string) => pack(file).some((line) => line.startsWith(`${key},`))
  const named = (option: RegExp) =>
    commands.flatMap(({ examples }) => examples.flatMap((line) => [...line.matchAll(option)].map((found) => found[1] ?? '')))
  for (const [file, option] of [
    ['clusters.csv', /(?:--cluster |clusterCode=)(\w+)/g],
    ['categories.csv', /--category (\w+)/g],
    ['projects.csv', /(?:--project|project show) (\S+)/g],
    ['parcels.csv', /--(?:to-)?parcel (\S+)/g],
  ] as const) {
    expect(named(option), file).not.toEqual([])
    for (const key of named(option)) expect(has(file, key), `${key} in ${file}`).toBe(true)
  }
})

test('a failure is told in the language asked for, and as JSON with --json', async () => {
  expect((await ballast('plan show --yaer 2024')).err).toMatch(/没有选项 --yaer/)
  expect((await ballast('plan show --year --lang en')).err).toMatch(/^--year needs a value/)
  const failure = await ballast('plan show --year 2030 --lang en --json')
  expect(failure.code).toBe(EXIT.refused)
  expect(JSON.parse(failure.err)).toMatchObject({ code: 'plan.not-found', title: expect.stringMatching(/^[ -~]+$/) })
  expect(JSON.parse((await ballast('project list --limit x --json')).err)).toMatchObject({ code: 'usage' })
})

test('a month without a plan has no bulletin, and the command says which it lacks', async () => {
  expect(await ballast('bulletin show --month 2024-01 --zone first')).toMatchObject({ code: EXIT.refused, err: '该月没有月报' })
  expect(await ballast('bulletin issue --month 2024-01 --lang en')).toMatchObject({
    code: EXIT.refused,
    err: 'The month has no draft of a bulletin',
  })
  expect((await ballast('bulletin draft --month 2024-01')).err).toContain('2024 年没有已生效的年度计划')
  expect((await ballast('bulletin draft --month 2024-13')).code).toBe(EXIT.usage)
  expect((await ballast('bulletin draft')).code).toBe(EXIT.usage)
})

test('a group of commands lists its own', async () => {
  const group = await ballast('plan --help')
  expect(group).toMatchObject({ code: EXIT.ok, err: '' })
  expect(group.out).toContain('plan trace')
  expect(group.out).not.toContain('audit verify')
  expect((await ballast('plan')).code).toBe(EXIT.usage)
})

test('a wrong command line is 2', async () => {
  expect(await ballast('plan nonsense')).toMatchObject({ code: EXIT.usage, err: expect.stringContaining('plan nonsense') })
  expect((await ballast('plan show --yaer 2024')).code).toBe(EXIT.usage)
  expect((await ballast('db copy')).err).toContain('--to')
  expect((await ballast('db copy --to mysql://x')).code).toBe(EXIT.usage)
  expect((await ballast('import nonsense file.xlsx')).code).toBe(EXIT.usage)
  expect((await ballast('audit verify --lang fr')).code).toBe(EXIT.usage)
})

test('a folder that another process has, or a database that is down, is 3', async () => {
  const dataDir = join(folder, 'locked')
  const lock = lockFolder(dataDir)
  expect(await ballast('audit verify', { BALLAST_DATA_DIR: dataDir })).toMatchObject({
    code: EXIT.unreachable,
    err: expect.stringContaining(String(process.pid)),
  })
  lock.release()
  expect((await ballast('db check', { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' })).code).toBe(EXIT.unreachable)
})

test('a refusal is 1, with its sentence in the language asked for', async () => {
  const answer = await ballast('plan show --year 2030 --lang en')
  expect(answer).toMatchObject({ code: EXIT.refused, out: '' })
  expect(answer.err).toMatch(/^[ -~]+$/)
  expect((await ballast('db distribute')).code).toBe(EXIT.refused)
})

test('the trail verifies, a backup moves to another folder, and a change there is found', async () => {
  // The first command that ends seals what is not sealed yet.
  expect((await ballast('db check --json')).out).toContain('"isOk": true')
  const clean = await ballast('audit verify --json')
  expect(clean.code).toBe(EXIT.ok)
  expect(JSON.parse(clean.out)).toMatchObject({ zone: 'first', isClean: true, sealedEntries: 1 })

  const file = join(folder, 'all.backup')
  expect((await ballast(`backup ${file} --with-key`)).out).toContain('first, second')
  const restored = join(folder, 'restored')
  expect((await ballast(`restore ${file}`, { BALLAST_DATA_DIR: restored })).code).toBe(EXIT.ok)

  const database = await openDatabase({ databaseUrl: undefined, dataDir: restored })
  await database.system((tx) => sql`update audit_entry set action = 'plan.discard'`.execute(tx))
  await database.close()
  const found = await ballast('audit verify --zone second', { BALLAST_DATA_DIR: restored })
  expect(found).toMatchObject({ code: EXIT.refused, out: expect.stringContaining('开发区 second') })
  expect(found.out).toContain('被改动')
})

test('while a server has the folder, commands ask the server', async () => {
  const running: Running = await serve(settingsFrom(env, { isTerminal: false }), () => undefined)
  try {
    const holder = JSON.parse(readFileSync(join(env.BALLAST_DATA_DIR, 'ballast.lock'), 'utf8')) as { url: string; token: string }
    expect(holder.url).toBe(running.url)
    expect((await fetch(`${running.url}/api/v1/session`)).status).toBe(401)
    expect((await ballast('audit verify')).code).toBe(EXIT.ok)
    const session = (await (
      await fetch(`${running.url}/api/v1/session`, { headers: { authorization: `Bearer ${holder.token}` } })
    ).json()) as Session
    expect(session.zone.code).toBe('first')

    const file = join(folder, 'live', 'second.backup')
    expect((await ballast(`backup ${file} --zone second`)).out).toContain('second')
    expect((await ballast(`backup ${file} --zone second`)).code).toBe(EXIT.refused)
    expect((await ballast(`backup ${join(folder, 'k')} --with-key`)).code).toBe(EXIT.usage)
    expect((await ballast('db check')).code).toBe(EXIT.unreachable)
  } finally {
    await running.close()
  }
})

test('a server whose address does not answer any more is 3', async () => {
  const dataDir = join(folder, 'gone')
  const lock = lockFolder(dataDir)
  lock.announce('http://127.0.0.1:1', 'token')
  expect((await ballast('audit verify', { BALLAST_DATA_DIR: dataDir })).code).toBe(EXIT.unreachable)
  lock.release()
})

test('whoever has the machine gives accounts a password, and takes an account out of use', async () => {
  expect((await ballast('user list --zone first')).out).toMatch(/admin .*administrator .*未设密码/)
  expect((await ballast('user password admin --zone first')).out).toMatch(/admin 的一次性密码：[\w-]{14}/)
  expect((await ballast('user list --zone first --lang en')).out).toMatch(/admin .*password to be changed/)
  expect((await ballast('user deactivate planner --zone first')).out).toBe('planner: 停用')
  expect((await ballast('user activate planner --zone first')).out).toBe('planner: 未设密码')
  expect(await ballast('user deactivate admin --zone first')).toMatchObject({ code: EXIT.refused, err: expect.stringContaining('管理员') })
  expect((await ballast('user password nobody --zone first')).code).toBe(EXIT.refused)
})

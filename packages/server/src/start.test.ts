import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { setPassword } from './features/account/index.ts'
import { systemClock } from './platform/clock.ts'
import { openDatabase, refuseOldServer } from './platform/open-database.ts'
import { refusalLines } from './run-server.ts'
import { settingsFrom } from './settings.ts'
import { testZone } from './testing/context.ts'

const folder = mkdtempSync(join(tmpdir(), 'ballast-start-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Started {
  readonly child: ChildProcess
  /** Exit code and everything that was printed. */
  readonly ended: Promise<{ code: number | null; output: string }>
  said(pattern: RegExp): Promise<string>
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], BALLAST_PACK: 'none', BALLAST_LOG: 'error', PORT: '0', ...env },
  })
  children.push(child)
  let output = ''
  const listeners = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    output += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => child.on('close', (code) => resolve({ code, output })))
  const said = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => pattern.test(output) && resolve(output)
      listeners.add(look)
      look()
      void ended.then(() => reject(new Error(`ended without ${pattern}: ${output}`)))
    })
  return { child, ended, said }
}

/** One line a reason, both languages, nothing else. */
const expectRefused = async (started: Started, ...lines: RegExp[]) => {
  const { code, output } = await started.ended
  const printed = output.trim().split('\n')
  expect(printed).toHaveLength(lines.length)
  for (const [index, line] of lines.entries()) {
    expect(printed[index]).toMatch(line)
    expect(printed[index]).toMatch(/[一-鿿].* · [A-Z]/)
  }
  expect(code).toBe(1)
}

test('every wrong setting is named', async () => {
  await expectRefused(
    start({ PORT: 'abc', DATABASE_URL: 'mysql://x', BALLAST_LOG: 'loud' }),
    /PORT=abc/,
    /DATABASE_URL/,
    /BALLAST_LOG=loud/,
  )
})

test('what stands in the way of a start is said in one line', async () => {
  const unusable = join(folder, 'a-file')
  writeFileSync(unusable, '')
  await Promise.all([
    expectRefused(
      start({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none', BALLAST_DATA_DIR: join(folder, 'down') }),
      /无法连接数据库.*ECONNREFUSED/,
    ),
    expectRefused(start({ BALLAST_DATA_DIR: unusable }), /数据目录.*a-file/),
  ])
})

test('a server says what it serves, keeps its folder to itself and leaves nothing behind', async () => {
  const dataDir = join(folder, 'data')
  const server = start({ BALLAST_DATA_DIR: dataDir })
  const said = await server.said(/DATABASE_URL/)
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] as string
  expect(said).toMatch(/内嵌 embedded .* \d+ MB/)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const holder: unknown = JSON.parse(readFileSync(join(dataDir, 'ballast.lock'), 'utf8'))
  expect(holder).toMatchObject({ pid: server.child.pid, url })

  await expectRefused(start({ BALLAST_DATA_DIR: dataDir }), new RegExp(`正被进程 ${server.child.pid}`))

  server.child.kill('SIGTERM')
  // The same wish from an npm script that passes the signal on as well.
  server.child.kill('SIGTERM')
  expect((await server.ended).code).toBe(0)
  expect(existsSync(join(dataDir, 'ballast.lock'))).toBe(false)
})

test('published passwords keep the server on this machine; a port that is taken is named; the folder is given back', async () => {
  const demonstration = join(folder, 'demonstration')
  const database = await openDatabase({ databaseUrl: undefined, dataDir: demonstration })
  const { zone, user } = await testZone(database)
  const password = { userId: user.userId, hash: 'x', mustChange: false, isDemonstration: true, at: systemClock.now() }
  await database.write(zone.zoneId, (tx) => setPassword(tx, zone.zoneId, password))
  await database.close()
  await expectRefused(start({ HOST: '0.0.0.0', BALLAST_DATA_DIR: demonstration }), /planner .*演示密码.*0\.0\.0\.0/)

  const other = createServer()
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
  })
  const dataDir = join(folder, 'data')
  await expectRefused(start({ BALLAST_DATA_DIR: dataDir, PORT: String(port) }), new RegExp(`端口 ${port} 已被占用`))
  expect(existsSync(join(dataDir, 'ballast.lock'))).toBe(false)
  other.close()
})

test('a server older than PostgreSQL 15 is refused', () => {
  expect(() => refuseOldServer(140_012)).toThrow('database.too-old')
  expect(() => refuseOldServer(150_000)).not.toThrow()
})

test('logs are lines for a person at a terminal, JSON for a machine or when a level is asked for', () => {
  expect(settingsFrom({}, { isTerminal: true })).toMatchObject({ logLevel: 'warn', logAsJson: false })
  expect(settingsFrom({}, { isTerminal: false })).toMatchObject({ logLevel: 'info', logAsJson: true })
  expect(settingsFrom({ BALLAST_LOG: 'debug' }, { isTerminal: true })).toMatchObject({ logLevel: 'debug', logAsJson: true })
})

test('a fault of a zone pack says where it is', () => {
  const reason = { code: 'pack.file-missing', at: 'zone.yaml:1' }
  expect(refusalLines(new Refusal('pack.invalid', [reason]))).toEqual([expect.stringMatching(/^zone\.yaml:1: .*[一-鿿]/)])
})

test('a refusal without reasons still has its sentence', () => {
  expect(refusalLines(new Refusal('session.no-zone'))).toEqual([expect.stringContaining('数据包')])
})

// The server is killed, as by a power cut, while files are on their way: nothing is half, and everything can go on.
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { auditKeysOf } from '../../platform/audit-key.ts'
import { openDatabase } from '../../platform/open-database.ts'
import { testZone } from '../../testing/context.ts'
import { metadataHeader, pdfOf } from '../../testing/files.ts'
import { saveProjects } from '../project/index.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'ballast-kill-'))
let child: ChildProcess | undefined
let projectId: Uuid
beforeAll(async () => {
  const database = await openDatabase({ dataDir, databaseUrl: undefined })
  const ctx = { ...(await testZone(database)), auditKey: auditKeysOf(dataDir)[0] }
  await database.write(ctx.zone.zoneId, async (tx) => {
    await saveProjects(tx, ctx, [{ projectNo: 'A', nameZh: '甲项目' }], { action: 'test' })
    const { rows } = await sql<{ id: Uuid }>`select project_id as id from project`.execute(tx)
    projectId = rows[0]?.id as Uuid
  })
  await database.close()
})
afterAll(() => {
  child?.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

interface Running {
  readonly url: string
  readonly headers: Record<string, string>
}

async function start(): Promise<Running> {
  if (child?.exitCode === null && child.signalCode === null) await kill()
  const server = spawn(process.execPath, [join(import.meta.dirname, '../../main.ts')], {
    env: {
      PATH: process.env['PATH'],
      BALLAST_PACK: 'none',
      BALLAST_LOG: 'error',
      PORT: '0',
      BALLAST_DATA_DIR: dataDir,
      BALLAST_ACCEPT_NEW_AUDIT_KEY: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = server
  let output = ''
  server.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const url = await new Promise<string>((resolve, reject) => {
    server.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)
      if (found) resolve(found[0])
    })
    server.once('exit', () => reject(new Error(output)))
  })
  const { token } = JSON.parse(readFileSync(join(dataDir, 'ballast.lock'), 'utf8')) as { token: string }
  return { url, headers: { authorization: `Bearer ${token}`, 'x-ballast-user': 'planner', 'tus-resumable': '1.0.0' } }
}

async function kill(): Promise<void> {
  const ended = new Promise((resolve) => child?.once('exit', resolve))
  child?.kill('SIGKILL')
  await ended
}

const clientOf = ({ url, headers }: Running) => createClient({ baseUrl: url, headers: () => headers })

async function begin({ url, headers }: Running, name: string, length: number): Promise<string> {
  const answer = await fetch(`${url}/api/v1/projects/${projectId}/evidence-uploads`, {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(length),
      'upload-metadata': metadataHeader({ filename: name, subjectType: 'gate', subjectId: 'signing' }),
    },
  })
  expect(answer.status).toBe(201)
  return answer.headers.get('location') as string
}

async function offsetOf({ url, headers }: Running, location: string): Promise<number> {
  const answer = await fetch(url + location, { method: 'HEAD', headers })
  expect(answer.status).toBe(200)
  return Number(answer.headers.get('upload-offset'))
}

/** Until so much of an upload has reached the disk. */
async function untilWritten(location: string, bytes: number): Promise<void> {
  const path = join(dataDir, 'evidence/parts', `${location.split('/').at(-1)}.part`)
  while (statSync(path).size < bytes) await wait(10)
}

const PART_BYTES = 400_000
const progress = { acknowledged: 0 }
/** Until the server has said of so many parts that it has them, or everything is sent. */
async function untilAcknowledged(parts: number, sending: Promise<unknown>): Promise<void> {
  let isOver = false
  void sending.then(() => (isOver = true))
  for (;;) {
    if (isOver || progress.acknowledged >= parts) return
    await wait(2)
  }
}

/** From where the server says it stands, part by part. @returns false when the server went away */
async function send(server: Running, location: string, content: Buffer): Promise<boolean> {
  try {
    for (let offset = await offsetOf(server, location); offset < content.length; ) {
      const body = content.subarray(offset, offset + PART_BYTES)
      const headers = { ...server.headers, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }
      const answer = await fetch(server.url + location, { method: 'PATCH', headers, body })
      if (answer.status !== 204) throw new Error(`${answer.status} ${await answer.text()}`)
      offset = Number(answer.headers.get('upload-offset'))
      progress.acknowledged += 1
    }
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

const files = Array.from({ length: 20 }, (_, index) => ({
  name: `${index}.pdf`,
  content: Buffer.concat([pdfOf(String(index)), randomBytes(1_500_000)]),
}))
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

test('killed again and again during twenty uploads: nothing half, every hash right, the audit chain whole', async () => {
  let server = await start()
  const locations = await Promise.all(files.map(({ name, content }) => begin(server, name, content.length)))
  // Of eighty parts: early, in the middle, and while the last parts of files become evidence.
  for (const parts of [7, 40, 61, 63, 65]) {
    const sending = Promise.all(files.map(({ content }, index) => send(server, locations[index] as string, content)))
    await untilAcknowledged(parts, sending)
    await kill()
    await sending
    server = await start()
    // What counts as evidence is whole, whatever the moment was.
    const { rows } = await clientOf(server)('evidence.list', { params: { projectId }, query: {} })
    const { findings } = await clientOf(server)('evidence.verify', {})
    expect(findings.filter(({ kind }) => kind !== 'orphaned')).toEqual([])
    for (const { fileName, sha256 } of rows) expect(sha256).toBe(hashOf(files.find(({ name }) => name === fileName)?.content as Buffer))
  }
  const done = await Promise.all(files.map(({ content }, index) => send(server, locations[index] as string, content)))
  expect(done).not.toContain(false)
  const client = clientOf(server)
  const { rows, uploads } = await client('evidence.list', { params: { projectId }, query: {} })
  expect(rows.map(({ sha256 }) => sha256).sort()).toEqual(files.map(({ content }) => hashOf(content)).sort())
  expect(uploads).toEqual([])
  expect(await client('evidence.verify', {})).toMatchObject({ isClean: true, files: 20 })
  expect(readdirSync(join(dataDir, 'evidence/parts'))).toEqual([])
  expect(await client('audit.verify', {})).toMatchObject({ isClean: true })
  await kill()
}, 180_000)

test('a connection that breaks in the middle of a part costs nothing that had arrived', async () => {
  const server = await start()
  const content = Buffer.concat([pdfOf('broken'), randomBytes(3_000_000)])
  const location = await begin(server, 'broken.pdf', content.length)
  const sent = 2_000_000
  await new Promise<void>((resolve) => {
    const headers = {
      ...server.headers,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'content-length': content.length,
    }
    const half = request(server.url + location, { method: 'PATCH', headers })
    half.on('error', () => resolve())
    half.write(content.subarray(0, sent))
    void untilWritten(location, sent).then(() => half.destroy())
  })
  const offset = await offsetOf(server, location)
  expect(offset).toBe(sent)
  expect(await send(server, location, content)).toBe(true)
  const { rows } = await clientOf(server)('evidence.list', { params: { projectId }, query: {} })
  expect(rows.find(({ fileName }) => fileName === 'broken.pdf')?.sha256).toBe(hashOf(content))
  await kill()
}, 60_000)

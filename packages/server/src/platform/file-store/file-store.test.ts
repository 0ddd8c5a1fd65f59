import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { keyOf, sha256Of, type FileStore } from './file-store.ts'
import { folderStore } from './folder-store.ts'
import { partFolder } from './part-folder.ts'
import { s3Store } from './s3-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'ballast-store-'))
let server: S3rver
let endpoint: string
beforeAll(async () => {
  const directory = join(folder, 's3')
  server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'evidence', configs: [] }] })
  endpoint = `http://127.0.0.1:${(await server.run()).port}`
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')
function original(content: Buffer): { path: string; sha256: string } {
  const path = join(folder, newId())
  writeFileSync(path, content)
  return { path, sha256: hashOf(content) }
}
const listed = async (store: FileStore) => {
  const found: string[] = []
  for await (const sha256 of store.list()) found.push(sha256)
  return found.sort()
}
const S3_KEYS = { bucket: 'evidence', region: 'cn-north-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
const stores: [string, () => FileStore][] = [
  ['a folder', () => folderStore(join(folder, 'store'))],
  ['a store that speaks S3', () => s3Store({ endpoint, ...S3_KEYS })],
]

describe.each(stores)('%s', (_, open) => {
  test('gives back what was stored, to the byte, and leaves the original where it is', async () => {
    const store = open()
    const content = randomBytes(3_000_000)
    const { path, sha256 } = original(content)
    expect(await store.read(sha256)).toBeUndefined()
    await store.put(path, sha256)
    const file = await store.read(sha256)
    expect(file?.bytes).toBe(content.length)
    expect(file && (await sha256Of(file.stream))).toBe(sha256)
    expect(existsSync(path)).toBe(true)
  })

  test('never overwrites what is there', async () => {
    const store = open()
    const { path, sha256 } = original(Buffer.from(`first of ${store.place}`))
    await store.put(path, sha256)
    chmodSync(path, 0o640)
    rmSync(path)
    await store.put(original(Buffer.from('another content')).path, sha256)
    const file = await store.read(sha256)
    expect(file && (await sha256Of(file.stream))).toBe(sha256)
  })

  test('lists the hashes of all its files', async () => {
    const store = open()
    const known = await listed(store)
    const fresh = [1, 2, 3].map((number) => original(Buffer.from(`${number} of ${store.place}`)))
    for (const { path, sha256 } of fresh) await store.put(path, sha256)
    expect(await listed(store)).toEqual([...known, ...fresh.map(({ sha256 }) => sha256)].sort())
  })
})

test('a file in a folder cannot be written any more', async () => {
  const { path, sha256 } = original(Buffer.from('for good'))
  await folderStore(join(folder, 'store')).put(path, sha256)
  expect(statSync(join(folder, 'store', keyOf(sha256))).mode & 0o222).toBe(0)
})

/** What Amazon answers to a list of two pages, shortened to what is read of it. */
const PAGES = [
  (keys: readonly string[]) =>
    `<ListBucketResult><IsTruncated>true</IsTruncated>${keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('')}<NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken></ListBucketResult>`,
  (keys: readonly string[]) =>
    `<ListBucketResult><IsTruncated>false</IsTruncated>${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`,
] as const

test('a list that comes in pages is read to its end, without what others have put there', async () => {
  const [first, second] = [hashOf(Buffer.from('1')), hashOf(Buffer.from('2'))]
  const asked: (string | null)[] = []
  const pages = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://x').searchParams.get('continuation-token'))
    response.end(asked.length === 1 ? PAGES[0]([keyOf(first), 'readme.txt']) : PAGES[1]([keyOf(second), `elsewhere/${first}`]))
  })
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve))
  const { port } = pages.address() as AddressInfo
  expect(await listed(s3Store({ endpoint: `http://127.0.0.1:${port}`, ...S3_KEYS }))).toEqual([first, second].sort())
  expect(asked).toEqual([null, '1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM='])
  pages.close()
})

test.each([
  ['is not there', { endpoint: 'http://127.0.0.1:59999' }, /ECONNREFUSED/],
  ['has no such bucket', { bucket: 'nowhere' }, /NoSuchBucket/],
  ['does not know the key', { accessKeyId: 'STRANGER' }, /HTTP 403/],
  ['finds the signature wrong', { secretAccessKey: 'wrong' }, /HTTP 403/],
])('a store that %s says so', async (_, change, detail) => {
  const { path, sha256 } = original(randomBytes(10))
  const refused = s3Store({ endpoint, ...S3_KEYS, ...change }).put(path, sha256)
  await expect(refused).rejects.toMatchObject({ code: 'evidence.store-unreachable' })
  await expect(refused.catch((error: { reasons: { params: { detail: string } }[] }) => error.reasons[0]?.params.detail)).resolves.toMatch(
    detail,
  )
})

describe('a part', () => {
  test('goes on where it is told to, and forgets what lies behind', async () => {
    const parts = partFolder(join(folder, 'parts'))
    const uploadId = newId()
    await parts.begin(uploadId)
    const write = async (offset: number, text: string) => {
      const file = await parts.openAt(uploadId, offset)
      await file?.write(Buffer.from(text))
      await file?.sync()
      await file?.close()
      return file !== undefined
    }
    expect(await write(0, 'abcdef')).toBe(true)
    expect(await write(3, 'X')).toBe(true)
    expect(readFileSync(parts.pathOf(uploadId), 'utf8')).toBe('abcX')
    // The database knows of more than the disk has: nothing can be built on that.
    expect(await write(10, 'Y')).toBe(false)
    await parts.remove(uploadId)
    expect(await write(0, 'Z')).toBe(false)
    await parts.remove(uploadId)
  })
})

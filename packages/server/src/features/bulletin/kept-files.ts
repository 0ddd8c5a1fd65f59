import { createHash } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { FileStore } from '../../platform/file-store/file-store.ts'

export function storeOf(ctx: Context): FileStore {
  if (ctx.files === undefined) throw new Refusal('bulletin.no-file-store')
  return ctx.files.store
}

/** Stores a document under its hash, from a file on the disk for good. @returns the hash */
export async function keepFile(ctx: Context, content: Uint8Array): Promise<string> {
  const store = storeOf(ctx)
  const folder = await mkdtemp(join(tmpdir(), 'ballast-bulletin-'))
  try {
    const path = join(folder, 'document')
    const file = await open(path, 'wx')
    await file.writeFile(content)
    await file.sync()
    await file.close()
    const sha256 = createHash('sha256').update(content).digest('hex')
    await store.put(path, sha256)
    return sha256
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export async function readStored(ctx: Context, sha256: string): Promise<Buffer> {
  const file = await storeOf(ctx).read(sha256)
  if (file === undefined) throw new Refusal('bulletin.file-missing')
  const chunks: Buffer[] = []
  for await (const chunk of file.stream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

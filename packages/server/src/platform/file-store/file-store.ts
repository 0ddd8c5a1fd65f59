import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'

/**
 * Files by the SHA-256 of their content. What is stored is never overwritten and never changed, so the name of a file is also the proof
 * of its content.
 */
export interface FileStore {
  /** Where it is, for people; no secret in it. */
  readonly place: string
  /** Stores a file whose hash is known. A file that is there already stays as it is. The original is not touched. */
  put(path: string, sha256: string): Promise<void>
  /** Undefined: not there. */
  read(sha256: string): Promise<{ readonly stream: Readable; readonly bytes: number } | undefined>
  /** Hashes of all files. */
  list(): AsyncIterable<string>
}

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** "ab/cd/abcd…": no folder gets more entries than a person can list. */
export const keyOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`

export async function sha256Of(stream: Readable): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}

export const sha256OfFile = (path: string): Promise<string> => sha256Of(createReadStream(path, { highWaterMark: 1024 ** 2 }))

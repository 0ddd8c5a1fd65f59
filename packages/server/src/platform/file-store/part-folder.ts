import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Uuid } from '@ballast/domain/shared/ids.ts'

/** Files that are still being received, one an upload. How much of one is good stands in the database, never in its length. */
export interface PartFolder {
  readonly folder: string
  pathOf(uploadId: Uuid): string
  begin(uploadId: Uuid): Promise<void>
  /** Ready to be written from a byte on; undefined when the file is gone or shorter than that. */
  openAt(uploadId: Uuid, offset: number): Promise<PartFile | undefined>
  remove(uploadId: string): Promise<void>
  /** Names of all of them, with the time of the last write. */
  list(): Promise<{ uploadId: string; writtenAtMs: number }[]>
}

export interface PartFile {
  write(chunk: Buffer): Promise<void>
  /** Everything written so far is on the disk for good. */
  sync(): Promise<void>
  cutAt(offset: number): Promise<void>
  close(): Promise<void>
}

export function partFolder(folder: string): PartFolder {
  const pathOf = (uploadId: string) => join(folder, `${uploadId}.part`)
  return {
    folder,
    pathOf,
    begin: async (uploadId) => {
      await mkdir(folder, { recursive: true, mode: 0o750 })
      await (await open(pathOf(uploadId), 'wx', 0o640)).close()
    },
    openAt: async (uploadId, offset) => {
      const file = await opened(pathOf(uploadId))
      if (file === undefined) return undefined
      if ((await file.stat()).size < offset) {
        await file.close()
        return undefined
      }
      // What a broken connection left behind the last good byte.
      await file.truncate(offset)
      return partFile(file, offset)
    },
    remove: (uploadId) => rm(pathOf(uploadId), { force: true }),
    list: async () => {
      const names = await readdir(folder).catch(() => [])
      const found = []
      for (const name of names.filter((candidate) => candidate.endsWith('.part'))) {
        const about = await stat(join(folder, name)).catch(() => undefined)
        if (about !== undefined) found.push({ uploadId: name.slice(0, -'.part'.length), writtenAtMs: about.mtimeMs })
      }
      return found
    },
  }
}

async function opened(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function partFile(file: FileHandle, from: number): PartFile {
  let position = from
  return {
    write: async (chunk) => {
      let written = 0
      while (written < chunk.length) {
        written += (await file.write(chunk, written, chunk.length - written, position + written)).bytesWritten
      }
      position += chunk.length
    },
    sync: () => file.datasync(),
    cutAt: async (offset) => {
      await file.truncate(offset)
      position = offset
    },
    close: () => file.close(),
  }
}

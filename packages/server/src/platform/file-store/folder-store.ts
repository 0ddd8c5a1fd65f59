import { createReadStream } from 'node:fs'
import { chmod, copyFile, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { isSha256, keyOf, type FileStore } from './file-store.ts'

const isCode = (error: unknown, ...codes: string[]): boolean => codes.includes((error as NodeJS.ErrnoException).code ?? '')

/** Files in a folder of this machine, or of a network drive that it has. */
export function folderStore(folder: string): FileStore {
  const pathOf = (sha256: string) => join(folder, keyOf(sha256))
  return {
    place: folder,
    put: async (path, sha256) => {
      const target = pathOf(sha256)
      await mkdir(dirname(target), { recursive: true, mode: 0o750 })
      // A link either makes the whole file appear at once or finds one there: unlike a rename it cannot overwrite.
      try {
        await link(path, target)
      } catch (error) {
        if (isCode(error, 'EEXIST')) return
        if (!isCode(error, 'EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK')) throw error
        await copyInto(path, target)
      }
      await chmod(target, 0o440)
      await syncFolder(dirname(target))
    },
    read: async (sha256) => {
      const path = pathOf(sha256)
      try {
        const { size } = await stat(path)
        return { stream: createReadStream(path), bytes: size }
      } catch (error) {
        if (isCode(error, 'ENOENT')) return undefined
        throw error
      }
    },
    list: () => filesIn(folder),
  }
}

/** Where the folder of the parts is on another file system: a whole copy under a name of its own first, then its name. */
async function copyInto(path: string, target: string): Promise<void> {
  const copy = `${target}.${randomUUID()}.partial`
  try {
    await copyFile(path, copy)
    const file = await open(copy, 'r+')
    await file.sync()
    await file.close()
    await link(copy, target)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(copy, { force: true })
  }
}

/** The name of a file is on the disk for good only when its folder is. Some systems cannot open a folder; they need not. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    await handle.sync()
    await handle.close()
  } catch (error) {
    if (!isCode(error, 'EISDIR', 'EPERM', 'EINVAL', 'EACCES')) throw error
  }
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  const namesIn = async (path: string) => {
    try {
      return (await readdir(path)).sort()
    } catch (error) {
      if (isCode(error, 'ENOENT', 'ENOTDIR')) return []
      throw error
    }
  }
  for (const first of await namesIn(folder)) {
    if (!/^[0-9a-f]{2}$/.test(first)) continue
    for (const second of await namesIn(join(folder, first))) {
      for (const name of await namesIn(join(folder, first, second))) if (isSha256(name)) yield name
    }
  }
}

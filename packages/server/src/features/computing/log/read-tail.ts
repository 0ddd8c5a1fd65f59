import { constants, open, readlink, realpath } from 'node:fs/promises'
import { join, relative } from 'node:path'

export interface Tail {
  readonly text: string
  /** Of the whole file. */
  readonly bytes: number
  readonly isCut: boolean
}

/** What says that there is nothing of a job's to be read there. */
const NOTHING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'EACCES'])

/**
 * The end of a file in a folder that belongs to somebody who is not to be trusted: a link, a pipe or a second name of another file is
 * not read, nor what is reached by a link on the way to it, for it could be anybody's.
 * @param root a folder above it that its owner cannot replace
 * @returns undefined where there is no such file
 */
export async function readTail(root: string, path: string, most: number): Promise<Tail | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
    if (NOTHING.has(error.code)) return undefined
    throw error
  })
  if (file === undefined) return undefined
  try {
    const { size, nlink, isFile } = await file.stat().then((stat) => ({ size: stat.size, nlink: stat.nlink, isFile: stat.isFile() }))
    if (!isFile || nlink !== 1) return undefined
    // Where the file that is open really is; a path alone may mean another one by now.
    const opened = await readlink(`/proc/self/fd/${file.fd}`).catch(() => realpath(path))
    if (opened !== join(await realpath(root), relative(root, path))) return undefined
    const from = Math.max(0, size - most)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, most)), 0, Math.min(size, most), from)
    return { text: drawable(buffer.subarray(0, bytesRead), from > 0), bytes: size, isCut: from > 0 }
  } finally {
    await file.close()
  }
}

/** Whole characters and, where it was cut, whole lines; of what terminals understand as orders nothing is left but tabs and line ends. */
function drawable(bytes: Buffer, isCut: boolean): string {
  const text = new TextDecoder('utf-8').decode(bytes)
  const firstEnd = text.indexOf('\n')
  const whole = isCut && firstEnd >= 0 ? text.slice(firstEnd + 1) : text
  return whole.replaceAll(/\r\n?/g, '\n').replaceAll(/(?![\t\n])\p{Cc}(?:\[[0-9;?]*[A-Za-z])?/gu, '')
}

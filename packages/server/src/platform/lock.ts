import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '@ballast/domain/shared/refusal.ts'

/** Who has a data folder, and at which address it answers when it is a server. */
export interface LockHolder {
  readonly pid: number
  readonly host: string
  readonly url?: string
  /** By which commands that can read this file show that they are on the machine. */
  readonly token?: string
}

export interface FolderLock {
  /** Writes beside the lock where the running server can be asked. */
  announce(url: string, token: string): void
  release(): void
}

const lockPath = (folder: string) => join(folder, 'ballast.lock')

/**
 * Takes the data folder for this process alone. The embedded database lets a second process open the same folder and then
 * loses its commits, so the lock is ours. A lock left by a process that is gone is taken over.
 */
export function lockFolder(folder: string): FolderLock {
  const path = lockPath(folder)
  const self: LockHolder = { pid: process.pid, host: hostname() }
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      mkdirSync(folder, { recursive: true })
      const file = openSync(path, 'wx', 0o600)
      writeSync(file, JSON.stringify(self))
      closeSync(file)
      return {
        announce: (url, token) => writeFileSync(path, JSON.stringify({ ...self, url, token }), { mode: 0o600 }),
        release: () => rmSync(path, { force: true }),
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || isFile(folder)) {
        const params = { folder, detail: (error as Error).message }
        throw new Refusal('server.data-dir-unusable', [{ code: 'server.data-dir-unusable', params }])
      }
      const holder = lockHolder(folder)
      if (holder) throw lockedBy(folder, holder)
      rmSync(path, { force: true })
    }
  }
  throw lockedBy(folder, { pid: 0, host: '?' })
}

const lockedBy = (folder: string, { pid, host }: LockHolder) =>
  new Refusal('database.folder-locked', [{ code: 'database.folder-locked', params: { folder, pid, host } }])

function isFile(folder: string): boolean {
  try {
    readFileSync(folder)
    return true
  } catch {
    return false
  }
}

/** The living process that has the folder, if any. */
export function lockHolder(folder: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(readFileSync(lockPath(folder), 'utf8')) as LockHolder
    return isAlive(holder) ? holder : undefined
  } catch {
    return undefined
  }
}

/** A holder on another host cannot be asked, so it counts as alive. */
function isAlive({ pid, host }: LockHolder): boolean {
  if (host !== hostname()) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

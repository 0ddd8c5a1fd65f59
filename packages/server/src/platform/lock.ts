import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '@ballast/domain/shared/refusal.ts'

/**
 * Takes the data folder for this process alone. The embedded database lets a second process open the same folder and then
 * loses its commits, so the lock is ours. A lock left by a process that is gone is taken over.
 * @returns gives the folder back
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'ballast.lock')
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, JSON.stringify({ pid: process.pid, host: hostname() }))
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = readHolder(path)
      if (holder && isAlive(holder)) {
        throw new Refusal('database.folder-locked', [{ code: 'database.folder-locked', params: { folder, ...holder } }])
      }
      rmSync(path, { force: true })
    }
  }
  throw new Refusal('database.folder-locked', [{ code: 'database.folder-locked', params: { folder, pid: 0, host: '?' } }])
}

function readHolder(path: string): { pid: number; host: string } | undefined {
  try {
    const parsed = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; host: string }
    return { pid: parsed.pid, host: parsed.host }
  } catch {
    return undefined
  }
}

/** A holder on another host cannot be asked, so it counts as alive. */
function isAlive({ pid, host }: { pid: number; host: string }): boolean {
  if (host !== hostname()) return true
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

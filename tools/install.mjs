// Runs under whatever Node the machine has (20 or later); everything after it runs under the pinned Node.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const STAMP = join(ROOT, 'node_modules', '.ballast-installed')

/** The pinned Node that npm installed for this platform. */
export const NODE = join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')

/** Installs what the lock file names, unless that has been done. */
export function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    console.error(`需要 Node 20 或更高版本，当前 ${process.versions.node} · Node 20 or later is needed, this is ${process.versions.node}`)
    process.exit(1)
  }
  const hash = lockHash()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash && existsSync(NODE)) return
  console.log('安装依赖 · installing dependencies …')
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
  // Not `npm ci`: it refuses where a registry mirror lacks the optional packages of other platforms.
  run(command, [...args, 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(STAMP, hash)
}

/** Runs a command in the foreground; ends this process with its exit code when that is not 0. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
  if (error) console.error(error.message)
  if (status !== 0) process.exit(status ?? 1)
}

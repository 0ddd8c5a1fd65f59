// Builds the web app unless its sources, the packages it uses and the lock file are those of the last build.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const STAMP = join(ROOT, 'packages/web/dist/.built-from')
const SOURCES = [
  'packages/{web,domain,contract,forecast}/src/**/*',
  'packages/web/{index.html,vite.config.ts,package.json,public/*}',
  'package-lock.json',
  'tools/build-web.ts',
]

function sourceHash(): string {
  const hash = createHash('sha256')
  for (const path of globSync(SOURCES, { cwd: ROOT }).sort()) {
    const file = join(ROOT, path)
    if (!statSync(file).isFile() || /\.test\.tsx?$/.test(path)) continue
    hash.update(path).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

const hash = sourceHash()
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== hash) {
  console.log('构建网页 · building the web app …')
  const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: join(ROOT, 'packages/web'),
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(STAMP, hash)
}

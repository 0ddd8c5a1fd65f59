// npm run e2e: loads the reference pack once, and runs the journeys two files at a time, each on a copy of that folder.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from './harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'ballast-e2e-pack-'))
try {
  await (await startApp({ BALLAST_DATA_DIR: folder })).close()
  const files = process.argv.slice(2)
  const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=2', ...(files.length > 0 ? files : ['e2e/*.e2e.ts'])], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, BALLAST_E2E_DATA: folder },
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

// npm test: install, then every test that needs nothing but npm. With BALLAST_TEST_DATABASE_URL: those of the database, on that PostgreSQL server.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NODE, ROOT, ensureInstalled } from './install.mjs'

ensureInstalled()
const folder = mkdtempSync(join(tmpdir(), 'ballast-result-'))
const file = join(folder, 'result.json')
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
const { status } = spawnSync(NODE, [...vitest, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' })
try {
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'))
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(status ?? 1)

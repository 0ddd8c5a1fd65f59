import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const FILES = ['packages/*/src/**/*.test.ts', 'tools/**/*.test.ts', 'zones/**/*.test.ts']
/** How a test file comes by a database of the kind that is asked for; whatever else it needs is the same on both. */
const TAKES_A_DATABASE = /\btestDatabase\b|testing\/(?:http|pack)\.ts/

/** On a PostgreSQL server the files whose outcome can differ there: all others have passed on the embedded database. */
const onServer = () => FILES.flatMap((pattern) => globSync(pattern)).filter((file) => TAKES_A_DATABASE.test(readFileSync(file, 'utf8')))

export default defineConfig({
  test: {
    include: (process.env['BALLAST_TEST_DATABASE_URL'] ?? '') === '' ? FILES : onServer(),
    globalSetup: ['tools/test-databases.ts'],
    pool: 'forks',
    // Files share the modules of their worker: each has its own database, and none replaces a module.
    isolate: false,
    // Each file holds its own embedded database of some hundred megabytes.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})

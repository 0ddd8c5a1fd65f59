// npm test: install, then every test that needs nothing but npm. BALLAST_TEST_DATABASE_URL runs the same tests on a PostgreSQL server.
import { NODE, ensureInstalled, run } from './install.mjs'

ensureInstalled()
run(NODE, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)])

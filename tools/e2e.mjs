// npm run e2e: the journeys of e2e/ in headless Chromium, against a server with a fresh copy of the reference pack.
import { NODE, ensureInstalled, run } from './install.mjs'

ensureInstalled()
run(NODE, ['tools/build-web.ts'])
run(NODE, ['e2e/run.ts', ...process.argv.slice(2)])

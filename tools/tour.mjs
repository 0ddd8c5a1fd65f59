// npm run tour: the screenshots of docs/tour/.
import { NODE, ensureInstalled, run } from './install.mjs'

ensureInstalled()
run(NODE, ['tools/build-web.ts'])
run(NODE, ['e2e/make-tour.ts'])

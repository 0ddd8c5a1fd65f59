// npm run computing:twin: a Slurm twin of the computing centres, from Debian packages.
import { NODE, ensureInstalled, run } from './install.mjs'

ensureInstalled()
run(NODE, ['tools/run-twin.ts', ...process.argv.slice(2)])

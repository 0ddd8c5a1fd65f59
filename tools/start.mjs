// npm start: install, build the web app when its sources changed, then serve under the pinned Node.
import { spawn } from 'node:child_process'
import { NODE, ROOT, ensureInstalled, run } from './install.mjs'

ensureInstalled()
run(NODE, ['tools/build-web.ts'])
const server = spawn(NODE, ['packages/server/src/main.ts'], { cwd: ROOT, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)))

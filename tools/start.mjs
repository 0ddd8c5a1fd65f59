// npm start: install, build the web app when its sources changed, then serve under the pinned Node.
import { spawn } from 'node:child_process'
import { NODE, ROOT, ensureInstalled, run } from './install.mjs'

ensureInstalled()
run(NODE, ['tools/build-web.ts'])
const server = spawn(NODE, ['packages/server/src/main.ts'], { cwd: ROOT, stdio: 'inherit' })
// npm passes a wish to stop on to its shell, which ends without passing it on; an orphan would keep port and folder.
if (process.env.npm_lifecycle_event === 'start') {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && server.kill('SIGTERM'), 250).unref()
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)))

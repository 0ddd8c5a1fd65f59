#!/usr/bin/env node
// Started by whatever Node npx finds; the program itself runs under the pinned one.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { NODE } from '../../../tools/install.mjs'

const child = spawn(NODE, [fileURLToPath(new URL('../src/main.ts', import.meta.url)), ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(`请先运行 npm start 或 npm install · run npm start or npm install first (${error.message})`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)))

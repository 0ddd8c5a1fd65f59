import { runCli } from './cli.ts'

process.exitCode = await runCli(process.argv.slice(2), process.env, {
  out: (text) => console.log(text),
  err: (text) => console.error(text),
  isTerminal: process.stdout.isTTY,
})

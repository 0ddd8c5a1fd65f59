// Plays the scenario of the contract tests against a fresh twin of each version and writes down what was said.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { slurmEngine } from '../packages/server/src/features/computing/engine/slurm/slurm-adapter.ts'
import { tokenSigner } from '../packages/server/src/features/computing/engine/slurm/token-signer.ts'
import { playEngine } from '../packages/server/src/features/computing/engine/testing/engine-scenario.ts'
import { recorder, type Exchange } from '../packages/server/src/features/computing/engine/testing/recording.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { SERIES, centresOf, placesOf, type Series } from './computing-twin/shape.ts'

const ROOT = join(import.meta.dirname, '..')
const TARGET = join(ROOT, 'packages/server/src/features/computing/engine/recorded')
const dataDir = process.env['BALLAST_DATA_DIR'] ?? join(ROOT, 'var')
const PORT = 41_000
const twin = (...args: string[]) =>
  execFileSync(process.execPath, [join(import.meta.dirname, 'run-twin.ts'), ...args], { stdio: 'inherit' })

for (const slurm of Object.keys(SERIES) as Series[]) {
  twin('down', '--slurm', slurm)
  twin('up', '--slurm', slurm, '--nodes', '4', '--port', String(PORT), '--fresh')
  const [centre] = centresOf({ slurm, centres: 1, nodes: 4, cardsPerNode: 8, port: PORT })
  const key = readFileSync(join(placesOf(slurm, dataDir).own, 'c1', 'jwt.key'))
  const exchanges: Exchange[] = []
  const proxy = await recorder(`http://127.0.0.1:${centre?.restPort ?? 0}`, exchanges)
  const now = Math.floor(systemClock.milliseconds() / 1000)
  const engine = slurmEngine(slurm, { url: proxy.url, sign: tokenSigner(key, systemClock) })
  const stranger = slurmEngine(slurm, { url: proxy.url, sign: tokenSigner(Buffer.alloc(32, 7), systemClock) })
  try {
    await playEngine({ engine, stranger, now, pause: () => sleep(500) })
  } finally {
    engine.close()
    stranger.close()
    await proxy.close()
    twin('down', '--slurm', slurm)
  }
  const file = join(TARGET, `slurm-${slurm.replace('.', '-')}.json`)
  const head = { engine: `Slurm ${slurm}`, recordedAt: systemClock.now(), now }
  // A line an exchange, so that a difference can be read.
  const lines = exchanges.map((exchange) => JSON.stringify(exchange)).join(',\n')
  writeFileSync(file, `${JSON.stringify(head).slice(0, -1)},"exchanges":[\n${lines}\n]}\n`)
  console.log(`${file}: ${exchanges.length} exchanges`)
}

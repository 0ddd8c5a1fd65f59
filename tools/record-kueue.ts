// Plays the scenario of the contract tests against the stand-in of a cluster, holds every body and every answer against the schemas in a
// folder, and writes down what was said. Nothing here speaks to a real cluster.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kueueEngine } from '../packages/server/src/features/computing/engine/kueue/kueue-adapter.ts'
import { playEngine } from '../packages/server/src/features/computing/engine/testing/engine-scenario.ts'
import { FAKE_TOKEN, fakeKueue } from '../packages/server/src/features/computing/engine/testing/fake-kueue.ts'
import { digestsOf, heldAgainstSchemas } from '../packages/server/src/features/computing/engine/testing/kubernetes-schemas.ts'
import { recorder, type Exchange } from '../packages/server/src/features/computing/engine/testing/recording.ts'
import { fixedClock, systemClock } from '../packages/server/src/platform/clock.ts'

const [folder, releases] = process.argv.slice(2)
if (folder === undefined || releases === undefined) {
  console.error('node tools/record-kueue.ts FOLDER-OF-SCHEMAS "Kueue 0.19.2, Kubernetes 1.35"')
  process.exit(2)
}
const FILE = join(import.meta.dirname, '../packages/server/src/features/computing/engine/recorded/kueue-v1beta2.json')
const clock = fixedClock('2024-04-01T00:00:00Z')
const now = clock.milliseconds() / 1000
const exchanges: Exchange[] = []
const cluster = await fakeKueue(now)
const proxy = await recorder(cluster.url, exchanges)
const engineWith = (token: string) => kueueEngine('v1beta2', { url: proxy.url, token: () => Promise.resolve(token), clock })
const engine = engineWith(FAKE_TOKEN)
const stranger = engineWith('token-of-somebody-else')
try {
  await playEngine({ engine, stranger, now, pause: () => Promise.resolve(cluster.pass(1)) })
} finally {
  engine.close()
  stranger.close()
  await proxy.close()
  await cluster.close()
}
const { objects, faults } = heldAgainstSchemas(folder, exchanges)
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exit(1)
const head = {
  engine: 'Kueue v1beta2',
  madeBy: `by hand from the schemas of ${releases}; no cluster gave these answers`,
  schemas: digestsOf(folder),
  recordedAt: systemClock.now(),
  now,
}
// A line an exchange, so that a difference can be read.
const lines = exchanges.map((exchange) => JSON.stringify(exchange)).join(',\n')
writeFileSync(FILE, `${JSON.stringify(head).slice(0, -1)},"exchanges":[\n${lines}\n]}\n`)
console.log(`${FILE}: ${exchanges.length} exchanges, ${objects} objects by the schemas`)

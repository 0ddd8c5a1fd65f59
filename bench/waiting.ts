// node bench/waiting.ts [seeds] [jobs] [load]: estimates of waiting times beside the engine's own, on made-up jobs.
import { rehearse } from '../packages/forecast/src/waiting/rehearsal/rehearse.ts'

const [seeds = 3, jobs = 6_000, load = 0.9] = process.argv.slice(2).map(Number)
for (let seed = 1; seed <= seeds; seed += 1) {
  const began = performance.now()
  const { summary, estimates, test } = rehearse({ seed, jobs, load, nodes: 24 })
  console.log(seed, summary, estimates, test, `${((performance.now() - began) / 1000).toFixed(1)} s`)
}

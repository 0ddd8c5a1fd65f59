// Estimates of waiting times beside Slurm's own, on a real Slurm: a made-up workload plays there in time that is cut down, so that hours
// become minutes; what Slurm says of a start is taken down the first time it says anything, beside the queue as it stands then. The first
// half of the estimates teaches, the second is scored. Ten minutes after the last job came it ends: a job that had not begun by then is
// left out, and counted.
// Usage: node bench/waiting-slurm.ts [seed, 1] [jobs, 2000] [nodes, 24] [load, 1.3] [time is cut down by, 30]
// (as root, on a machine with Slurm or debootstrap)
import { setTimeout as wait } from 'node:timers/promises'
import type { QueueNow } from '../packages/forecast/src/waiting/queue.ts'
import { makeWorkload, type MadeJob } from '../packages/forecast/src/waiting/rehearsal/workload.ts'
import { scoreWaits } from '../packages/forecast/src/waiting/rehearsal/rehearse.ts'
import type { PlayedJob } from '../packages/forecast/src/waiting/rehearsal/backfill-engine.ts'
import { readFileSync } from 'node:fs'
import { slurmEngine } from '../packages/server/src/features/computing/engine/slurm/slurm-adapter.ts'
import { tokenSigner } from '../packages/server/src/features/computing/engine/slurm/token-signer.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { rehearse } from '../tools/computing-twin/rehearsal.ts'

const [SEED = 1, JOBS = 2000, NODES = 24, LOAD = 1.3, TIMES = 30] = process.argv.slice(2).map(Number)
const CARDS_OF_A_NODE = 8
const LOOK_MS = 2000
const TAIL_MS = 600_000

const found = await rehearse({ centres: 1, nodes: NODES })
if (!('centres' in found)) throw new Error(found.join('\n'))
const twin = found
const [centre] = twin.centres
if (centre === undefined) throw new Error('no centre')
const centreName = centre.name
const engine = slurmEngine(twin.version, { url: centre.url, sign: tokenSigner(readFileSync(centre.keyFile), systemClock) })

const workload = makeWorkload({ seed: SEED, jobs: JOBS, cards: NODES * CARDS_OF_A_NODE, load: LOAD })
  .map(
    (job): MadeJob => ({
      ...job,
      submittedAt: job.submittedAt / TIMES,
      runs: Math.max(1, Math.round(job.runs / TIMES)),
      limit: Math.max(1, Math.round(job.limit / TIMES / 60)) * 60,
    }),
  )
  .toSorted((a, b) => a.submittedAt - b.submittedAt)
const tenants = [...new Set(workload.map(({ tenant }) => tenant))]
const numberOf = new Map(tenants.map((tenant, index) => [tenant, index + 1]))
const userOf = (tenant: string) => `tenant${String(numberOf.get(tenant)).padStart(3, '0')}`
for (const tenant of tenants) {
  await engine.setEnvelopes([{ name: `v-${tenant}`, description: tenant, tflopsMinutes: 1_000_000_000_000 }])
  await engine.provisionTenant({
    account: `firm-${tenant}`,
    description: tenant,
    users: [userOf(tenant)],
    envelopes: [`v-${tenant}`],
    isBlocked: false,
  })
}
const span = (workload.at(-1)?.submittedAt ?? 0) / 60
console.log(`${JOBS} jobs of ${tenants.length} tenants on ${NODES * CARDS_OF_A_NODE} cards within ${span.toFixed(0)} minutes`)

const taken = new Map<string, { job: MadeJob; submittedAt: number }>()
const seen = new Map<string, NonNullable<PlayedJob['seen']>>()
const began = Date.now()
const seconds = () => Date.now() / 1000
let allInAt: number | undefined

async function submitAll(): Promise<void> {
  const underWay = new Set<Promise<void>>()
  for (const job of workload) {
    await wait(Math.max(0, job.submittedAt * 1000 - (Date.now() - began)))
    const nodes = Math.max(1, job.cards / CARDS_OF_A_NODE)
    const sent = engine
      .submit({
        account: `firm-${job.tenant}`,
        user: userOf(job.tenant),
        envelope: `v-${job.tenant}`,
        ownId: job.id,
        name: job.id,
        script: `#!/bin/bash\nexec sleep ${job.runs}\n`,
        workingDirectory: '/tmp',
        environment: { PATH: '/usr/bin:/bin' },
        partition: null,
        nodes,
        cardType: 'a800',
        cardsPerNode: Math.min(job.cards, CARDS_OF_A_NODE),
        limitMinutes: job.limit / 60,
        isHeld: false,
        mayRunAgain: false,
      })
      .then(({ jobId }) => void taken.set(jobId, { job, submittedAt: seconds() }))
      .finally(() => underWay.delete(sent))
    underWay.add(sent)
  }
  await Promise.all(underWay)
  allInAt = Date.now()
}

/** One look: the queue as it is, and for each job of which Slurm says for the first time when it will start, what it says. */
async function look(): Promise<number> {
  const text = await twin.inside(centreName, 'env', 'SLURM_TIME_FORMAT=%s', 'squeue', '--all', '--noheader', '--format=%i|%T|%S')
  const at = seconds()
  const rows = text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [id = '', state = '', start = ''] = line.split('|')
      const known = taken.get(id)
      return known === undefined ? [] : [{ ...known, state, start: /^\d+$/.test(start) ? Number(start) : null }]
    })
  const running = rows.filter(({ state }) => state === 'RUNNING' || state === 'COMPLETING')
  const waiting = rows
    .filter(({ state }) => state === 'PENDING')
    .toSorted((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || a.submittedAt - b.submittedAt)
  const queue: QueueNow = {
    at,
    cards: NODES * CARDS_OF_A_NODE,
    running: running.map(({ job: { id, tenant, cards, limit }, start }) => ({ id, tenant, cards, limit, startedAt: start ?? at })),
    waiting: waiting.map(({ job: { id, tenant, cards, limit }, submittedAt }) => ({ id, tenant, cards, limit, submittedAt })),
  }
  for (const [position, { job, start }] of waiting.entries())
    if (start !== null && !seen.has(job.id)) seen.set(job.id, { queue, position, engineStart: Math.max(at, start) })
  return rows.length
}

const submitting = submitAll()
for (let turn = 0; ; turn += 1) {
  const left = await look()
  if (turn % 60 === 0)
    console.log(`${((Date.now() - began) / 60_000).toFixed(1)} min: ${taken.size} in, ${left} there, ${seen.size} told of`)
  if (allInAt !== undefined && (left === 0 || Date.now() - allInAt > TAIL_MS)) break
  await wait(LOOK_MS)
}
await submitting
await twin.inside(centreName, 'scancel', '--partition', 'gpu')
await wait(15_000)
const records = await engine.ended({ from: Math.floor(began / 1000) - 60, until: Math.ceil(seconds()) + 60 })
const played = records.flatMap(({ ownId, startedAt, elapsedSeconds }): PlayedJob[] => {
  const job = workload.find(({ id }) => id === ownId)
  const submittedAt = [...taken.values()].find((one) => one.job.id === ownId)?.submittedAt
  if (job === undefined || startedAt === null || submittedAt === undefined) return []
  return [{ ...job, submittedAt, runs: elapsedSeconds, startedAt, seen: seen.get(ownId) }]
})
const begun = new Set(played.map(({ id }) => id))
console.log(scoreWaits(played))
console.log(`told of and never begun: ${[...seen.keys()].filter((id) => !begun.has(id)).length}`)
engine.close()
await twin.close()

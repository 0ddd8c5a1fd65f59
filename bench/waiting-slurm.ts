// Estimates of waiting times beside Slurm's own, on a real Slurm: made-up workloads, one seed at each centre of a twin, play there in time
// that is cut down, so that hours become minutes; what Slurm says of a start is taken down the first time it says anything, beside the
// queue as it stands then. They are scored with the time stretched again; the first half of the estimates teaches, the second is scored.
// When the last job has come the play goes on for a while: an estimate whose P90 lies beyond it is not scored, and a job that has not
// begun by its P90 is late.
// Usage: node bench/waiting-slurm.ts [first seed, 1] [seeds, 3] [jobs, 4000] [nodes, 24] [load, 1] [cut down by, 60] [goes on for minutes, 10]
// (as root, on a machine with Slurm or debootstrap)
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { QueueNow } from '../packages/forecast/src/waiting/queue.ts'
import { recordOf } from '../packages/forecast/src/waiting/record.ts'
import type { PlayedJob } from '../packages/forecast/src/waiting/rehearsal/backfill-engine.ts'
import { scoreWaits } from '../packages/forecast/src/waiting/rehearsal/rehearse.ts'
import { makeWorkload } from '../packages/forecast/src/waiting/rehearsal/workload.ts'
import { slurmEngine } from '../packages/server/src/features/computing/engine/slurm/slurm-adapter.ts'
import { tokenSigner } from '../packages/server/src/features/computing/engine/slurm/token-signer.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { rehearse, type RehearsalCentre } from '../tools/computing-twin/rehearsal.ts'

const [FIRST = 1, SEEDS = 3, JOBS = 4000, NODES = 24, LOAD = 1, TIMES = 60, TAIL_MINUTES = 10] = process.argv.slice(2).map(Number)
const CARDS_OF_A_NODE = 8
const LOOK_MS = 2000

const found = await rehearse({ centres: SEEDS, nodes: NODES, isUniform: true })
if (!('centres' in found)) throw new Error(found.join('\n'))
const twin = found

async function playAt(centre: RehearsalCentre, seed: number) {
  const engine = slurmEngine(twin.version, { url: centre.url, sign: tokenSigner(readFileSync(centre.keyFile), systemClock) })
  const workload = makeWorkload({ seed, jobs: JOBS, cards: NODES * CARDS_OF_A_NODE, load: LOAD }).toSorted(
    (a, b) => a.submittedAt - b.submittedAt,
  )
  type Job = (typeof workload)[number]
  /** Slurm knows whole minutes of limits. */
  const limitMinutes = ({ limit }: Job) => Math.max(1, Math.round(limit / TIMES / 60))
  const tenants = [...new Set(workload.map(({ tenant }) => tenant))]
  const userOf = (tenant: string) => `tenant${String(tenants.indexOf(tenant) + 1).padStart(3, '0')}`
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

  // The centres of a twin share a file system and number their jobs alike.
  const workingDirectory = `/tmp/${centre.name}`
  await twin.inside(centre.name, 'mkdir', '-p', '-m', '1777', workingDirectory)

  const began = Date.now()
  /** Of a second of the clock: how far the play is, in the time that was cut down. */
  const playTime = (second: number) => (second - began / 1000) * TIMES
  const inPlay = (job: Job, submittedAt: number) => ({
    id: job.id,
    tenant: job.tenant,
    cards: job.cards,
    limit: limitMinutes(job) * 60 * TIMES,
    submittedAt: playTime(submittedAt),
  })
  const taken = new Map<string, ReturnType<typeof inPlay>>()
  const seen = new Map<string, NonNullable<PlayedJob['seen']>>()
  let allInAt: number | undefined

  async function submitAll(): Promise<void> {
    const underWay = new Set<Promise<void>>()
    for (const job of workload) {
      await wait(Math.max(0, (job.submittedAt / TIMES) * 1000 - (Date.now() - began)))
      const sent = engine
        .submit({
          account: `firm-${job.tenant}`,
          user: userOf(job.tenant),
          envelope: `v-${job.tenant}`,
          ownId: job.id,
          name: job.id,
          script: `#!/bin/bash\nexec sleep ${Math.max(1, Math.round(job.runs / TIMES))}\n`,
          workingDirectory,
          environment: { PATH: '/usr/bin:/bin' },
          partition: null,
          nodes: Math.max(1, job.cards / CARDS_OF_A_NODE),
          cardType: 'a800',
          cardsPerNode: Math.min(job.cards, CARDS_OF_A_NODE),
          limitMinutes: limitMinutes(job),
          isHeld: false,
          mayRunAgain: false,
        })
        .then(({ jobId }) => void taken.set(jobId, inPlay(job, Date.now() / 1000)))
        .finally(() => underWay.delete(sent))
      underWay.add(sent)
    }
    await Promise.all(underWay)
    allInAt = Date.now()
  }

  /** One look: the queue as it is, and of each job of which Slurm says for the first time when it will start, what it says. */
  async function look(): Promise<number> {
    const text = await twin.inside(centre.name, 'env', 'SLURM_TIME_FORMAT=%s', 'squeue', '--all', '--noheader', '--format=%i|%T|%S')
    const at = playTime(Date.now() / 1000)
    const rows = text.split('\n').flatMap((line) => {
      const [id = '', state = '', start = ''] = line.split('|')
      const job = taken.get(id)
      return job === undefined ? [] : [{ job, state, start: /^\d+$/.test(start) ? playTime(Number(start)) : null }]
    })
    const running = rows.filter(({ state }) => state === 'RUNNING' || state === 'COMPLETING')
    const waiting = rows
      .filter(({ state }) => state === 'PENDING')
      .toSorted((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || a.job.submittedAt - b.job.submittedAt)
    const queue: QueueNow = {
      at,
      cards: NODES * CARDS_OF_A_NODE,
      running: running.map(({ job, start }) => ({ ...job, startedAt: start ?? at })),
      waiting: waiting.map(({ job }) => job),
    }
    for (const [position, { job, start }] of waiting.entries())
      if (start !== null && !seen.has(job.id)) seen.set(job.id, { queue, position, engineStart: Math.max(at, start) })
    return rows.length
  }

  const submitting = submitAll()
  for (let turn = 0; ; turn += 1) {
    const left = await look()
    if (turn % 150 === 0)
      console.log(`seed ${seed}, ${((Date.now() - began) / 60_000).toFixed(1)} min: ${taken.size} in, ${left} there, ${seen.size} told of`)
    if (allInAt !== undefined && (left === 0 || Date.now() - allInAt > TAIL_MINUTES * 60_000)) break
    await wait(LOOK_MS)
  }
  await submitting
  const overAt = Date.now() / 1000
  await twin.inside(centre.name, 'scancel', '--partition', 'gpu')
  await wait(15_000)
  const records = new Map(
    (await engine.ended({ from: Math.floor(began / 1000) - 60, until: Math.ceil(overAt) + 60 })).map((one) => [one.ownId, one]),
  )
  engine.close()
  const played = [...taken.values()].map((job): PlayedJob => {
    const { startedAt = null, elapsedSeconds = 0 } = records.get(job.id) ?? {}
    return {
      ...job,
      seen: seen.get(job.id),
      runs: elapsedSeconds * TIMES,
      startedAt: startedAt === null || startedAt > overAt ? Infinity : playTime(startedAt),
    }
  })
  const states = Object.fromEntries([...Map.groupBy(records.values(), ({ state }) => state)].map(([state, of]) => [state, of.length]))
  return { seed, played, overAt: playTime(overAt), states }
}

const plays = await Promise.all(twin.centres.map((centre, index) => playAt(centre, FIRST + index)))
await twin.close()
const scored = plays.map(({ seed, played, overAt, states }) => {
  const { summary, estimates, told, test } = scoreWaits(played, overAt)
  console.log(`seed ${seed}`, summary, states, { estimates, ofTheSecondHalf: told.length }, test)
  return told
})
console.log('all seeds together', recordOf(scored.flat()))

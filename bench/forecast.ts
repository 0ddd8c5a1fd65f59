// Speed of the forecast beside numpy doing the same model, and beside what random numbers and memory allow in this process.
// Usage: node bench/forecast.ts   (needs python3 with numpy)
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explainForecast, rankGates } from '../packages/forecast/src/explain.ts'
import { forecastPart, joinParts } from '../packages/forecast/src/part.ts'
import { prepareZone } from '../packages/forecast/src/prepare.ts'
import { bitsOf, EXPONENTIAL, EXPONENTIAL_SHIFT, streamKey } from '../packages/forecast/src/random.ts'
import { runForecast } from '../packages/forecast/src/run.ts'
import { quantileOfSorted } from '../packages/forecast/src/statistics.ts'
import { portfolio } from '../packages/forecast/src/testing/portfolio.ts'
import { openThreads } from '../packages/server/src/features/forecast/testing/threads.ts'
import { baseRun, openWhatIf } from '../packages/forecast/src/what-if.ts'
import type { OpenGate } from '../packages/forecast/src/zone.ts'

const [PROJECTS, DRAWS, KNOWN] = [202, 10_000, 0]
const TURNS = 7
const input = portfolio(PROJECTS, { known: KNOWN })
const { zone } = prepareZone(input)

const processorMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The best of some turns, in milliseconds of processor time (numpy's as well): what else the machine does is not counted. */
async function best(work: () => unknown, turns = TURNS, clock = processorMs): Promise<number> {
  let least = Infinity
  for (let turn = 0; turn <= turns; turn += 1) {
    const began = clock()
    await work()
    if (turn > 0) least = Math.min(least, clock() - began)
  }
  return least
}
const line = (name: string, ms: number, note = '') => console.log(`${name.padEnd(62)} ${ms.toFixed(1).padStart(9)} ms   ${note}`)

const ours = await best(() => forecastPart(input, { seed: 1, from: 0, to: DRAWS }))
const { numpy, p50 } = besideNumpy()
line(
  `${PROJECTS} projects × ${DRAWS.toLocaleString()} draws × 12 months`,
  ours,
  `${(numpy / ours).toFixed(1)} × as fast as numpy; median ${(p50 * 100).toFixed(1)} % of numpy's`,
)
line('  the same with numpy, the best of three block sizes', numpy)

// Every number that the model draws, and every amount that it adds, without the model.
const numbers = zone.projects.reduce((sum, { workGates, registration }) => sum + 1 + workGates.length + (registration === null ? 0 : 1), 0)
line('  limit: its random numbers alone', await best(() => drawNumbers(numbers)), `${numbers} a draw`)
line('  limit: adding its amounts up alone', await best(addUp))
line('forecast with all quantiles', await best(() => runForecast(input, { draws: DRAWS, seed: 1 })))

const opened = openWhatIf(input, { draws: DRAWS, seed: 1 })
const waiting = zone.projects.find(({ workGates }) => workGates.length > 0)?.id as string
const change = { kind: 'gate' as const, projectId: waiting, gate: 'construction_start' as const, on: '2024-05-10' as never }
line('what-if of one project', await best(() => opened.change([change]), 30))

const base = baseRun(input, { draws: DRAWS, seed: 1 })
line('effect of every open gate', await best(() => rankGates(base)), `${rankGates(base).length} gates`)
line('explanation, with the forecast', await best(() => explainForecast(input, { draws: DRAWS, seed: 1 }), 3))

// Threads share the clock's time, not the processor's: these are told by the clock, with the processor's beside it.
for (const draws of [2_500, 10_000, 40_000, 160_000]) {
  const times: number[] = []
  const processor: number[] = []
  for (const count of [1, 2]) {
    const threads = openThreads(count)
    const work = () => threads.parts(input, { draws, seed: 1 })
    times.push(await best(work, 5, () => performance.now()))
    processor.push(await best(work, 3))
    await threads.close()
  }
  const [one, two] = times as [number, number]
  const note = `${(one / two).toFixed(2)} × as fast as one thread, ${one.toFixed(1)} ms; processor ${processor.map((ms) => ms.toFixed(1)).join(' and ')} ms`
  line(`${draws.toLocaleString()} draws on 2 threads, by the clock`, two, note)
}

const many = portfolio(100_000, { known: KNOWN })
const before = process.memoryUsage().rss
let most = 0
line(
  '100,000 projects × 1,000 draws × 12 months, one thread',
  await best(() => {
    forecastPart(many, { seed: 1, from: 0, to: 1000 })
    most = Math.max(most, process.memoryUsage().rss)
  }, 1),
  `${Math.round((most - before) / 2 ** 20)} MB more than its input`,
)

function besideNumpy(): { numpy: number; p50: number } {
  const hazard = ({ hazard: sums }: OpenGate) => [...sums]
  const given = {
    known: zone.known,
    season: [...zone.season],
    mean: zone.factor.mean,
    deviation: zone.factor.deviation,
    projects: zone.projects.map(({ curve: { a, b, c }, progress, worksFen, ...project }) => ({
      sector: project.sector,
      curve: [a, b, c],
      progress,
      works: worksFen,
      before: worksFen * (progress * (a + progress * (b + progress * c))),
      pace: project.speed / project.months,
      multipliers: [...project.multipliers],
      gates: project.workGates.map(hazard),
      registration: project.registration === null ? null : hazard(project.registration),
    })),
  }
  const folder = mkdtempSync(join(tmpdir(), 'ballast-bench-'))
  try {
    const file = join(folder, 'zone.json')
    writeFileSync(file, JSON.stringify(given))
    const runs = [DRAWS, 2000, 500].map(
      (block) =>
        JSON.parse(
          execFileSync('python3', [join(import.meta.dirname, 'forecast-numpy.py'), file, String(DRAWS), String(block)], {
            encoding: 'utf8',
          }),
        ) as {
          ms: number
          p50: number
        },
    )
    const part = joinParts([forecastPart(input, { seed: 1, from: 0, to: DRAWS })])
    const years = Float64Array.from({ length: DRAWS }, (_, at) =>
      part.months.subarray(at * 12, at * 12 + 12).reduce((sum, one) => sum + one, 0),
    ).sort()
    return { numpy: Math.min(...runs.map(({ ms }) => ms)), p50: quantileOfSorted(years, 0.5) / (runs[0] as { p50: number }).p50 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function drawNumbers(streams: number): number {
  let sum = 0
  for (let stream = 0; stream < streams; stream += 1) {
    const key = streamKey(1, stream, 0)
    for (let draw = 0; draw < DRAWS; draw += 1) sum += EXPONENTIAL[bitsOf(key, draw) >>> EXPONENTIAL_SHIFT] as number
  }
  return sum
}

function addUp(): Float64Array {
  const months = new Float64Array(DRAWS * 12)
  for (let block = 0; block < DRAWS; block += 256) {
    const end = Math.min(DRAWS, block + 256) * 12
    for (let project = 0; project < PROJECTS; project += 1)
      for (let at = block * 12; at < end; at += 1) months[at] = (months[at] as number) + project
  }
  return months
}

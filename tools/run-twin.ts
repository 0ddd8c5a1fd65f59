// Brings a twin of the computing centres up and down: real Slurm with fake cards, from Debian packages, in namespaces of its own.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureRoot, forget, whatIsMissing } from './computing-twin/root-filesystem.ts'
import { leftOf, runInside, runningIn, startTwin, stopTwin, takenPorts } from './computing-twin/running.ts'
import { MOST_NODES, SERIES, centresOf, placesOf, type Series, type Shape } from './computing-twin/shape.ts'

const HELP = `npm run computing:twin -- [up] [--centres 3] [--nodes 60] [--cards 8] [--slurm 24.11|26.05] [--port 16800] [--fresh]
npm run computing:twin -- status
npm run computing:twin -- exec CENTRE COMMAND…      例 e.g. exec c1 sinfo
npm run computing:twin -- down [--slurm …]          停止，保留状态 · stops, keeps its state
npm run computing:twin -- remove [--slurm …]        停止并删除 · stops and deletes it
--fresh: 忘记以前的作业和账户 · forgets earlier jobs and accounts`

const say = (line: string): void => console.log(line)
const dataDir = process.env['BALLAST_DATA_DIR'] ?? join(import.meta.dirname, '../var')
const ALL = Object.keys(SERIES) as Series[]

interface Asked {
  readonly command: string
  readonly rest: readonly string[]
  readonly shape: Shape
  readonly only: Series | undefined
  readonly isFresh: boolean
}

function asked(): Asked | undefined {
  const given = process.argv.slice(2)
  // What follows the centre is another program's.
  const own = given[0] === 'exec' ? given.slice(0, 1) : given
  const { values, positionals } = parseArgs({
    args: own,
    allowPositionals: true,
    options: {
      centres: { type: 'string', default: '1' },
      nodes: { type: 'string', default: '4' },
      cards: { type: 'string', default: '8' },
      port: { type: 'string', default: '16800' },
      slurm: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [centres, nodes, cardsPerNode, port] = [values.centres, values.nodes, values.cards, values.port].map(Number) as [
    number,
    number,
    number,
    number,
  ]
  const within = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most
  const only = ALL.find((series) => series === values.slurm)
  const isRight = within(centres, 9) && within(nodes, MOST_NODES) && within(cardsPerNode, 16) && within(port, 50_000)
  if (!isRight || values.help || (values.slurm !== undefined && only === undefined)) return undefined
  return {
    command: positionals[0] ?? 'up',
    rest: given[0] === 'exec' ? given.slice(1) : positionals.slice(1),
    shape: { slurm: only ?? '24.11', centres, nodes, cardsPerNode, port },
    only,
    isFresh: values.fresh,
  }
}

async function up({ shape, isFresh }: Asked): Promise<number> {
  const missing = whatIsMissing()
  if (missing.length > 0) {
    for (const line of missing) console.error(line)
    return 2
  }
  const places = placesOf(shape.slurm, dataDir)
  if (runningIn(places) !== undefined) {
    console.error(`已在运行，先执行 down · it is running already: take it down first (Slurm ${shape.slurm})`)
    return 1
  }
  const taken = await takenPorts(shape)
  if (taken.length > 0) {
    console.error(`端口已被占用 · ports are taken: ${taken.join(', ')} (--port)`)
    return 1
  }
  const began = performance.now()
  const isCold = ensureRoot(shape.slurm, places, say)
  if (isFresh) forget(places)
  await startTwin(places, shape, say)
  const cards = shape.centres * shape.nodes * shape.cardsPerNode
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  say(
    `Slurm ${shape.slurm} · ${shape.centres} 中心 centres · ${shape.nodes} 节点 nodes · ${cards} 卡 cards · ${seconds} s ${isCold ? '冷 cold' : '热 warm'}`,
  )
  tell(places.own, shape)
  return 0
}

function tell(own: string, shape: Shape): void {
  for (const { name, restPort, groups } of centresOf(shape)) {
    const kinds = groups.map(({ card, first, last }) => `${(last - first + 1) * shape.cardsPerNode} × ${card}`).join(' + ')
    say(`  ${name}  http://127.0.0.1:${restPort}  ${SERIES[shape.slurm].parser}  ${join(own, name, 'jwt.key')}  ${kinds}`)
  }
}

async function down(series: readonly Series[], thenRemove: boolean): Promise<number> {
  const left: string[] = []
  for (const slurm of series) {
    const places = placesOf(slurm, dataDir)
    const wasRunning = await stopTwin(places)
    left.push(...leftOf(places))
    if (wasRunning) say(`Slurm ${slurm} 已停止 · stopped`)
    if (thenRemove && leftOf(places).length === 0) rmSync(places.folder, { recursive: true, force: true })
  }
  for (const line of left) console.error(`还在 · left behind: ${line}`)
  return left.length === 0 ? 0 : 1
}

function exec([name, ...command]: readonly string[]): number {
  for (const slurm of ALL) {
    const places = placesOf(slurm, dataDir)
    const running = runningIn(places)
    const centre = running && centresOf(running.shape).find((one) => one.name === name)
    if (running !== undefined && centre !== undefined && command.length > 0) return runInside(running, centre, command)
  }
  console.error(`没有运行中的中心 · no such centre is running: ${name ?? ''}`)
  return 1
}

function status(): number {
  for (const slurm of ALL) {
    const places = placesOf(slurm, dataDir)
    const running = runningIn(places)
    say(`Slurm ${slurm}: ${running === undefined ? '未运行 not running' : `运行中 running · ${running.shape.nodes} 节点 nodes`}`)
    if (running !== undefined) tell(places.own, running.shape)
  }
  return 0
}

async function act(): Promise<number> {
  const wish = asked()
  if (wish === undefined) {
    say(HELP)
    return 1
  }
  const series = wish.only === undefined ? ALL : [wish.only]
  switch (wish.command) {
    case 'up':
      return up(wish)
    case 'down':
      return down(series, false)
    case 'remove':
      return down(series, true)
    case 'exec':
      return exec(wish.rest)
    case 'status':
      return status()
    default:
      say(HELP)
      return 1
  }
}

process.exitCode = await act()

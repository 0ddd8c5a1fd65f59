// A twin for as long as a journey or a measurement needs it, with its centres as the product is told of them.
import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ensureRoot, forget, whatIsMissing } from './root-filesystem.ts'
import { entering, runningIn, startTwin, stopTwin } from './running.ts'
import { SERIES, centresOf, placesOf, type CardType, type Shape } from './shape.ts'

const run = promisify(execFile)

export interface RehearsalCentre {
  readonly name: string
  readonly url: string
  readonly keyFile: string
  readonly cards: readonly CardType[]
}
export interface Rehearsal {
  readonly version: Shape['slurm']
  readonly centres: readonly RehearsalCentre[]
  /** Runs a command inside, with the configuration of a centre; what it printed. */
  inside(centre: string, ...command: readonly string[]): Promise<string>
  /** As by a power cut: nothing is saved any more. */
  killController(centre: string): Promise<void>
  startController(centre: string): Promise<void>
  close(): Promise<void>
}

/** By which names the product's register knows the twin's cards. */
export const CARD_NAMES: Readonly<Record<CardType, string>> = { a800: 'A800', ascend910b: '昇腾 910B', h20: 'H20' }

/**
 * @returns sentences on what this machine lacks, in place of the twin
 */
export async function rehearse(
  { slurm = '24.11', centres = 1, nodes = 2, cardsPerNode = 8, port, isUniform = false }: Partial<Shape>,
  dataDir = process.env['BALLAST_TWIN_DIR'] ?? join(import.meta.dirname, '../../var'),
): Promise<Rehearsal | readonly string[]> {
  const missing = whatIsMissing()
  if (missing.length > 0) return missing
  const shape: Shape = { slurm, centres, nodes, cardsPerNode, port: port ?? (await freePorts()), isUniform }
  const places = placesOf(slurm, dataDir)
  if (runningIn(places) !== undefined) {
    throw new Error(`a twin of Slurm ${slurm} is running already: npm run computing:twin -- down --slurm ${slurm}`)
  }
  ensureRoot(slurm, places, console.log)
  forget(places)
  await startTwin(places, shape, () => undefined)
  const running = runningIn(places)
  if (running === undefined) throw new Error('the twin ended as soon as it had begun')
  const known = centresOf(shape)
  const inside = async (name: string, ...command: readonly string[]) => {
    const centre = known.find((one) => one.name === name)
    if (centre === undefined) throw new Error(`no centre ${name}`)
    return (await run('nsenter', entering(running, centre, command), { maxBuffer: 256 * 1024 * 1024 })).stdout
  }
  return {
    version: slurm,
    centres: known.map(({ name, restPort, groups }) => ({
      name,
      url: `http://127.0.0.1:${restPort}`,
      keyFile: join(places.own, name, 'jwt.key'),
      cards: groups.map(({ card }) => card),
    })),
    inside,
    killController: async (name) => {
      await inside(name, 'sh', '-c', `kill -9 $(cat /run/slurmctld-${name}.pid)`)
    },
    startController: async (name) => {
      await inside(name, 'sh', '-c', `setsid slurmctld -i -D >/dev/null 2>>/opt/ballast/log/slurmctld-${name}.err </dev/null &`)
    },
    close: async () => {
      await stopTwin(places)
    },
  }
}

/** Below those that the system gives to whoever asks for any; another twin may have some of them. */
const FIRST_PORTS = [21_000, 16_000, 11_000, 26_000]

async function freePorts(): Promise<number> {
  for (const first of FIRST_PORTS) {
    const [centre] = centresOf({ slurm: '24.11', centres: 1, nodes: 1, cardsPerNode: 1, port: first })
    if (centre !== undefined && (await isFree(centre.controllerPort)) && (await isFree(centre.dbdPort))) return first
  }
  throw new Error('every range of ports is taken by another twin')
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** A centre as it is written into the register. */
export const centreInput = ({ name, url, keyFile, cards }: RehearsalCentre, version: keyof typeof SERIES, cardsPerNode = 8) => ({
  code: name,
  nameZh: `演练中心${name}`,
  nameEn: `Rehearsal centre ${name}`,
  engine: 'slurm' as const,
  apiVersion: version,
  url,
  keyRef: `file:${keyFile}`,
  workDir: '/tmp',
  partition: null,
  state: 'open' as const,
  cards: cards.map((card) => ({ cardType: CARD_NAMES[card], engineType: card, cardsPerNode })),
})

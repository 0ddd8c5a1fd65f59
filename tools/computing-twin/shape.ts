import { join } from 'node:path'

/** Which Debian release carries which Slurm, and the version of the REST interface that the product speaks to it. */
export const SERIES = {
  '24.11': { suite: 'trixie', parser: 'v0.0.42' },
  '26.05': { suite: 'forky', parser: 'v0.0.45' },
} as const
export type Series = keyof typeof SERIES

export interface Shape {
  readonly slurm: Series
  readonly centres: number
  readonly nodes: number
  readonly cardsPerNode: number
  /** First of the ports on loopback; each centre takes its own from there. */
  readonly port: number
  /** All centres have the first one's kind of card, to be held beside each other. */
  readonly isUniform?: boolean
}

/** Fake cards by the name that Slurm knows them by, with the dense FP16 TFLOPS by which they are billed. */
const CARD_TFLOPS = { a800: 312, ascend910b: 376, h20: 148 } as const
export type CardType = keyof typeof CARD_TFLOPS
export const tflopsOf = (card: CardType): number => CARD_TFLOPS[card]
export const CARD_TYPES = Object.keys(CARD_TFLOPS) as CardType[]

export interface NodeGroup {
  readonly card: CardType
  readonly first: number
  readonly last: number
}

export interface Centre {
  readonly name: string
  readonly groups: readonly NodeGroup[]
  readonly dbdPort: number
  readonly controllerPort: number
  readonly restPort: number
  readonly firstNodePort: number
}

/** Ports of nodes that one centre may take: no twin has more nodes. */
export const MOST_NODES = 1000
const PORTS_PER_CENTRE = 10
const NODE_PORTS_FROM = 1000

/** The first centre has one kind of card; unless they are to be uniform, every other one has a second kind beside it, so that there is something to choose. */
export function centresOf({ centres, nodes, port, isUniform = false }: Shape): Centre[] {
  return Array.from({ length: centres }, (_, index) => {
    const other = CARD_TYPES[1 + ((index - 1) % (CARD_TYPES.length - 1))]
    const half = Math.ceil(nodes / 2)
    const mixed = !isUniform && index > 0 && nodes > 1 && other !== undefined
    const ports = port + index * PORTS_PER_CENTRE
    return {
      name: `c${index + 1}`,
      groups: mixed
        ? [
            { card: 'a800', first: 1, last: half },
            { card: other, first: half + 1, last: nodes },
          ]
        : [{ card: 'a800', first: 1, last: nodes }],
      dbdPort: ports + 1,
      controllerPort: ports + 2,
      restPort: ports + 3,
      firstNodePort: port + NODE_PORTS_FROM + index * MOST_NODES,
    }
  })
}

export interface Places {
  /** Of one series: its root file system and what it has running. */
  readonly folder: string
  readonly root: string
  /** What of the root file system is ours: configuration, state, logs. */
  readonly own: string
  readonly running: string
}

/** The twin's folder inside its own root. */
export const INSIDE = '/opt/ballast'

export function placesOf(slurm: Series, dataDir: string): Places {
  const folder = join(dataDir, 'computing-twin', slurm)
  const root = join(folder, 'root')
  return { folder, root, own: join(root, INSIDE), running: join(folder, 'running.json') }
}

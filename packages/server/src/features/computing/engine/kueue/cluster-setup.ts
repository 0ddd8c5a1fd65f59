import type { Partition } from '../engine-port.ts'
import { refusalOf } from './kueue-fault.ts'
import { IMAGE, isTrue, TFLOPS, type ClusterQueue, type KubeNode, type ResourceFlavor } from './kueue-objects.ts'

/** A type of card: a ResourceFlavor that names its nodes by labels, in a group that covers one resource of a vendor. */
export interface Card {
  readonly type: string
  readonly resource: string
  readonly nodeLabels: Readonly<Record<string, string>>
  /** Of one card, as the operator wrote it on the flavor; 0: he did not. */
  readonly tflops: number
}

/** A ClusterQueue that the operator has given an image for jobs; the others are none of ours. */
export interface Queue {
  readonly name: string
  readonly isUp: boolean
  readonly image: string
  readonly cards: readonly Card[]
}

export function queuesOf(clusterQueues: readonly ClusterQueue[], flavors: readonly ResourceFlavor[]): Queue[] {
  return clusterQueues.flatMap((queue) => {
    const { name, annotations } = queue.metadata
    const image = annotations?.[IMAGE]
    if (image === undefined) return []
    const cards = (queue.spec.resourceGroups ?? []).flatMap(({ coveredResources, flavors: named }) => {
      // Resources of vendors have a domain, those of Kubernetes itself have none.
      const resource = coveredResources.find((one) => one.includes('/'))
      return resource === undefined
        ? []
        : flavors
            .filter(({ metadata }) => named.some((flavor) => flavor.name === metadata.name))
            .flatMap((flavor) => cardOf(flavor, resource))
    })
    return [{ name, image, cards, isUp: (queue.spec.stopPolicy ?? 'None') === 'None' && isTrue(queue, 'Active') }]
  })
}

function cardOf({ metadata, spec }: ResourceFlavor, resource: string): Card[] {
  const nodeLabels = spec?.nodeLabels ?? {}
  if (Object.keys(nodeLabels).length === 0) return []
  return [{ type: metadata.name, resource, nodeLabels, tflops: Number(metadata.annotations?.[TFLOPS] ?? 0) }]
}

const isOn = ({ metadata }: KubeNode, { nodeLabels }: Card): boolean =>
  Object.entries(nodeLabels).every(([label, value]) => metadata.labels?.[label] === value)

export const cardsOn = (node: KubeNode, queues: readonly Queue[]): Card[] => [
  ...new Map(queues.flatMap(({ cards }) => cards.filter((card) => isOn(node, card))).map((card) => [card.type, card])).values(),
]

export const partitionOf = (queue: Queue, nodes: readonly KubeNode[]): Partition => ({
  name: queue.name,
  isUp: queue.isUp,
  nodes: nodes.filter((node) => cardsOn(node, [queue]).length > 0).length,
  longestMinutes: null,
})

/** @throws Refusal `engine.cannot-run` when there is no such queue or card */
export function placeFor(queues: readonly Queue[], { partition, cardType }: { partition: string | null; cardType: string }) {
  const queue = partition === null ? queues[0] : queues.find(({ name }) => name === partition)
  if (queue === undefined) throw refusalOf('engine.cannot-run', `ClusterQueue ${partition ?? ''}`)
  const card = queue.cards.find(({ type }) => type === cardType)
  if (card === undefined) throw refusalOf('engine.cannot-run', `ResourceFlavor ${cardType}`)
  return { queue, card }
}

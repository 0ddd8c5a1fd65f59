import { takesJobs } from '@ballast/domain/computing/engine-states.ts'
import type { CentreCard } from '../centre.queries.ts'
import type { NodeSeen } from '../engine/engine-port.ts'
import type { SeenCards } from './capacity.queries.ts'

/** By type of card that is registered: how many the engine has, uses, and has on nodes that take no jobs. */
export function countCards(registered: readonly CentreCard[], nodes: readonly NodeSeen[]): SeenCards[] {
  return registered.map(({ cardType, engineType }) => {
    const having = nodes.filter(({ cards }) => engineType in cards)
    const total = (of: (node: NodeSeen) => number) => having.reduce((sum, node) => sum + of(node), 0)
    const cardsOf = ({ cards }: NodeSeen) => cards[engineType] ?? 0
    const usedOf = ({ cardsUsed }: NodeSeen) => cardsUsed[engineType] ?? 0
    return {
      cardType,
      cards: total(cardsOf),
      used: total(usedOf),
      away: total((node) => (takesJobs(node.state) ? 0 : cardsOf(node) - usedOf(node))),
    }
  })
}

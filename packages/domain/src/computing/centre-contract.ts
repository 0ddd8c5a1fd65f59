import type { PlainDate } from '../shared/time.ts'

/** When a firm may use a centre by a contract; the last day counts. */
export interface ContractTerm {
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
}

export const CONTRACT_STATES = ['in-force', 'not-yet', 'lapsed'] as const
export type ContractState = (typeof CONTRACT_STATES)[number]

export const contractState = ({ fromOn, untilOn }: ContractTerm, on: PlainDate): ContractState =>
  on < fromOn ? 'not-yet' : untilOn < on ? 'lapsed' : 'in-force'

/** Of a firm's contracts with a centre the one that says how it stands on a day: in force and the longest, else the next to begin, else the last that ended. */
export function contractOn<T extends ContractTerm>(contracts: readonly T[], on: PlainDate): T | undefined {
  const by = (a: T, b: T): number => {
    const states = CONTRACT_STATES.indexOf(contractState(a, on)) - CONTRACT_STATES.indexOf(contractState(b, on))
    if (states !== 0) return states
    const isWaiting = contractState(a, on) === 'not-yet'
    return isWaiting ? (a.fromOn < b.fromOn ? -1 : 1) : a.untilOn > b.untilOn ? -1 : 1
  }
  return contracts.toSorted(by)[0]
}

/** For the sentence of a refusal: the term of the contract that does not hold on the day, or a dash; undefined: one is in force. */
export function lackOfContract(contracts: readonly ContractTerm[], on: PlainDate): { term: string } | undefined {
  const best = contractOn(contracts, on)
  if (best === undefined) return { term: '—' }
  return contractState(best, on) === 'in-force' ? undefined : { term: `${best.fromOn} – ${best.untilOn}` }
}

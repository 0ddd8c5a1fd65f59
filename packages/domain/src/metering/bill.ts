import { fen, type Fen } from '../shared/money.ts'

/** A metered run as a bill has it; its charge was rounded to the fen when it was recorded. */
export interface BilledRun {
  readonly cardType: string
  readonly amount: bigint
  readonly covered: bigint
  readonly free: bigint
  readonly chargedFen: bigint
}

export interface BillSum {
  readonly runs: number
  readonly amount: bigint
  readonly covered: bigint
  readonly free: bigint
  readonly chargedFen: Fen
}

/** A bill is the sum of its rows; nothing is rounded again. */
export const billSum = (runs: readonly BilledRun[]): BillSum => ({
  runs: runs.length,
  amount: sum(runs, 'amount'),
  covered: sum(runs, 'covered'),
  free: sum(runs, 'free'),
  chargedFen: fen(sum(runs, 'chargedFen')),
})

/** By type of card, in the order of their names. */
export const billByCard = (runs: readonly BilledRun[]): (BillSum & { cardType: string })[] =>
  [...Map.groupBy(runs, ({ cardType }) => cardType)]
    .map(([cardType, own]) => ({ cardType, ...billSum(own) }))
    .toSorted((a, b) => (a.cardType < b.cardType ? -1 : 1))

const sum = (runs: readonly BilledRun[], of: 'amount' | 'covered' | 'free' | 'chargedFen'): bigint =>
  runs.reduce((total, run) => total + run[of], 0n)

import type { Fen } from '../shared/money.ts'
import type { PlainDate } from '../shared/time.ts'

/** What the agreement of a project promises: amounts, and days by which something has happened. */
export const COMMITMENT_KINDS = [
  'fixed_investment',
  'annual_output',
  'tax_per_mu',
  'completion_date',
  'production_date',
  'full_capacity_date',
] as const
export type CommitmentKind = (typeof COMMITMENT_KINDS)[number]

/** From worst to best. */
export const COMMITMENT_RESULTS = ['not_met', 'partly_met', 'met'] as const
export type CommitmentResult = (typeof COMMITMENT_RESULTS)[number]

export const isAmount = (kind: CommitmentKind): boolean => kind === 'fixed_investment' || kind === 'annual_output' || kind === 'tax_per_mu'

export interface Commitment {
  readonly kind: CommitmentKind
  readonly promisedFen: Fen | null
  readonly dueOn: PlainDate | null
}
export interface Reached {
  readonly fen: Fen | null
  readonly on: PlainDate | null
}

/** The best that a review (达产复核) can say of a commitment: what falls short, or came late, is met in part at most. */
export function bestResult({ kind, promisedFen, dueOn }: Commitment, reached: Reached): CommitmentResult {
  if (isAmount(kind)) {
    if (reached.fen === null || reached.fen === 0n) return promisedFen === 0n && reached.fen !== null ? 'met' : 'not_met'
    return reached.fen >= (promisedFen ?? 0n) ? 'met' : 'partly_met'
  }
  if (reached.on === null) return 'not_met'
  return dueOn !== null && reached.on > dueOn ? 'partly_met' : 'met'
}

export const isBetter = (result: CommitmentResult, than: CommitmentResult): boolean =>
  COMMITMENT_RESULTS.indexOf(result) > COMMITMENT_RESULTS.indexOf(than)

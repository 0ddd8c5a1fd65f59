import type { EndedRun } from './book-run.ts'

/** Why use stands on the suspense account: nobody can be charged for it without a decision. */
export const SUSPENSE_REASONS = ['no-job', 'unknown-account', 'other-account', 'unknown-card', 'mixed-cards', 'no-rate'] as const
export type SuspenseReason = (typeof SUSPENSE_REASONS)[number]

/** What is known at a centre of whom its rows can belong to. */
export interface Register<Id extends string> {
  /** Jobs of ours: whose they are. They stay theirs whoever submitted them, and whether he still works there. */
  readonly jobs: ReadonlyMap<string, Id>
  /** Accounts of the centre: whose they are. */
  readonly accounts: ReadonlyMap<string, Id>
  /** The engine's name of a card → ours. */
  readonly cards: ReadonlyMap<string, string>
  readonly hasRate: (cardType: string, startedAt: number) => boolean
}

export type Attribution<Id extends string> =
  | { readonly kind: 'metered'; readonly enterpriseId: Id; readonly cardType: string }
  /** `enterpriseId`: whose account it ran in; null: nobody's that we know. */
  | { readonly kind: 'suspense'; readonly reason: SuspenseReason; readonly enterpriseId: Id | null; readonly cardType: string | null }

/** Whom a row is charged to, or why nobody can be. Never nothing: what ran is either metered or in suspense. */
export function attributionOf<Id extends string>(run: EndedRun, { jobs, accounts, cards, hasRate }: Register<Id>): Attribution<Id> {
  const used = Object.entries(run.cards).filter(([, count]) => count > 0)
  const named = used.length === 1 ? cards.get(used[0]?.[0] ?? '') : undefined
  const owner = accounts.get(run.account) ?? null
  const holder = jobs.get(run.ownId)
  const suspense = (reason: SuspenseReason, enterpriseId: Id | null) => ({
    kind: 'suspense' as const,
    reason,
    enterpriseId,
    cardType: named ?? null,
  })
  if (holder === undefined) return suspense(owner === null ? 'unknown-account' : 'no-job', owner)
  // Whoever writes another's id into the comment of his job does not run at the other's expense.
  if (owner !== null && owner !== holder) return suspense('other-account', owner)
  if (used.length > 1) return suspense('mixed-cards', holder)
  if (named === undefined) return suspense('unknown-card', holder)
  if (!hasRate(named, run.startedAt)) return suspense('no-rate', holder)
  return { kind: 'metered', enterpriseId: holder, cardType: named }
}

import type { LifeGate } from '@ballast/domain/gate/life.ts'

export const ACTION_KINDS = ['expedite', 'visit', 'front-load', 'reserve'] as const
/** An approval brought forward, a visit of the service manager, funds brought forward, a reserve project that is begun. */
export type ActionKind = (typeof ACTION_KINDS)[number]

/** What an action of a kind costs and does. Effects are assumptions until what was done has been measured. */
export interface ActionRule {
  /** A fixed cost; of funds that are brought forward, per yuan of them. */
  readonly costFen: number
  /** Months after the one in which it is done, by whose end at the latest the gate is passed when it works. */
  readonly lagMonths: number
  /** What it adds when it works: to the speed of works (visit), or as a part of the year's plan (funds). */
  readonly gain: number
  /** Chance that it works, as counts of a Beta distribution: what is assumed, and what was measured added to it. */
  readonly worked: number
  readonly failed: number
}

/** What there is to spend. null: not entered, and therefore no plan, because without a limit everything would be done. */
export interface ActionCapacity {
  readonly visitsPerMonth: number | null
  readonly visitsPerManagerMonth: number | null
  readonly offices: readonly { readonly office: string; readonly gates: readonly LifeGate[]; readonly perMonth: number | null }[]
  readonly fundsPerQuarterFen: number | null
  readonly reservePerMonth: number | null
}

export interface ActionSettings {
  /** How many months ahead are planned for. */
  readonly months: number
  readonly perProject: number
  /** Kinds of which a project gets one or the other. */
  readonly conflicts: readonly (readonly [ActionKind, ActionKind])[]
  readonly rules: Readonly<Record<ActionKind, ActionRule>>
  readonly capacity: ActionCapacity
}

/** Something that could be done. */
export interface ActionCandidate {
  readonly id: string
  readonly projectId: string
  readonly kind: ActionKind
  /** The gate that it moves; null: it moves works or funds. */
  readonly gate: LifeGate | null
  /** The month of the year in which it is done. */
  readonly month: number
  readonly costFen: number
  /** Funds that it brings forward. */
  readonly fundsFen: number
  readonly office: string | null
  readonly manager: string | null
  /** It works only beside one of these. */
  readonly needs: readonly string[]
}

export const LIMIT_KINDS = [
  'visits',
  'manager-visits',
  'approvals',
  'funds',
  'reserve-starts',
  'per-project',
  'once',
  'conflict',
  'needs',
  'share',
] as const
export type LimitKind = (typeof LIMIT_KINDS)[number]

/** What a constraint is about, so that a refusal can name it. */
export interface Limit {
  readonly kind: LimitKind
  /** The manager, the office or the project. */
  readonly of: string | null
  /** Its month, or the last of its quarter. */
  readonly month: number | null
}

export const limitText = ({ kind, of, month }: Limit): string => [kind, of, month].filter((part) => part !== null).join(' ')

export interface Chance {
  readonly mean: number
  readonly deviation: number
}

/** Mean and deviation of a Beta distribution. */
export function chanceToWork({ worked, failed }: Pick<ActionRule, 'worked' | 'failed'>): Chance {
  const n = worked + failed
  return { mean: worked / n, deviation: Math.sqrt((worked * failed) / (n * n * (n + 1))) }
}

import type { Curve } from './curve.ts'
import type { Season } from './season.ts'

/** How often a gate was passed in a month in which it could have been: by where that month stands against the gate's date. */
export interface HazardCount {
  readonly passed: number
  readonly exposed: number
}
export const DUE_STATES = ['not-due', 'due', 'overdue'] as const
export type DueState = (typeof DUE_STATES)[number]

/** One closed project-year: what its work did against what was expected of it, and what the expectation could be told by. */
export interface Reference {
  readonly isUnderWay: boolean
  /** Whether anything of it could be reported at the origin: what is registered late is reported all at once. */
  readonly isRegistered: boolean
  /** Part of its time that has gone. */
  readonly progress: number
  readonly logSize: number
  /** Months behind its planned course at the origin. */
  readonly monthsLate: number
  /** Actual progress by expected progress; 0: nothing moved. */
  readonly multiplier: number
}

/** What closed years taught, per number of months known (place 0 to 11). Plain data: it can be kept and sent. */
export interface Experience {
  /** Closed years learnt from. */
  readonly years: number
  readonly season: Season | null
  readonly curves: Readonly<Record<string, Curve>>
  /** By gate and state. */
  readonly hazards: Readonly<Record<string, Readonly<Record<DueState, HazardCount>>>>
  /** Speed against the planned duration, by sector, and of everything. */
  readonly speeds: Readonly<Record<string, { readonly mean: number; readonly n: number }>>
  readonly speed: { readonly mean: number; readonly n: number }
  readonly references: readonly (readonly Reference[])[]
  /** log(actual rest of the year / expected rest), a year each. */
  readonly errors: readonly (readonly number[])[]
  /** log(reported so far / expected of it as the year began), a year each. */
  readonly paces: readonly (readonly number[])[]
  /** log(year / plan) at place 0, log(year / year to date) at the others, a year each. */
  readonly ratios: readonly (readonly number[])[]
  /** By how much to widen or narrow the band. */
  readonly widths: readonly number[]
}

/** Place of a per-month figure. */
export const monthPlace = (known: number): number => Math.min(11, known)

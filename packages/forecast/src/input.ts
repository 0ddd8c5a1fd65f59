import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import type { Experience } from './experience.ts'

/** One gate of a project that its type has, in the order of its life. */
export interface ForecastGate {
  readonly gate: LifeGate
  readonly plannedOn: PlainDate | null
  /** When the people in charge expect it now; null: as planned. */
  readonly forecastOn: PlainDate | null
  readonly actualOn: PlainDate | null
  /** The last day on which one of its dates was entered or changed, for judging whether anybody keeps them; null: not known. */
  readonly touchedOn?: PlainDate | null
}

export interface ForecastProject {
  readonly id: string
  readonly category: string
  /** null: in no cluster of its category. */
  readonly cluster: string | null
  readonly isIndustry: boolean
  /** What its spending curve is learnt with, e.g. the category or the kind of building. */
  readonly sector: string
  readonly totalFen: Fen
  /** Completed up to the end of the year before, land included. */
  readonly cumulativeBeforeFen: Fen
  /** Reported (纳统) by month of this year, January first. Months after the as-of month are not read. */
  readonly reportedFen: readonly Fen[]
  /** Years before, oldest month first; only for judging how it was reported. */
  readonly reportedBefore?: readonly { readonly month: YearMonth; readonly fen: Fen }[]
  /** The year's plan by month, countable money, land included. */
  readonly planFen: readonly Fen[]
  /** The part of the plan that is land, by month: it is paid when the land is awarded, not as works progress. */
  readonly landPlanFen?: readonly Fen[]
  /** 建安 as a part of what is still to be spent, 0 to 1. */
  readonly constructionShare: number
  /** Planned months from 开工 to 竣工. */
  readonly constructionMonths: number
  readonly gates: readonly ForecastGate[]
}

/** Everything that is known at the end of the as-of month. The same input, draws and seed give the same bytes, anywhere. */
export interface ForecastInput {
  readonly year: number
  /** The last month whose figures are known; December of the year before: nothing of this year is. */
  readonly asOf: YearMonth
  readonly targetFen: Fen
  /** Industry's part of the total, 0 to 1. */
  readonly industryShareTarget: number
  readonly projects: readonly ForecastProject[]
  /** What the zone's closed years taught; null: a first year, run on priors. */
  readonly experience: Experience | null
}

export const HORIZONS = ['Q1', 'H1', 'Q3', 'YE'] as const
export type Horizon = (typeof HORIZONS)[number]
/** The month that ends each horizon. */
export const HORIZON_MONTHS: Readonly<Record<Horizon, number>> = { Q1: 3, H1: 6, Q3: 9, YE: 12 }

/** Months of the year that are known, 0 to 12. */
export function monthsKnown({ year, asOf }: Pick<ForecastInput, 'year' | 'asOf'>): number {
  const months = (Number(asOf.slice(0, 4)) - year) * 12 + Number(asOf.slice(5, 7))
  return Math.min(12, Math.max(0, months))
}

/** A date as a month of the year: 1 is January; 0 and less before it, 13 and more after it. */
export function monthOfYear(year: number, date: PlainDate): number {
  return (Number(date.slice(0, 4)) - year) * 12 + Number(date.slice(5, 7))
}

import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Curve } from './curve.ts'

export interface Lognormal {
  readonly mean: number
  readonly deviation: number
}

/** A gate that is still open and that work or reporting waits for. */
export interface OpenGate {
  readonly gate: LifeGate
  /** Which of the project's random numbers it draws. */
  readonly stream: number
  readonly dueMonth: number | null
  readonly hazard: Float64Array
}

/** A project ready to be drawn: numbers only. Money is in fen, as floats: a forecast is an estimate, not a book. */
export interface Prepared {
  readonly id: string
  readonly owner: number
  readonly cell: number
  readonly sector: string
  readonly constructionShare: number
  readonly curve: Curve
  /** What works can still reach; land that is planned this year is beside it. */
  readonly worksFen: number
  readonly progress: number
  readonly speed: number
  readonly months: number
  readonly multipliers: Float64Array
  /** Work waits for these, one after another; reporting for the second. */
  readonly workGates: readonly OpenGate[]
  readonly registration: OpenGate | null
  /** Land still to be paid, added up by month, and the gate it waits for; null: none. */
  readonly land: Float64Array | null
  readonly awardPlace: number
  /** Money that somebody moves in a scenario, added up by month; null: none. */
  readonly moved: Float64Array | null
}

export interface Cell {
  readonly category: string
  readonly cluster: string | null
  readonly isIndustry: boolean
  /** Reported of this year by the end of each known month. */
  readonly knownFen: Float64Array
  readonly knownConstructionFen: Float64Array
}

export interface Zone {
  readonly known: number
  readonly season: Float64Array
  readonly cells: readonly Cell[]
  readonly projects: readonly Prepared[]
  readonly factor: Lognormal
  readonly topDown: Lognormal
  readonly poolWeight: number
  readonly planFen: number
  readonly width: number
}

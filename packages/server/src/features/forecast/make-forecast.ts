import { explainForecast, mergeForecast, type Explanation, type Forecast } from '@ballast/forecast/index.ts'
import { HORIZONS, type ForecastInput, type Horizon } from '@ballast/forecast/input.ts'
import { cellDraws } from '@ballast/forecast/outcome.ts'
import { drawScale, forecastPart, joinParts, type ForecastPart } from '@ballast/forecast/part.ts'
import { prepareZone } from '@ballast/forecast/prepare.ts'
import { readInput } from '@ballast/forecast/read-input.ts'
import { canonicalJson } from '../../platform/audit.ts'
import type { Stored } from './input-text.ts'

/** What a thread is given: plain text and numbers. */
export interface ForecastTask {
  readonly input: string
  readonly draws: number
  readonly seed: number
  /** A year without a plan has no target to explain the distance from. */
  readonly isExplained: boolean
}

/** What is kept of a forecast. */
export interface ForecastResult {
  readonly forecast: Forecast
  /** Of each horizon's total: the amounts below which 1, 2, … 99 of a hundred draws lie. */
  readonly levels: Readonly<Record<Horizon, readonly bigint[]>>
  readonly explanation: Explanation | null
}
export type StoredResult = Stored<ForecastResult>

const LEVELS = 99
/** Draws come in so many parts, and between two of them it is said how far it is; explaining takes about as long as two parts. */
const PARTS = 8
export const STEPS = PARTS + 2

/** The result as text. The same task gives the same text, to the bit. */
export function makeForecast(task: ForecastTask, onStep: (done: number) => void = () => undefined): string {
  const input = readInput(task.input)
  const { draws, seed } = task
  const parts = Array.from({ length: PARTS }, (_, place) => {
    const part = forecastPart(input, {
      seed,
      from: Math.floor((draws * place) / PARTS),
      to: Math.floor((draws * (place + 1)) / PARTS),
    })
    onStep(place + 1)
    return part
  })
  const result: ForecastResult = {
    forecast: mergeForecast(input, parts),
    levels: levelsOf(input, parts),
    explanation: task.isExplained ? explainForecast(input, { draws, seed }) : null,
  }
  onStep(STEPS)
  return canonicalJson(result)
}

function levelsOf(input: ForecastInput, parts: readonly ForecastPart[]): ForecastResult['levels'] {
  const { zone } = prepareZone(input)
  const part = joinParts(parts)
  const scale = drawScale(zone, part)
  const of = (horizon: Horizon) => {
    const sorted = cellDraws(zone, part, { scale, horizon, isWanted: () => true }).sort()
    return Array.from({ length: LEVELS }, (_, place) => BigInt(Math.round(sorted[levelPlace(sorted.length, place + 1)] as number)))
  }
  return Object.fromEntries(HORIZONS.map((horizon) => [horizon, of(horizon)])) as unknown as ForecastResult['levels']
}

/** The middle of the draws around a level, so that the first and the last level mirror each other. */
const levelPlace = (draws: number, level: number): number =>
  Math.min(draws - 1, Math.max(0, Math.round((level * draws) / (LEVELS + 1) - 0.5)))

import { hashText, mix32 } from '../random.ts'
import { normalQuantile } from '../multiplier.ts'

/** Chances of the generator, one after another: nothing of the forecaster's numbers is shared. */
export interface Chance {
  readonly uniform: () => number
  readonly normal: () => number
  readonly is: (probability: number) => boolean
  readonly below: (count: number) => number
}

export function chanceFrom(text: string): Chance {
  let state = hashText(text)
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    return (mix32(state) + 0.5) / 4294967296
  }
  return {
    uniform,
    normal: () => normalQuantile(uniform()),
    is: (probability) => uniform() < probability,
    below: (count) => Math.floor(uniform() * count),
  }
}

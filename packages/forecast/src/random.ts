/**
 * Counter-based random numbers: the number of draw d for one purpose of one project is a hash of both and of the seed. It is the same in
 * every scenario and on any number of workers, so differences between scenarios are exact and nothing depends on order.
 */
const TABLE_BITS = 12
const TABLE_SIZE = 1 << TABLE_BITS
const SHIFT = 32 - TABLE_BITS
const DRAW_STEP = 0x9e3779b1
const PURPOSE_STEP = 0x85ebca6b

export function mix32(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

/** FNV-1a of a text: a project keeps its numbers when others come and go. */
export function hashText(text: string): number {
  let h = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193)
  return h >>> 0
}

/** One stream of numbers: of a project (or the zone) for one purpose. */
export const streamKey = (seed: number, owner: number, purpose: number): number =>
  mix32(mix32(owner ^ Math.imul(seed | 0, 0x27d4eb2f)) + Math.imul(purpose + 1, PURPOSE_STEP))

/** 32 random bits of a draw. */
export const bitsOf = (key: number, draw: number): number => {
  let h = (Math.imul(draw + 1, DRAW_STEP) ^ key) | 0
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

export const uniformOf = (key: number, draw: number): number => (bitsOf(key, draw) + 0.5) / 4294967296

/** A table of equally likely values; `table[bits >>> SHIFT_…]` draws from it. */
function tableOf(quantile: (p: number) => number): Float64Array {
  return Float64Array.from({ length: TABLE_SIZE }, (_, index) => quantile((index + 0.5) / TABLE_SIZE))
}

/** Student's t with 5 degrees of freedom, scaled to a standard deviation of 1 and clipped at ±4: fat tails whose exponential has a mean. */
const T5 = tableOf((p) => Math.min(4, Math.max(-4, t5Quantile(p) * Math.sqrt(0.6))))
/** Waiting time of rate 1. */
export const EXPONENTIAL = tableOf((p) => -Math.log1p(-p))
export const EXPONENTIAL_SHIFT = SHIFT

export const t5Of = (key: number, draw: number): number => T5[bitsOf(key, draw) >>> SHIFT] as number

function t5Cdf(t: number): number {
  const angle = Math.atan(t / Math.sqrt(5))
  const cos = Math.cos(angle)
  return 0.5 + (angle + Math.sin(angle) * cos * (1 + (2 / 3) * cos * cos)) / Math.PI
}

function t5Quantile(p: number): number {
  let [low, high] = [-60, 60]
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2
    if (t5Cdf(middle) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

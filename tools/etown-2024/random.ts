/** A stream of numbers that depends on its seed alone (mulberry32), so that the pack can be made again byte for byte. */
export interface Random {
  /** In [0, 1). */
  next(): number
  between(low: number, high: number): number
  /** Whole, both ends included. */
  whole(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** Standard normal. */
  normal(): number
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number) => low + (high - low) * next()
  return {
    next,
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
    // The sum of twelve uniform numbers: close enough to a normal one, and the same on every machine.
    normal: () => Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, 0) - 6,
  }
}

/** Whole parts that add up to `total`, in proportion to the weights, by largest remainder. */
export function split(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const exact = weights.map((weight) => (whole === 0 ? total / weights.length : (total * weight) / whole))
  const parts = exact.map(Math.floor)
  const left = total - parts.reduce((sum, part) => sum + part, 0)
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of order.slice(0, left)) parts[index] = (parts[index] as number) + 1
  return parts
}

/** As `split`, with no part above its cap; what is cut off goes to the others. The caps must leave room for the total. */
export function splitBelow(total: number, weights: readonly number[], caps: readonly number[]): number[] {
  if (caps.reduce((sum, cap) => sum + cap, 0) < total) throw new Error(`The caps leave no room for ${total}`)
  const full = new Set<number>()
  for (;;) {
    const taken = [...full].reduce((sum, index) => sum + (caps[index] as number), 0)
    const parts = split(
      total - taken,
      weights.map((weight, index) => (full.has(index) ? 0 : weight)),
    )
    const over = parts.flatMap((part, index) => (!full.has(index) && part > (caps[index] as number) ? [index] : []))
    if (over.length === 0) return parts.map((part, index) => (full.has(index) ? (caps[index] as number) : part))
    for (const index of over) full.add(index)
  }
}

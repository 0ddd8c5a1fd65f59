export const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let at = 0; at < values.length; at += 1) sum += values[at] as number
  return values.length === 0 ? 0 : sum / values.length
}

/** The quantile of sorted values, interpolated between neighbours. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const place = p * (sorted.length - 1)
  const low = Math.floor(place)
  const high = Math.min(sorted.length - 1, low + 1)
  const [a, b] = [sorted[low] as number, sorted[high] as number]
  return a + (b - a) * (place - low)
}

/** Puts the k-th smallest value at place k, smaller ones before it: Hoare's selection, which needs no full sort. */
export function select(values: Float64Array, k: number, from = 0): number {
  let [left, right] = [from, values.length - 1]
  while (left < right) {
    const pivot = values[(left + right) >> 1] as number
    let [i, j] = [left, right]
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1
      while ((values[j] as number) > pivot) j -= 1
      if (i <= j) {
        const swap = values[i] as number
        values[i] = values[j] as number
        values[j] = swap
        i += 1
        j -= 1
      }
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else break
  }
  return values[k] as number
}

/** Quantiles at rising levels, without sorting; the values are reordered. */
export function quantilesInPlace(values: Float64Array, levels: readonly number[]): number[] {
  let from = 0
  return levels.map((p) => {
    const place = p * (values.length - 1)
    const low = Math.floor(place)
    const a = select(values, low, from)
    from = low
    // Added to nought, a negative zero becomes the zero that interpolation gives.
    if (place === low || low + 1 >= values.length) return a + 0
    let b = Infinity
    for (let at = low + 1; at < values.length; at += 1) if ((values[at] as number) < b) b = values[at] as number
    return a + (b - a) * (place - low)
  })
}

/**
 * Continuous ranked probability score of draws: mean |draw − outcome| − half the mean distance of two draws. In the unit of the outcome;
 * of a single number it is the absolute error. The draws must be sorted.
 */
export function crpsOfSorted(sorted: ArrayLike<number>, outcome: number): number {
  const n = sorted.length
  let [distance, spread] = [0, 0]
  for (let at = 0; at < n; at += 1) {
    const draw = sorted[at] as number
    distance += Math.abs(draw - outcome)
    spread += (2 * at - n + 1) * draw
  }
  return distance / n - spread / n ** 2
}

/** Whether the outcome lies in the middle 80 % of sorted draws, ends included. */
export function coveredBy80(sorted: ArrayLike<number>, outcome: number): boolean {
  const n = sorted.length
  return outcome >= (sorted[Math.floor(0.1 * (n - 1))] as number) && outcome <= (sorted[Math.ceil(0.9 * (n - 1))] as number)
}

/** Pinball loss of a quantile. */
export const pinball = (quantile: number, level: number, outcome: number): number =>
  outcome >= quantile ? level * (outcome - quantile) : (1 - level) * (quantile - outcome)

/** Mean squared error of probabilities. */
export const brierOf = (said: readonly { readonly chance: number; readonly came: boolean }[]): number =>
  said.reduce((sum, { chance, came }) => sum + (chance - (came ? 1 : 0)) ** 2, 0) / said.length

/** What was said against how often it came, in ten bins of said probability. */
export function reliability(said: readonly { readonly chance: number; readonly came: boolean }[]) {
  return Array.from({ length: 10 }, (_, bin) => {
    const inBin = said.filter(({ chance }) => Math.min(9, Math.floor(chance * 10)) === bin)
    const mean = (of: (one: (typeof inBin)[number]) => number) => inBin.reduce((sum, one) => sum + of(one), 0) / inBin.length
    return { n: inBin.length, said: mean(({ chance }) => chance), came: mean(({ came }) => (came ? 1 : 0)) }
  }).filter(({ n }) => n > 0)
}

import { allocate, fen, type Fen, ZERO_FEN } from '../shared/money.ts'
import { Refusal } from '../shared/refusal.ts'
import type { YearMonth } from '../shared/time.ts'
import type { Composition, PlanMonthRow, ProfileName } from './plan-row.ts'

export const compositionTotal = (amounts: Omit<Composition, 'landFen'>): Fen =>
  fen(amounts.constructionFen + amounts.installationFen + amounts.equipmentFen + amounts.otherFen)

export const NOTHING: Composition = {
  constructionFen: ZERO_FEN,
  installationFen: ZERO_FEN,
  equipmentFen: ZERO_FEN,
  otherFen: ZERO_FEN,
  landFen: ZERO_FEN,
}

/** What each of `count` months weighs. A custom profile brings its own weights. */
export function profileWeights(profile: ProfileName, count: number, custom: readonly bigint[] = []): bigint[] {
  if (profile === 'custom') {
    if (custom.length !== count || custom.some((weight) => weight < 0n)) throw new Refusal('plan.weights-do-not-fit')
    return [...custom]
  }
  const steps = Array.from({ length: count }, (_, index) => BigInt(index + 1))
  const all = BigInt(count)
  if (profile === 'even') return steps.map(() => 1n)
  if (profile === 'front_loaded') return steps.map((step) => all - step + 1n)
  // Differences of 3t² − 2t³ at t = step/count, times count³: slow, fast, slow.
  const reached = (step: bigint) => 3n * step * step * all - 2n * step * step * step
  return steps.map((step) => reached(step) - reached(step - 1n))
}

/**
 * Spreads a composition over months in proportion to the weights. Both ways exact: each month gets its largest-remainder part of
 * the year, and each part of the composition adds up over the months to what was given. No amount is negative and land never
 * exceeds the other costs of its month.
 */
export function spreadComposition(given: Composition, months: readonly YearMonth[], weights: readonly bigint[]): PlanMonthRow[] {
  if (given.landFen > given.otherFen) throw new Refusal('plan.land-exceeds-other')
  if (months.length !== weights.length) throw new Refusal('plan.weights-do-not-fit')
  const totals = allocate(compositionTotal(given), weights)
  const left = [given.constructionFen, given.installationFen, given.equipmentFen, given.otherFen]
  const rows = totals.map((total) => {
    // A month takes of each part in proportion to what is left of it; a largest-remainder part never exceeds its weight here.
    const parts = left.some((amount) => amount > 0n) ? allocate(total, left) : left.map(() => ZERO_FEN)
    parts.forEach((part, index) => {
      left[index] = fen((left[index] as Fen) - part)
    })
    return parts
  })
  const others = rows.map((parts) => parts[3] as Fen)
  const land = given.landFen === 0n ? others.map(() => ZERO_FEN) : allocate(given.landFen, others)
  return months.map((month, index) => {
    const [constructionFen, installationFen, equipmentFen, otherFen] = rows[index] as [Fen, Fen, Fen, Fen]
    return { month, constructionFen, installationFen, equipmentFen, otherFen, landFen: land[index] as Fen, notCountableReason: null }
  })
}

/** Splits an annual amount into a composition in proportion to another one, e.g. the project's total investment. */
export function composeLike(annual: Fen, model: Composition): Composition {
  const [constructionFen, installationFen, equipmentFen, otherFen] = allocate(annual, [
    model.constructionFen,
    model.installationFen,
    model.equipmentFen,
    model.otherFen,
  ]) as [Fen, Fen, Fen, Fen]
  const [landFen] = model.otherFen === 0n ? [ZERO_FEN] : allocate(otherFen, [model.landFen, model.otherFen - model.landFen])
  return { constructionFen, installationFen, equipmentFen, otherFen, landFen: landFen as Fen }
}

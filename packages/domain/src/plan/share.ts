import { allocate, fen, type Fen } from '../shared/money.ts'
import { WHOLE_PPM } from '../shared/ratio.ts'
import { Refusal } from '../shared/refusal.ts'
import type { PlanMonthRow } from './plan-row.ts'

/** Shares in proportion to areas (or any weights), in parts per million that add up to the whole. */
export function sharesByWeight(weights: readonly bigint[]): bigint[] {
  return allocate(fen(WHOLE_PPM), weights)
}

/** "531130.25" square metres → hundredths of a square metre, a whole weight. */
export function areaWeight(areaM2: string | null): bigint {
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(areaM2 ?? '0')
  if (!match) throw new Refusal('plan.area-not-a-number', [{ code: 'plan.area-not-a-number', params: { text: areaM2 ?? '' } }])
  return BigInt(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`)
}

/**
 * The part of an amount on each share, by cumulative rounding: floor(amount · cumulative share) of this share less that of
 * the one before. The parts of whole shares add up to the amount; SQL computes the same with numeric.
 */
export function splitOnShares(amount: bigint, sharesPpm: readonly bigint[]): Fen[] {
  let reached = 0n
  let given = 0n
  return sharesPpm.map((share) => {
    reached += share
    const upTo = (amount * reached) / WHOLE_PPM
    const part = upTo - given
    given = upTo
    return fen(part)
  })
}

/** What of a plan's countable lines stands on each share: every part of every month is split by itself, so that all sums agree. */
export function splitLinesOnShares(lines: readonly PlanMonthRow[], sharesPpm: readonly bigint[]): Fen[] {
  const totals = sharesPpm.map(() => 0n)
  for (const line of lines) {
    if (line.notCountableReason !== null) continue
    for (const part of [line.constructionFen, line.installationFen, line.equipmentFen, line.otherFen]) {
      splitOnShares(part, sharesPpm).forEach((amount, index) => {
        totals[index] = (totals[index] as bigint) + amount
      })
    }
  }
  return totals.map(fen)
}

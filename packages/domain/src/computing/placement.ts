import type { Fen } from '../shared/money.ts'
import type { Reason } from '../shared/refusal.ts'

/** A centre as a job could go to it. */
export interface PlacementOption {
  readonly code: string
  /** What stands against it; with any it is not chosen. */
  readonly against: readonly Reason[]
  /** Seconds from now until it starts, as likely sooner as later; null: nobody can say. */
  readonly start: number | null
  readonly free: number
  readonly price: Fen | null
}

/** Less than so much sooner is no reason to pay more. */
const SAME_SECONDS = 60

/** Sooner by more than a minute, then cheaper, then with more cards idle. */
export function choosePlacement<T extends PlacementOption>(options: readonly T[]): T | undefined {
  const open = options.filter(({ against }) => against.length === 0)
  const soonest = Math.min(...open.map(startOf))
  const inTime = open.filter((option) => startOf(option) === soonest || startOf(option) - soonest <= SAME_SECONDS)
  return inTime.toSorted(
    (a, b) => Number(priceOf(a) - priceOf(b)) || b.free - a.free || startOf(a) - startOf(b) || (a.code < b.code ? -1 : 1),
  )[0]
}

/** Why another centre was not chosen. Empty for the one that was. */
export function reasonsAgainst(option: PlacementOption, chosen: PlacementOption | undefined): readonly Reason[] {
  if (option.against.length > 0 || chosen === undefined || option.code === chosen.code) return option.against
  if (option.start === null) return chosen.start === null ? [{ code: 'placement.fewer-free' }] : [{ code: 'placement.start-unknown' }]
  if (chosen.start !== null && option.start - chosen.start > SAME_SECONDS) {
    const minutes = Math.round((option.start - chosen.start) / 60)
    return minutes < 120
      ? [{ code: 'placement.starts-later', params: { minutes } }]
      : [{ code: 'placement.starts-hours-later', params: { hours: (minutes / 60).toFixed(1) } }]
  }
  return [{ code: priceOf(option) > priceOf(chosen) ? 'placement.dearer' : 'placement.fewer-free' }]
}

const startOf = ({ start }: PlacementOption): number => start ?? Infinity
const priceOf = ({ price }: PlacementOption): bigint => price ?? 0n

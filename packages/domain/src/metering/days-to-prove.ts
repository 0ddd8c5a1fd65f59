import { dateOfDayNumber, dayNumber, type PlainDate } from '../shared/time.ts'

/** A day that differed is looked at again for so long: books are mended, and late rows come in. */
const AGAIN_DAYS = 7
/** Of a centre that stood still for long, so many days are caught up at a time. */
const MOST = 31

export interface ProofState {
  readonly day: PlainDate
  readonly isEven: boolean
}

/**
 * Days of a centre that are to be proved, the oldest first: each since the last proved one, and those of the past week that differed.
 * @param last the newest day whose books are complete; of a centre without a proof it is the first
 */
export function daysToProve(proofs: readonly ProofState[], last: PlainDate): PlainDate[] {
  const until = dayNumber(last)
  const newest = Math.max(...proofs.map(({ day }) => dayNumber(day)))
  const from = proofs.length === 0 ? until : newest + 1
  const fresh = Array.from({ length: Math.max(0, until - from + 1) }, (_, place) => from + place)
  const again = proofs.filter(({ isEven }) => !isEven).map(({ day }) => dayNumber(day))
  return [...new Set([...again.filter((day) => day > until - AGAIN_DAYS && day <= until), ...fresh])]
    .toSorted((a, b) => a - b)
    .slice(0, MOST)
    .map(dateOfDayNumber)
}

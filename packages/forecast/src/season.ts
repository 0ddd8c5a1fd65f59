/** Twelve weights whose sum is 12: how much of a year's work falls into each month. */
export type Season = readonly number[]

/** National fixed-asset investment 2023: Q1 21.3 %, H1 48.3 % and the year are published; the months between are assumed. */
export const NATIONAL_SEASON: Season = [0.053, 0.053, 0.106, 0.08, 0.08, 0.108, 0.085, 0.082, 0.096, 0.088, 0.082, 0.087].map(
  (share, _, all) => (share * 12) / all.reduce((sum, one) => sum + one, 0),
)

/** Weight gone by the end of each month after the known ones: place k is month k, the known months are 0. */
export function seasonFrom(season: Season, known: number): Float64Array {
  const gone = new Float64Array(13)
  for (let month = known + 1; month <= 12; month += 1) gone[month] = (gone[month - 1] as number) + (season[month - 1] as number)
  return gone
}

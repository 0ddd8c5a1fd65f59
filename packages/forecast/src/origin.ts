import type { Experience } from './experience.ts'
import type { Season } from './season.ts'

/** From where a forecast looks ahead. */
export interface Origin {
  readonly year: number
  /** Months of the year that are known. */
  readonly known: number
  readonly season: Season
  readonly experience: Experience | null
}

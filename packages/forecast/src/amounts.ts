import type { ForecastProject } from './input.ts'

/** Whole fen as a float, once they are added up: a forecast is an estimate, not a book. */
export const sumOf = (amounts: Iterable<bigint>): number => {
  let total = 0n
  for (const amount of amounts) total += amount
  return Number(total)
}

/** Reported in the known months of the year. */
export const knownReported = (project: ForecastProject, known: number): number => sumOf(project.reportedFen.slice(0, known))

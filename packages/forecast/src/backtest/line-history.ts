import type { Book, BudgetLine } from './budget-file.ts'

/** What one budget line did in one closed year, and what was known of it at the year's beginning. */
export interface LineYear {
  readonly name: string
  readonly type: string
  readonly year: number
  readonly plan: number
  readonly actual: number
}

/** Commitments of a closed fiscal year: by how much spent and liability grew from one book to the next. Lines missing in either are left out. */
export function closedYear(book: Book, next: Book): LineYear[] {
  return [...book.lines.values()].flatMap((line) => {
    const then = next.lines.get(line.name)
    return then === undefined ? [] : [{ ...pick(line), year: book.year, actual: then.spent + then.liability - line.spent - line.liability }]
  })
}

const pick = ({ name, type, plan }: BudgetLine) => ({ name, type, plan })

/** A ratio of a small plan can be anything; beyond these it tells of the plan, not of the work. */
const LEAST_RATIO = -0.5
const MOST_RATIO = 5
export const clippedRatio = (actual: number, plan: number): number => Math.min(MOST_RATIO, Math.max(LEAST_RATIO, actual / plan))

/** Sums of plans and actuals of everything before a year, by line and by type and of all. */
export interface Track {
  readonly plan: number
  readonly actual: number
  readonly ratios: readonly number[]
  readonly last: number | null
}
const EMPTY: Track = { plan: 0, actual: 0, ratios: [], last: null }

/** Own record of each unit, of years before the origin. */
export function tracks(years: readonly (readonly LineYear[])[], unitOf: (one: LineYear) => string): ReadonlyMap<string, Track> {
  const found = new Map<string, Track>()
  for (const year of years) {
    const sums = new Map<string, { plan: number; actual: number }>()
    for (const one of year) {
      const sum = sums.get(unitOf(one)) ?? { plan: 0, actual: 0 }
      sums.set(unitOf(one), { plan: sum.plan + one.plan, actual: sum.actual + one.actual })
    }
    for (const [unit, { plan, actual }] of sums) {
      if (plan <= 0) continue
      const before = found.get(unit) ?? EMPTY
      const ratio = actual / plan
      found.set(unit, {
        plan: before.plan + plan,
        actual: before.actual + actual,
        ratios: [...before.ratios, clippedRatio(actual, plan)],
        last: ratio,
      })
    }
  }
  return found
}

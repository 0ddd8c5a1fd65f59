import { clippedRatio, tracks, type LineYear, type Track } from './line-history.ts'

/** By what a line-year is compared with others: nothing but what stood in the books of its time. */
export interface LineTraits {
  readonly logPlan: number
  /** Actual by plan of all its years before, and of its type's; null: it has none. */
  readonly own: number | null
  readonly type: number
}

interface Reference extends LineTraits {
  readonly ratio: number
}

const SIZE = 512
const LEAST_EFFECTIVE = 60
/** How far apart line-years may be and still tell of each other; widened until enough of them do. */
const WIDTHS = { logPlan: 1, own: 0.15, type: 0.15 }

export const ratioOf = (track: Track | undefined): number | null =>
  track === undefined || track.plan <= 0 ? null : clippedRatio(track.actual, track.plan)

const byLine = ({ name }: { readonly name: string }) => name
const byType = ({ type }: { readonly type: string }) => type

/** Traits of lines of a year, seen from the closed years before it. */
export function traitsFrom(before: readonly (readonly LineYear[])[]) {
  const [lines, types, all] = [tracks(before, byLine), tracks(before, byType), tracks(before, () => '')]
  const overall = ratioOf(all.get('')) ?? 1
  return (line: { readonly name: string; readonly type: string; readonly plan: number }): LineTraits => ({
    logPlan: Math.log(line.plan),
    own: ratioOf(lines.get(line.name)),
    type: ratioOf(types.get(line.type)) ?? overall,
  })
}

/** Equally likely ratios of actual to plan, by traits, from all closed line-years. */
export function classTables(years: readonly (readonly LineYear[])[]): (of: LineTraits) => Float64Array {
  const references = years.flatMap((year, at): Reference[] => {
    const traits = traitsFrom(years.slice(0, at))
    return year.filter(({ plan }) => plan > 0).map((one) => ({ ...traits(one), ratio: clippedRatio(one.actual, one.plan) }))
  })
  references.sort((a, b) => a.ratio - b.ratio)
  const tables = new Map<string, Float64Array>()
  return (of) => {
    const place: LineTraits = {
      logPlan: Math.round(of.logPlan * 2) / 2,
      own: of.own === null ? null : Math.round(Math.min(2, of.own) * 10) / 10,
      type: Math.round(Math.min(1.5, of.type) * 10) / 10,
    }
    const key = `${place.logPlan}/${place.own}/${place.type}`
    const table = tables.get(key) ?? classTable(references, place)
    tables.set(key, table)
    return table
  }
}

function classTable(references: readonly Reference[], of: LineTraits): Float64Array {
  const weights = new Float64Array(references.length)
  for (let width = 1; ; width *= 1.5) {
    let [sum, squares] = [0, 0]
    for (const [at, one] of references.entries()) {
      const weight = Math.exp((-0.5 * distance(one, of)) / width ** 2)
      weights[at] = weight
      sum += weight
      squares += weight ** 2
    }
    if (sum ** 2 / squares < Math.min(LEAST_EFFECTIVE, references.length / 2) && width < 50) continue
    const table = new Float64Array(SIZE)
    let [place, gone] = [0, weights[0] as number]
    for (let at = 0; at < SIZE; at += 1) {
      const wanted = ((at + 0.5) / SIZE) * sum
      while (gone < wanted && place < references.length - 1) {
        place += 1
        gone += weights[place] as number
      }
      table[at] = (references[place] as Reference).ratio
    }
    return table
  }
}

function distance(a: LineTraits, b: LineTraits): number {
  const own = a.own === null || b.own === null ? (a.own === b.own ? 0 : 4) : ((a.own - b.own) / WIDTHS.own) ** 2
  return ((a.logPlan - b.logPlan) / WIDTHS.logPlan) ** 2 + own + ((a.type - b.type) / WIDTHS.type) ** 2
}

import { HORIZONS, type ForecastRule, type Horizon } from '@ballast/contract/forecast-names.ts'
import { yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import { HORIZON_MONTHS } from '@ballast/forecast/input.ts'

export interface RuleFacts {
  /** Months of the year that are known. */
  readonly known: number
  /** Reported by the end of them. */
  readonly reportedFen: bigint
  /** Planned from January to the end of each month; null: no plan. */
  readonly planFen: readonly bigint[] | null
  /** Reported months of earlier years. */
  readonly before: readonly { readonly month: YearMonth; readonly fen: bigint }[]
}

export type RuleFigures = Readonly<Partial<Record<ForecastRule, bigint>>>

/** What simple rules say of each horizon that is not over; a rule that lacks its facts says nothing. */
export function simpleRules(facts: RuleFacts): Partial<Record<Horizon, RuleFigures>> {
  const open = HORIZONS.filter((horizon) => HORIZON_MONTHS[horizon] > facts.known)
  return Object.fromEntries(open.map((horizon) => [horizon, rulesFor(facts, HORIZON_MONTHS[horizon])]))
}

function rulesFor({ known, reportedFen, planFen, before }: RuleFacts, end: number): RuleFigures {
  const years = closedYears(before)
  const planned = planFen?.[end - 1]
  const plannedYear = planFen?.[11]
  const plannedSoFar = known === 0 ? undefined : planFen?.[known - 1]
  const ratios = years.flatMap((months) => {
    const soFar = sumThrough(months, known)
    return soFar > 0n ? [{ end: sumThrough(months, end), soFar }] : []
  })
  const last = ratios.at(-1)
  const lastYear = years.at(-1)
  const said: Partial<Record<ForecastRule, bigint | undefined>> = {
    plan: planned,
    // So much of the year is gone, so much should be done.
    linear: known > 0 ? (reportedFen * BigInt(end)) / BigInt(known) : plannedYear && (plannedYear * BigInt(end)) / 12n,
    'same-month': known > 0 && ratios.length > 0 ? meanOf(ratios.map((ratio) => (reportedFen * ratio.end) / ratio.soFar)) : undefined,
    'last-year': known > 0 ? last && (reportedFen * last.end) / last.soFar : lastYear && sumThrough(lastYear, end),
    // Earned value: the rest of the plan comes as the plan so far has come.
    evm: known > 0 ? (plannedSoFar && planned ? (planned * reportedFen) / plannedSoFar : undefined) : planned,
  }
  return Object.fromEntries(Object.entries(said).filter(([, amount]) => amount !== undefined)) as RuleFigures
}

const meanOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, one) => sum + one, 0n) / BigInt(amounts.length)

type Months = ReadonlyMap<number, bigint>
const sumThrough = (months: Months, end: number): bigint => [...months].reduce((sum, [month, fen]) => (month <= end ? sum + fen : sum), 0n)

/** Years whose December was reported, the earliest first. */
function closedYears(before: RuleFacts['before']): Months[] {
  const years = Map.groupBy(before, ({ month }) => yearOf(month))
  return [...years.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, months]) => new Map(months.map(({ month, fen }) => [Number(month.slice(5, 7)), fen])))
    .filter((months) => months.has(12))
}

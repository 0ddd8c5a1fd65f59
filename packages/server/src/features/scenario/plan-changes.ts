import type { PlanMonthRow, PlanProjectRow } from '@ballast/domain/plan/plan-row.ts'
import { compositionTotal } from '@ballast/domain/plan/spread.ts'
import { allocate, fen, sumFen, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import { monthNumber, yearMonthOf } from '@ballast/domain/shared/time.ts'

type Parts = readonly [construction: Fen, installation: Fen, equipment: Fen, otherWithoutLand: Fen, land: Fen]

const partsOf = (line: PlanMonthRow): Parts => [
  line.constructionFen,
  line.installationFen,
  line.equipmentFen,
  fen(line.otherFen - line.landFen),
  line.landFen,
]
const add = (a: Parts, b: readonly Fen[]): Parts => a.map((one, place) => fen(one + (b[place] as Fen))) as unknown as Parts
const NOTHING: Parts = [ZERO_FEN, ZERO_FEN, ZERO_FEN, ZERO_FEN, ZERO_FEN]

/**
 * A project's plan of the year with more or less money by month, January first. More is made up as the month is, or the year, without land;
 * less is taken from works and equipment first, and from land only when nothing else is left.
 */
export function withMonths(row: PlanProjectRow, year: number, delta: readonly Fen[]): PlanProjectRow {
  const lines = row.months ?? []
  const countable = lines.filter((line) => line.notCountableReason === null)
  const ofYear = countable.map(partsOf).reduce(add, NOTHING)
  const months = delta.flatMap((amount, place): PlanMonthRow[] => {
    const line = countable.find(({ month }) => monthNumber(month) === place + 1)
    if (amount === 0n) return line === undefined ? [] : [line]
    const parts = line === undefined ? NOTHING : partsOf(line)
    const [construction, installation, equipment, other, land] = amount > 0n ? more(parts, ofYear, amount) : less(parts, amount)
    return [
      {
        month: yearMonthOf(year, place + 1),
        notCountableReason: null,
        constructionFen: construction,
        installationFen: installation,
        equipmentFen: equipment,
        otherFen: fen(other + land),
        landFen: land,
      },
    ]
  })
  return {
    ...row,
    annualFen: fen((row.annualFen ?? ZERO_FEN) + sumFen(delta)),
    profile: 'custom',
    months: [...months, ...lines.filter((line) => line.notCountableReason !== null)],
  }
}

function more(parts: Parts, ofYear: Parts, amount: Fen): Parts {
  const weights = [parts, ofYear, [1n, 0n, 0n, 0n, 0n] as const]
    .map((one) => [...one.slice(0, 4), 0n])
    .find((one) => one.some((w) => w > 0n))
  return add(parts, allocate(amount, weights as bigint[]))
}

function less(parts: Parts, amount: Fen): Parts {
  const works = parts.slice(0, 4)
  const fromWorks = sumFen(works) < -amount ? fen(-sumFen(works)) : amount
  const taken = fromWorks === 0n ? works.map(() => ZERO_FEN) : allocate(fen(-fromWorks), works).map((one) => fen(-one))
  return add(parts, [...taken, fen(amount - fromWorks)])
}

/** What is planned of each month and counts, January first. */
export function countableMonths(row: PlanProjectRow): Fen[] {
  return Array.from({ length: 12 }, (_, place) =>
    sumFen(
      (row.months ?? [])
        .filter(({ month, notCountableReason }) => notCountableReason === null && monthNumber(month) === place + 1)
        .map(compositionTotal),
    ),
  )
}

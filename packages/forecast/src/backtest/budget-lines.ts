import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { coveredBy80, crpsOfSorted } from '../scores.ts'
import { quantileOfSorted } from '../statistics.ts'
import type { Book } from './budget-file.ts'
import { issueForecast, type Archive, type IssuedForecast } from './line-forecast.ts'
import { clippedRatio, closedYear, tracks, type LineYear, type Track } from './line-history.ts'

/** Mean scores in millions of dollars. */
export interface LevelScore {
  readonly n: number
  readonly coverage80: number
  readonly crps: number
  readonly crpsPlan: number
  readonly crpsLastYearRatio: number
  readonly crpsEvm: number
  readonly crpsStrongNaive: number
}

export interface BudgetBacktest {
  readonly origins: readonly number[]
  readonly unit: 'USD million'
  readonly levels: {
    readonly total: LevelScore
    readonly type: LevelScore
    readonly line: LevelScore & { readonly crpsClimatology: number }
  }
  /** Mean absolute percentage error of the year's cash, forecast as the opening liability times its mean past ratio, and as last year's cash. */
  readonly cash: { readonly n: number; readonly mape: number; readonly mapeLastYear: number }
}

/** Closed years before the first scored origin. */
const LEAST_HISTORY = 3
const MILLION = 1e6
const SIZE_CLASSES = 5

interface Scored {
  readonly sorted: Float64Array
  readonly outcome: number
  readonly plan: number
  readonly track: Track | undefined
  /** The same of everything, for units without a record. */
  readonly all: Track
  readonly naive: readonly number[]
}

/** Each year of the file forecast with what the books up to it said, and scored by the next book. */
export function backtestBudget(books: readonly Book[], count: { readonly draws: number; readonly seed: number }): BudgetBacktest {
  const runs = rolling(books, count)
  const scored = runs.filter(({ past }) => past.length >= LEAST_HISTORY)
  if (scored.length === 0) {
    throw new Refusal('backtest.too-few-years', [{ code: 'backtest.too-few-years', params: { books: books.length } }])
  }
  const levels = scored.map(({ issued, past, outcome }) => unitsOf(issued, past, outcome))
  const lines = levels.flatMap((level) => level.lines)
  return {
    origins: scored.map(({ issued }) => issued.year),
    unit: 'USD million',
    levels: {
      total: scoreOf(levels.flatMap(({ total }) => total)),
      type: scoreOf(levels.flatMap(({ types }) => types)),
      line: {
        ...scoreOf(lines),
        crpsClimatology: scoreOf(lines.map((line) => ({ ...line, naive: line.climatology }))).crpsStrongNaive,
      },
    },
    cash: cashScore(books),
  }
}

/** Forecasts of all years that can be scored, each with the closed years it knew. Exported for the test that nothing later is read. */
export function rolling(books: readonly Book[], count: { readonly draws: number; readonly seed: number }) {
  const pairs = books.flatMap((book, at) => {
    const next = books[at + 1]
    return next?.year === book.year + 1 ? [{ book, outcome: closedYear(book, next) }] : []
  })
  let archive: Archive = { errors: [], distances: [] }
  return pairs.slice(1).map(({ book, outcome }, at) => {
    const past = pairs.slice(0, at + 1).map((pair) => pair.outcome)
    const issued = issueForecast(book.year, [...book.lines.values()], past, archive, count)
    archive = archived(archive, issued, outcome)
    return { issued, past, outcome }
  })
}

function archived(archive: Archive, issued: IssuedForecast, outcome: readonly LineYear[]): Archive {
  const actual = outcome.reduce((sum, one) => sum + one.actual, 0)
  const distances = [...issued.types].flatMap(([type, sorted]) => {
    const band = (quantileOfSorted(sorted, 0.9) - quantileOfSorted(sorted, 0.1)) / 2
    const came = outcome.reduce((sum, one) => sum + (one.type === type ? one.actual : 0), 0)
    return band > 0 ? [Math.abs(came - quantileOfSorted(sorted, 0.5)) / band] : []
  })
  return {
    errors: actual > 0 && issued.expected > 0 ? [...archive.errors, Math.log(actual / issued.expected)] : archive.errors,
    distances: [...archive.distances, ...distances],
  }
}

function unitsOf(issued: IssuedForecast, past: readonly (readonly LineYear[])[], outcome: readonly LineYear[]) {
  const all = tracks(past, () => '').get('') as Track
  const typeTracks = tracks(past, ({ type }) => type)
  const typeRatios = [...typeTracks.values()].flatMap(({ ratios }) => ratios)
  const lineTracks = tracks(past, ({ name }) => name)
  const climatology = sizeClasses(past)
  const sum = (ofUnit: readonly LineYear[], of: 'plan' | 'actual') => ofUnit.reduce((total, one) => total + one[of], 0)
  const total: Scored[] = [
    { sorted: issued.total, outcome: sum(outcome, 'actual'), plan: sum(outcome, 'plan'), track: all, all, naive: all.ratios },
  ]
  const types = [...Map.groupBy(outcome, ({ type }) => type)].flatMap(([type, ofType]): Scored[] => {
    const sorted = issued.types.get(type)
    const track = typeTracks.get(type)
    const unit = { outcome: sum(ofType, 'actual'), plan: sum(ofType, 'plan'), track, all, naive: track?.ratios ?? typeRatios }
    return sorted === undefined ? [] : [{ ...unit, sorted }]
  })
  const lines = outcome.flatMap((one): (Scored & { readonly climatology: readonly number[] })[] => {
    const sorted = issued.lines.get(one.name)
    const unit = {
      outcome: one.actual,
      plan: one.plan,
      track: lineTracks.get(one.name),
      all,
      naive: lineTracks.get(one.name)?.ratios ?? climatology(one.plan),
    }
    return sorted === undefined ? [] : [{ ...unit, sorted, climatology: climatology(one.plan) }]
  })
  return { total, types, lines }
}

/** Past ratios of plans of about the same size, a tenth of all plans a class: what is known of a line without its record. */
function sizeClasses(past: readonly (readonly LineYear[])[]): (plan: number) => readonly number[] {
  const planned = past
    .flat()
    .filter(({ plan }) => plan > 0)
    .sort((a, b) => a.plan - b.plan)
  const classes = Array.from({ length: SIZE_CLASSES }, (_, place) =>
    planned.slice((place * planned.length) / SIZE_CLASSES, ((place + 1) * planned.length) / SIZE_CLASSES),
  )
  const ratios = classes.map((ones) => ones.map(({ actual, plan }) => clippedRatio(actual, plan)).sort((a, b) => a - b))
  const ends = classes.map((ones) => ones.at(-1)?.plan ?? 0)
  return (plan) => ratios[ends.findIndex((end) => plan <= end)] ?? (ratios.at(-1) as number[])
}

function scoreOf(units: readonly Scored[]): LevelScore {
  const mean = (of: (unit: Scored) => number) => units.reduce((sum, unit) => sum + of(unit), 0) / Math.max(1, units.length)
  const pointError = (ratio: (unit: Scored) => number) => mean((unit) => Math.abs(unit.plan * ratio(unit) - unit.outcome) / MILLION)
  const cumulative = ({ actual, plan }: Track) => actual / plan
  return {
    n: units.length,
    coverage80: mean(({ sorted, outcome }) => (coveredBy80(sorted, outcome) ? 1 : 0)),
    crps: mean(({ sorted, outcome }) => crpsOfSorted(sorted, outcome) / MILLION),
    crpsPlan: pointError(() => 1),
    crpsLastYearRatio: pointError(({ track, all }) => track?.last ?? (all.last as number)),
    crpsEvm: pointError(({ track, all }) => cumulative(track ?? all)),
    crpsStrongNaive: mean(
      ({ naive, plan, outcome }) =>
        (plan *
          crpsOfSorted(
            [...naive].sort((a, b) => a - b),
            outcome / plan,
          )) /
        MILLION,
    ),
  }
}

function cashScore(books: readonly Book[]) {
  const years = books.flatMap((book, at) => {
    const next = books[at + 1]
    if (next?.year !== book.year + 1) return []
    const kept = [...book.lines.values()].filter(({ name }) => next.lines.has(name))
    const paid = kept.reduce((sum, line) => sum + (next.lines.get(line.name)?.spent ?? 0) - line.spent, 0)
    return [{ liability: kept.reduce((sum, line) => sum + line.liability, 0), paid }]
  })
  const errors = years.slice(LEAST_HISTORY).map(({ liability, paid }, at) => {
    const before = years.slice(0, LEAST_HISTORY + at)
    const ratio = before.reduce((sum, one) => sum + one.paid / one.liability, 0) / before.length
    const last = (before.at(-1) as (typeof years)[number]).paid
    return { own: Math.abs(liability * ratio - paid) / paid, last: Math.abs(last - paid) / paid }
  })
  const mean = (of: (one: (typeof errors)[number]) => number) => errors.reduce((sum, one) => sum + of(one), 0) / Math.max(1, errors.length)
  return { n: errors.length, mape: mean(({ own }) => own), mapeLastYear: mean(({ last }) => last) }
}

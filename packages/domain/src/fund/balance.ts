import { fen, sumFen, type Fen } from '../shared/money.ts'
import { daysBetween, type PlainDate } from '../shared/time.ts'

/** Where government-investment funds come from: 中央预算内 市级财政 区级财政 专项债券 超长期特别国债 其他. */
export const FUND_SOURCES = ['central_budget', 'city_budget', 'zone_budget', 'special_bond', 'treasury_bond', 'other'] as const
export type FundSource = (typeof FUND_SOURCES)[number]

export const MOVEMENT_KINDS = ['release', 'spending'] as const
export type MovementKind = (typeof MOVEMENT_KINDS)[number]

export interface Movement {
  readonly kind: MovementKind
  readonly on: PlainDate
  readonly fen: Fen
}

export interface FundBalance {
  readonly releasedFen: Fen
  readonly spentFen: Fen
  readonly idleFen: Fen
  /** The day of the oldest release that is not wholly spent: what came first is spent first. Null: nothing is idle. */
  readonly idleSince: PlainDate | null
  readonly daysIdle: number
}

const amountOf = (movements: readonly Movement[], kind: MovementKind): Fen =>
  sumFen(movements.filter((movement) => movement.kind === kind).map((movement) => movement.fen))

/** What was released and spent up to a day, and how long what is left has been lying idle. */
export function balanceOf(movements: readonly Movement[], today: PlainDate): FundBalance {
  const past = movements.filter(({ on }) => on <= today)
  const [releasedFen, spentFen] = [amountOf(past, 'release'), amountOf(past, 'spending')]
  let covered: bigint = spentFen
  const idle = past
    .filter(({ kind }) => kind === 'release')
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
    .find((release) => {
      covered -= release.fen
      return covered < 0n
    })
  const idleSince = idle?.on ?? null
  return {
    releasedFen,
    spentFen,
    idleFen: fen(releasedFen - spentFen),
    idleSince,
    daysIdle: idleSince === null ? 0 : daysBetween(idleSince, today),
  }
}

/** The first day on whose evening more is spent than was released; null: there is none. */
export function overdrawnOn(movements: readonly Movement[]): PlainDate | null {
  const days = [...new Set(movements.map(({ on }) => on))].toSorted()
  return days.find((day) => balanceOf(movements, day).idleFen < 0n) ?? null
}

import type { PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { dateOf, onWorkday } from './dates.ts'
import { randomOf } from './random.ts'
import { FEN_PER_WAN, type DoneMonth } from './simulate-done.ts'
import type { PlannedProject } from './simulate-projects.ts'
import { totalOf } from './simulate-truth.ts'

export interface FundMovement {
  readonly projectNo: string
  readonly kind: 'release' | 'spending'
  readonly on: PlainDate
  readonly wan: number
  readonly source?: string
  readonly batch?: string
  readonly documentNo?: string
}

/** Place of what comes out of budgets and of bonds among the funding sources. */
const [BUDGET, BOND] = [0, 2]
const YEAR = 2024 * 12

/**
 * Government-investment funds of the planned projects since 2023: most of the first half of the year is released before the spring
 * (资金靠前供给), and spent as the site goes on; at some it lies idle.
 */
export function simulateFunds(
  projects: readonly PlannedProject[],
  given: {
    fundingOf: (projectNo: string) => readonly number[]
    doneOf: ReadonlyMap<string, readonly DoneMonth[]>
    startOf: ReadonlyMap<string, PlainDate>
    calendar: WorkdayCalendar
    seed: number
  },
): FundMovement[] {
  return projects.flatMap((project, index) => {
    const { projectNo, annualWan, totalWan, facts } = project
    const funding = given.fundingOf(projectNo)
    const [budget, bond] = [funding[BUDGET] as number, funding[BOND] as number]
    const share = (budget + bond) / totalWan
    const started = given.startOf.get(projectNo)
    // What has not begun is not given money that would lie about.
    if (share === 0 || started === undefined) return []
    const random = randomOf(given.seed + index)
    const day = (month: number, from: number, to: number) => onWorkday(given.calendar, dateOf(2024, month, random.whole(from, to)))
    const done = given.doneOf.get(projectNo) ?? []
    const doneWan = (from: number, to: number): number =>
      done.filter(({ at }) => at >= from && at <= to).reduce((sum, { parts }) => sum + totalOf(parts) / FEN_PER_WAN, 0)
    const [release, spending] = [[] as FundMovement[], [] as FundMovement[]]
    const give = (on: PlainDate, amount: number, batch: string) => {
      const wan = Math.round(amount / 10) * 10
      const source = bond > 0 && random.next() < bond / (budget + bond) ? 'special_bond' : random.pick(BUDGETS)
      const documentNo = `模拟拨〔${on.slice(0, 4)}〕${String(100 + ((index * 7 + release.length * 31) % 800)).padStart(3, '0')}号`
      if (wan > 0) release.push({ projectNo, kind: 'release', on, wan, source, batch, documentNo })
    }
    const before = doneWan(YEAR - 12, YEAR - 1) * share
    if (before > 0) {
      give(
        onWorkday(given.calendar, started > '2023-02-20' ? started : dateOf(2023, 2, random.whole(14, 26))),
        before * 0.6,
        '2023年第一批',
      )
      const second = onWorkday(given.calendar, dateOf(2023, 8, random.whole(7, 25)))
      if (started < '2023-06') give(second, before * 0.45, '2023年第二批')
    }
    const annual = annualWan * share
    const first = day(1, 15, 31)
    // A start in the spring is paid for when it is there.
    give(started > first ? onWorkday(given.calendar, started) : first, annual * random.between(0.22, 0.34), '2024年第一批')
    if (random.next() < 0.55) {
      const second = day(3, 11, 29)
      give(started > second ? onWorkday(given.calendar, started) : second, annual * random.between(0.1, 0.2), '2024年第二批')
    }
    // Nobody's real project is made slow.
    const pace = facts === undefined && random.next() < 0.12 ? random.between(0.05, 0.35) : random.between(0.9, 1)
    const spend = (on: PlainDate, amount: number) => {
      const sum = (movements: readonly FundMovement[]) => movements.filter((one) => one.on <= on).reduce((all, { wan }) => all + wan, 0)
      const wan = Math.min(Math.round(amount * pace), sum(release) - sum(spending))
      if (wan > 0) spending.push({ projectNo, kind: 'spending', on, wan })
    }
    for (const quarter of [0, 1, 2, 3]) {
      const month = YEAR - 12 + quarter * 3
      spend(onWorkday(given.calendar, dateOf(2023, quarter * 3 + 3, random.whole(18, 26))), doneWan(month, month + 2) * share)
    }
    for (const month of [1, 2, 3]) spend(day(month, 22, 28), doneWan(YEAR + month - 1, YEAR + month - 1) * share)
    return [...release, ...spending]
  })
}
const BUDGETS = ['zone_budget', 'zone_budget', 'zone_budget', 'city_budget', 'city_budget', 'central_budget'] as const

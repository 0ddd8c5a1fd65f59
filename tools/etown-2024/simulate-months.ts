import { monthIndex } from './dates.ts'
import { split } from './random.ts'
import type { Parts, PlannedProject } from './simulate-projects.ts'

export interface MonthLine {
  readonly month: number
  readonly parts: Parts
  readonly notCountableReason: string
}

/** Frost and the Spring Festival slow building down; the last quarter settles accounts. */
const SEASON = [0.36, 0.32, 0.8, 0.95, 1.05, 1.12, 1.08, 1.1, 1.2, 1.25, 1.4, 1.6]
const YEAR = 2024 * 12

/** First and last month of 2024 in which the project builds, 1 to 12. */
export function buildingMonths({ gates }: PlannedProject): [first: number, last: number] {
  const start = monthIndex(gates.construction_start as string) - YEAR + 1
  const completion = monthIndex(gates.completion as string) - YEAR + 1
  return [Math.max(1, start), Math.min(12, completion)]
}

/** Whole 万元 in each month, following the project's S-curve: building early, equipment late, land at the start. */
export function simulateMonths(project: PlannedProject): MonthLine[] {
  const [first, last] = buildingMonths(project)
  const start = monthIndex(project.gates.construction_start as string) - YEAR
  const length = monthIndex(project.gates.completion as string) - YEAR - start + 1
  const months = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const reached = (month: number) => Math.min(1, Math.max(0, (month - 0.5 - start) / length))
  const season = (month: number) => SEASON[month - 1] as number
  const building = months.map((month) => (6 * reached(month) * (1 - reached(month)) + 0.35) * season(month))
  const fitting = months.map((month) => (9 * reached(month) ** 2 * (1 - reached(month)) + 0.25) * season(month))
  const [construction, installation, equipment, other, land] = project.annual
  const instalments = landInstalments(project, start >= 0, first, last)
  const byPart = [
    split(construction, building),
    split(installation, fitting),
    split(equipment, fitting),
    split(other - land, building),
    split(
      land,
      months.map((month) => instalments.filter((instalment) => instalment === month).length),
    ),
  ] as [number[], number[], number[], number[], number[]]
  const lines = months.map((month, index): MonthLine => {
    const [c, i, e, rest, l] = byPart.map((parts) => parts[index] as number) as Parts
    return { month, parts: [c, i, e, rest + l, l], notCountableReason: '' }
  })
  const demolition = split(project.demolitionWan, [1, 1, 2, 2, 1, 1].slice(0, last)).map(
    (amount, index): MonthLine => ({
      month: index + 1,
      parts: [0, 0, 0, amount, 0],
      notCountableReason: '征地拆迁补偿，不属于本项目固定资产投资',
    }),
  )
  return [...lines, ...demolition].filter(({ parts }) => parts[0] + parts[1] + parts[2] + parts[3] > 0).sort((a, b) => a.month - b.month)
}

/** Land is paid from the start of building on, large sums in instalments; what began earlier still pays at its own times of the year. */
function landInstalments({ projectNo, annual, facts }: PlannedProject, isStarting: boolean, first: number, last: number): number[] {
  if (facts?.annualParts || annual[4] < 3_000) return [first]
  const shift = Number(projectNo.slice(-3)) % 4
  const wanted = isStarting ? [first, first + 1, first + 1, first + 2 + shift] : [3 + shift, 5 + shift, 8 + shift, 9 + shift]
  return wanted.map((month) => Math.min(last, Math.max(first, month)))
}

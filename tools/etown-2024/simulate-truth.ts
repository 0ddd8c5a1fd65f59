import type { PlainDate } from '../../packages/domain/src/shared/time.ts'
import { monthIndex } from './dates.ts'
import { randomOf, splitBelow } from './random.ts'
import { FEN_PER_WAN, REACHED, simulateDone, YEAR_2024, type Built, type DoneMonth, type DoneParts } from './simulate-done.ts'
import { partsOf, type EarlierProject, type EarlierYear } from './simulate-earlier.ts'
import type { MonthLine } from './simulate-months.ts'
import type { Parts, PlannedProject } from './simulate-projects.ts'

/** What each year came to on the sites, in 万元; what is reported follows from it. */
const DONE_WAN: Readonly<Record<EarlierYear, number>> = { 2022: 8_900_000, 2023: 10_480_000 }
/** Two that came to more than was planned in all. */
const OVERRUN: ReadonlySet<string> = new Set(['ET22-11', 'ET23-09'])
const LAST = YEAR_2024 + 2

export interface Truth {
  /** What was done in each month, from its first one through March 2024. */
  readonly doneOf: ReadonlyMap<string, readonly DoneMonth[]>
  readonly earlierWan: ReadonlyMap<string, number>
}
export interface Started {
  /** When each project was begun and completed, as far as it was. */
  readonly start: ReadonlyMap<string, PlainDate>
  readonly completion: ReadonlyMap<string, PlainDate>
}

export function simulateTruth(
  planned: readonly PlannedProject[],
  earlier: readonly EarlierProject[],
  linesOf: (project: PlannedProject) => readonly MonthLine[],
  { start, completion }: Started,
  seed: number,
): Truth {
  const begun = planned.filter(({ projectNo }) => (start.get(projectNo) ?? '9999') < '2024')
  const ongoing = begun.map((project, index) => builtOf(project, start.get(project.projectNo) as PlainDate, seed + index))
  const earlierBuilt = (wanOf: (project: EarlierProject) => number) =>
    earlier.map((project, index): Built => {
      const { projectNo, gates } = project
      return {
        projectNo,
        first: monthIndex(gates.construction_start as string),
        end: monthIndex(gates.completion as string),
        beforeWan: partsOf(project, Math.round(wanOf(project))),
        isByLedger: index % 4 === 1,
        seed: seed + 500 + index,
      }
    })
  const first = simulateDone([...ongoing, ...earlierBuilt(({ weight }) => weight)])
  const earlierWan = wanOfEarlier(ongoing, earlier, first)
  const done = simulateDone([
    ...ongoing,
    ...earlierBuilt(({ projectNo }) => (earlierWan.get(projectNo) as number) * (OVERRUN.has(projectNo) ? 1.03 : 1)),
  ])
  for (const [index, project] of planned.entries()) {
    const { projectNo } = project
    const since = start.get(projectNo)
    if (since === undefined) continue
    const built = ongoing.find((one) => one.projectNo === projectNo)
    const months = firstQuarter(project, linesOf(project), since, {
      isByLedger: built?.isByLedger ?? index % 4 === 1,
      seed: seed + 1000 + index,
    })
    done.set(projectNo, [...(done.get(projectNo) ?? []), ...months])
  }
  for (const [projectNo, on] of completion) {
    const months = done.get(projectNo)
    if (months !== undefined && on >= '2024') done.set(projectNo, settled(months, monthIndex(on)))
  }
  return { doneOf: done, earlierWan }
}

function builtOf(project: PlannedProject, started: PlainDate, seed: number): Built {
  const random = randomOf(seed)
  const { annual, demolitionWan, gates, projectNo, stage, total } = project
  const first = monthIndex(started)
  const end = Math.max(first + 2, monthIndex(gates.completion as string))
  const reached = (month: number): number => Math.min(1, Math.max(0, (month - first) / (end - first + 1)))
  // What was estimated is seldom spent to the last yuan; what is far from its end has not even been contracted.
  const spent = stage === 'finishing' ? random.between(0.82, 0.96) : random.between(0.5, 0.75)
  const outside = total.map((wan, part) => wan - (annual[part] as number) - (part === 3 ? demolitionWan : 0))
  const before = outside.map((wan, part) => {
    const curve = REACHED[part] as (x: number) => number
    const [done, left] = [curve(reached(YEAR_2024)), 1 - curve(reached(YEAR_2024 + 12))]
    return Math.floor((wan * spent * done) / (done + left))
  })
  return {
    projectNo,
    first,
    end,
    beforeWan: before.with(3, Math.max(before[3] as number, before[4] as number)),
    isByLedger: random.next() < 0.25,
    seed,
  }
}

/** What the plan's own projects leave open of a year is what the completed ones carried. */
function wanOfEarlier(
  ongoing: readonly Built[],
  earlier: readonly EarlierProject[],
  done: ReadonlyMap<string, readonly DoneMonth[]>,
): Map<string, number> {
  const wanIn = (projects: readonly { readonly projectNo: string }[], year: EarlierYear): number =>
    projects
      .flatMap(({ projectNo }) => done.get(projectNo) ?? [])
      .filter(({ at }) => Math.floor(at / 12) === year)
      .reduce((sum, { parts }) => sum + totalOf(parts) / FEN_PER_WAN, 0)
  const of = (year: EarlierYear) => earlier.filter(({ completedIn }) => completedIn === year)
  const scaleOf2023 = (DONE_WAN[2023] - wanIn(ongoing, 2023)) / wanIn(of(2023), 2023)
  const scaleOf2022 = (DONE_WAN[2022] - wanIn(ongoing, 2022) - scaleOf2023 * wanIn(of(2023), 2022)) / wanIn(of(2022), 2022)
  return new Map(
    ([2022, 2023] as const).flatMap((year) => {
      const projects = of(year)
      const whole = projects.reduce((sum, { weight }) => sum + weight, 0) * (year === 2023 ? scaleOf2023 : scaleOf2022)
      const most = projects.map(({ kind, gates }) => {
        const months = monthIndex(gates.completion as string) - monthIndex(gates.construction_start as string)
        return Math.round((kind.mostWan * 1.5 * months) / 12)
      })
      return splitBelow(
        Math.round(whole),
        projects.map(({ weight }) => weight),
        most,
      ).map((wan, index): [string, number] => [projects[index]?.projectNo as string, wan])
    }),
  )
}

export const totalOf = ([construction, installation, equipment, other]: DoneParts): number =>
  construction + installation + equipment + other

/** How far a project kept up with its plan in the first quarter: most a little behind, some far behind, a few ahead. */
function pace(project: PlannedProject, seed: number): number {
  const random = randomOf(seed)
  const [draw, noise] = [random.next(), random.normal()]
  // Nobody's real project is made late.
  if (project.facts !== undefined) return 1.02 + noise * 0.03
  if (draw < 0.02) return 0
  if (draw < 0.1) return 0.25 + 0.1 * Math.abs(noise)
  if (draw < 0.18) return 1.35 + 0.1 * noise
  return 1.14 + 0.1 * noise
}

/** January to March 2024: what the plan has for the month, at the project's own pace, and later or earlier by as much as its start was. */
function firstQuarter(
  project: PlannedProject,
  lines: readonly MonthLine[],
  started: PlainDate,
  { isByLedger, seed }: { isByLedger: boolean; seed: number },
): DoneMonth[] {
  const random = randomOf(seed)
  const speed = pace(project, seed)
  const shift = started < '2024' ? 0 : monthIndex(started) - monthIndex(project.gates.construction_start as string)
  const left = [...project.annual] as [number, number, number, number, number]
  return lines
    .filter(({ notCountableReason }) => notCountableReason === '')
    .map(({ month, parts }) => ({ at: YEAR_2024 + month - 1 + shift, parts }))
    .filter(({ at }) => at >= Math.max(YEAR_2024, monthIndex(started)) && at <= LAST)
    .map(({ at, parts }) => {
      const uneven = speed * (1 + 0.15 * random.normal())
      const amounts = parts.map((wan, part) => {
        // Land is paid as it was agreed.
        const wanted = part === 4 ? wan : Math.max(0, wan * uneven)
        return Math.min(left[part] as number, isByLedger ? Math.round(wanted * FEN_PER_WAN) / FEN_PER_WAN : Math.round(wanted))
      }) as Parts
      amounts[3] = Math.max(amounts[3], amounts[4])
      amounts.forEach((wan, part) => (left[part] = (left[part] as number) - wan))
      return { at, parts: amounts.map((wan) => Math.round(wan * FEN_PER_WAN)) as DoneParts }
    })
}

/** After its completion nothing is built any more: what is left of the quarter falls into the month of the completion. */
function settled(months: readonly DoneMonth[], completed: number): DoneMonth[] {
  const after = months.filter(({ at }) => at > completed)
  return months
    .filter(({ at }) => at <= completed)
    .map((month) =>
      month.at === completed
        ? {
            at: month.at,
            parts: month.parts.map((fen, part) => after.reduce((sum, { parts }) => sum + (parts[part] as number), fen)) as DoneParts,
          }
        : month,
    )
}

import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { fen } from '@ballast/domain/shared/money.ts'
import { addMonths, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ForecastGate, ForecastInput, ForecastProject } from '../input.ts'
import { bitsOf, streamKey } from '../random.ts'

const GATES: readonly LifeGate[] = ['signing', 'land_award', 'registration', 'construction_start', 'completion']

/** A project under way since the year before; a test states what matters to it. */
export function project(given: Partial<ForecastProject> & { id: string }): ForecastProject {
  return {
    category: 'industry',
    cluster: 'it',
    isIndustry: true,
    sector: 'industry',
    totalFen: fen(240_000_000_000n),
    cumulativeBeforeFen: fen(60_000_000_000n),
    reportedFen: [],
    planFen: Array.from({ length: 12 }, () => fen(10_000_000_000n)),
    constructionShare: 0.6,
    constructionMonths: 24,
    gates: gatesFrom('2023-07-10' as PlainDate, { passedBefore: '2024-01-01' as PlainDate }),
    ...given,
  }
}

export function gatesFrom(startOn: PlainDate, { passedBefore }: { readonly passedBefore: PlainDate }): ForecastGate[] {
  return GATES.map((gate, place) => {
    const plannedOn = addMonths(startOn, [-6, -3, -1, 0, 24][place] as number)
    return { gate, plannedOn, forecastOn: null, actualOn: plannedOn < passedBefore ? plannedOn : null }
  })
}

export function input(projects: readonly ForecastProject[], given: Partial<ForecastInput> = {}): ForecastInput {
  return {
    year: 2024,
    asOf: '2023-12' as YearMonth,
    targetFen: fen(projects.reduce((sum, { planFen }) => sum + planFen.reduce((total, one) => total + one, 0n), 0n)),
    industryShareTarget: 0.6,
    projects,
    experience: null,
    ...given,
  }
}

/** A zone of so many projects of every kind and stage, the same for the same count. */
export function portfolio(count: number, { known = 0 }: { readonly known?: number } = {}): ForecastInput {
  const key = streamKey(7, 7, 7)
  const projects = Array.from({ length: count }, (_, place) => {
    const roll = (sides: number, of: number) => bitsOf(key, place * 8 + of) % sides
    const isIndustry = roll(10, 0) < 6
    const total = fen(BigInt(5 + roll(200, 1)) * 1_000_000_000n)
    const startOn = addMonths('2022-09-15' as PlainDate, roll(28, 2))
    const hasStarted = startOn < '2024-01-01'
    return project({
      id: `project-${place}`,
      category: isIndustry ? 'industry' : roll(2, 3) === 0 ? 'infrastructure' : 'public_service',
      cluster: isIndustry ? (['it', 'nev', 'bio', 'robotics', 'emerging'][roll(5, 4)] as string) : null,
      isIndustry,
      sector: isIndustry ? 'industry' : 'public',
      totalFen: total,
      cumulativeBeforeFen: fen(hasStarted ? total / BigInt(3 + roll(5, 5)) : 0n),
      reportedFen: Array.from({ length: known }, () => fen(hasStarted ? total / 40n : 0n)),
      planFen: Array.from({ length: 12 }, () => fen(total / 30n)),
      constructionMonths: 14 + roll(22, 6),
      gates: gatesFrom(startOn, { passedBefore: '2024-01-01' as PlainDate }),
    })
  })
  return input(projects, { asOf: (known === 0 ? '2023-12' : `2024-${String(known).padStart(2, '0')}`) as YearMonth })
}

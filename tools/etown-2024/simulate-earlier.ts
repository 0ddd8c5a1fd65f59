import { GATES, type Gate } from '../../packages/domain/src/project/project-row.ts'
import { addDays, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { dateOf, onWorkday } from './dates.ts'
import { kindOf, type Kind } from './kinds.ts'
import type { Place, PublicProject } from './public-projects.ts'
import { split, type Random } from './random.ts'
import type { Parts } from './simulate-projects.ts'

/** A project that was completed in 2022 or 2023: it carries money of those years and is no part of the plan of 2024. */
export interface EarlierProject {
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string
  readonly category: PublicProject['category']
  readonly cluster: PublicProject['cluster']
  readonly kindName: string
  readonly kind: Kind
  readonly owner: string
  readonly place: Place
  readonly gates: Partial<Record<Gate, PlainDate>>
  readonly completedIn: EarlierYear
  /** How large it is beside the others that were completed in the year; what the year is short of is shared out by it. */
  readonly weight: number
}
export type EarlierYear = 2022 | 2023

const KINDS: readonly {
  readonly category: PublicProject['category']
  readonly cluster?: PublicProject['cluster']
  readonly kinds: Readonly<Record<string, number>>
}[] = [
  { category: 'industry', cluster: 'it', kinds: { chips: 8, 'semiconductor-parts': 4, materials: 2, computers: 3, communications: 2 } },
  { category: 'industry', cluster: 'nev', kinds: { parts: 3, battery: 3, vehicle: 1 } },
  { category: 'industry', cluster: 'bio', kinds: { medicine: 3, vaccine: 2, device: 2 } },
  { category: 'industry', cluster: 'robotics', kinds: { robot: 2 } },
  { category: 'infrastructure', kinds: { rail: 3, 'main-road': 5, tunnel: 2, substation: 1, 'water-plant': 1, carrier: 4 } },
  { category: 'public_service', kinds: { school: 2, hospital: 1, housing: 4 } },
]
const SLOW = new Set(['rail', 'hospital', 'housing', 'carrier', 'chips', 'main-road'])
/** Most projects are completed towards the end of a year. */
const COMPLETION_MONTHS = [3, 5, 6, 6, 8, 9, 10, 11, 11, 12, 12, 12]

export function simulateEarlier(random: Random, calendar: WorkdayCalendar): EarlierProject[] {
  let count = 0
  const drawn = KINDS.flatMap(({ category, cluster, kinds }) =>
    Object.entries(kinds).flatMap(([kindName, projects]) =>
      Array.from({ length: projects }, () => {
        const kind = kindOf(kindName)
        const completedIn: EarlierYear = count % 5 < 2 ? 2023 : 2022
        count += 1
        return {
          category,
          cluster,
          kindName,
          kind,
          completedIn,
          place: random.pick(kind.places),
          gates: gatesOf(kindName, kind, completedIn, random, calendar),
          weight: kind.typicalWan * 2 ** (random.normal() * 0.6),
        }
      }),
    ),
  )
  const numbers = { 2022: 0, 2023: 0 }
  return drawn.map((project, index) => {
    const { category, completedIn } = project
    numbers[completedIn] += 1
    const number = String(numbers[completedIn]).padStart(2, '0')
    return {
      ...project,
      projectNo: `ET${completedIn % 100}-${number}`,
      nameZh: `${completedIn}年建成项目${number}`,
      nameEn: `Project completed in ${completedIn}, ${number}`,
      owner: category === 'industry' ? `模拟企业${201 + index}` : `模拟建设单位${String((index % 8) + 1).padStart(2, '0')}`,
    }
  })
}

function gatesOf(
  kindName: string,
  kind: Kind,
  year: EarlierYear,
  random: Random,
  calendar: WorkdayCalendar,
): Partial<Record<Gate, PlainDate>> {
  const completion = onWorkday(calendar, dateOf(year, random.pick(COMPLETION_MONTHS), random.whole(3, 24)))
  const months = SLOW.has(kindName) ? random.whole(18, 26) : random.whole(10, 18)
  const start = onWorkday(calendar, dateOf(Number(completion.slice(0, 4)), Number(completion.slice(5, 7)) - months, random.whole(3, 25)))
  const gates: Partial<Record<Gate, PlainDate>> = { construction_start: start, completion }
  if (kind.awarded) {
    gates.land_award = onWorkday(calendar, addDays(start, -random.whole(12, 80)))
    gates.signing = onWorkday(calendar, addDays(gates.land_award, -random.whole(60, 240)))
  }
  if (kind.operates) {
    gates.production = onWorkday(calendar, addDays(completion, random.whole(10, 60)))
    // What was completed late in 2023 began to produce before the plan of 2024 was made.
    if (gates.production > '2024-01-12') gates.production = onWorkday(calendar, addDays(completion, 7))
    if (kind.landUse.startsWith('industrial') && kind.node.startsWith('industry')) {
      gates.full_capacity = onWorkday(calendar, addDays(gates.production, random.whole(800, 1100)))
    }
  }
  return Object.fromEntries(GATES.flatMap((gate) => (gates[gate] === undefined ? [] : [[gate, gates[gate]]])))
}

export const partsOf = ({ kind }: Pick<EarlierProject, 'kind'>, totalWan: number): Parts => {
  const [construction, installation, equipment, other] = split(totalWan, kind.parts.slice(0, 4)) as [number, number, number, number]
  return [construction, installation, equipment, other, kind.parts[3] === 0 ? 0 : Math.floor((other * kind.parts[4]) / kind.parts[3])]
}

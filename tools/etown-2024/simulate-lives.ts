import { addDays, type WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { daysBetween, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { LifeGate } from '../../packages/domain/src/gate/life.ts'
import { onWorkday } from './dates.ts'
import type { Random } from './random.ts'
import type { PlannedProject } from './simulate-projects.ts'

/** The business date of the demonstration. */
const TODAY = '2024-01-15' as PlainDate
/** What is late is late since then at most. */
const STUCK_SINCE = '2023-07-01' as PlainDate

type TypeCode = 'plant' | 'renewal' | 'space' | 'housing' | 'infrastructure' | 'public-service'

/** As project-types.csv says. */
const GATES_OF: Readonly<Record<TypeCode, readonly LifeGate[]>> = {
  plant: ['signing', 'land_award', 'registration', 'construction_start', 'completion', 'production', 'full_capacity'],
  renewal: ['signing', 'registration', 'construction_start', 'completion', 'production', 'full_capacity'],
  space: ['signing', 'land_award', 'registration', 'construction_start', 'completion', 'production'],
  housing: ['signing', 'land_award', 'registration', 'construction_start', 'completion'],
  infrastructure: ['registration', 'construction_start', 'completion', 'production'],
  'public-service': ['registration', 'construction_start', 'completion'],
}
const WITH_LAND: ReadonlySet<TypeCode> = new Set(['plant', 'space', 'housing'])

/** As gate-conditions.csv says, without what the register itself shows. */
const CONDITIONS: readonly {
  readonly code: string
  readonly gate: LifeGate
  readonly not?: readonly TypeCode[]
  readonly mark?: string
}[] = [
  { code: 'agreement', gate: 'signing', mark: '协议' },
  { code: 'land-contract', gate: 'land_award', mark: '地合' },
  { code: 'land-permit', gate: 'construction_start', not: ['renewal', 'infrastructure', 'public-service'], mark: '地证' },
  { code: 'works-permit', gate: 'construction_start', not: ['renewal'], mark: '规证' },
  { code: 'environment', gate: 'construction_start', mark: '环批' },
  { code: 'construction-permit', gate: 'construction_start', mark: '施证' },
  { code: 'start-record', gate: 'construction_start' },
  { code: 'registration-contract', gate: 'registration', mark: '施合' },
  { code: 'registration-photo', gate: 'registration' },
  { code: 'acceptance', gate: 'completion', mark: '验收' },
  { code: 'completion-filing', gate: 'production', mark: '备案' },
  { code: 'production-record', gate: 'production' },
  { code: 'output', gate: 'full_capacity' },
  { code: 'capacity-review', gate: 'full_capacity', mark: '复核' },
]

export interface Progress {
  readonly project_no: string
  readonly gate: LifeGate
  readonly forecast_on?: PlainDate | undefined
  readonly actual_on?: PlainDate | undefined
  readonly source_kind: 'public' | 'simulated'
  readonly citation: string
}
export interface Fulfilment {
  readonly project_no: string
  readonly condition: string
  readonly fulfilled_on: PlainDate
  readonly document_no?: string | undefined
  readonly figure_yuan?: string | undefined
  readonly source_kind: 'simulated'
  readonly citation: string
}

export const typeOf = ({ category, gates, kind, nameZh }: Pick<PlannedProject, 'category' | 'gates' | 'kind' | 'nameZh'>): TypeCode => {
  if (category === 'industry') {
    const isRenewal = kind.tag === '技术改造' || kind.tag === '城市更新' || nameZh.includes('城市更新')
    return isRenewal || gates.land_award === undefined ? 'renewal' : 'plant'
  }
  if (gates.land_award !== undefined) return category === 'infrastructure' ? 'space' : 'housing'
  return category === 'infrastructure' ? 'infrastructure' : 'public-service'
}

/** What has happened at each project's gates by the business date: most of what was due is passed, some of it late; some is stuck. */
export function simulateLives(
  projects: readonly PlannedProject[],
  random: Random,
  calendar: WorkdayCalendar,
  simulated: string,
): { types: { project_no: string; type: TypeCode }[]; progress: Progress[]; fulfilments: Fulfilment[] } {
  const progress: Progress[] = []
  const fulfilments: Fulfilment[] = []
  for (const project of projects) {
    const one = lifeOf(project, random, calendar, simulated)
    progress.push(...one.progress)
    fulfilments.push(...one.fulfilments)
  }
  return { types: projects.map((project) => ({ project_no: project.projectNo, type: typeOf(project) })), progress, fulfilments }
}

function lifeOf(project: PlannedProject, random: Random, calendar: WorkdayCalendar, simulated: string) {
  const type = typeOf(project)
  const { projectNo, facts, gates: planned } = project
  const progress: Progress[] = []
  const fulfilments: Fulfilment[] = []
  const bring = (gate: LifeGate, from: PlainDate | undefined, until: PlainDate, share: number) => {
    for (const { code, mark } of conditionsOf(gate, type)) {
      // Drawn for every condition, so that one that is left out does not move the others.
      const [draw, back, number] = [random.next(), random.whole(0, 25), random.whole(1, 400)]
      if (draw >= share) continue
      const drawn = addDays(until, -back)
      const on = from !== undefined && drawn < from ? from : drawn
      fulfilments.push({
        project_no: projectNo,
        condition: code,
        fulfilled_on: on,
        document_no: mark === undefined ? undefined : `模拟${mark}〔${on.slice(0, 4)}〕${String(number).padStart(3, '0')}号`,
        figure_yuan: code === 'output' ? `${project.totalWan * 9}000.00` : undefined,
        source_kind: 'simulated',
        citation: simulated,
      })
    }
  }
  let before: PlainDate | undefined
  for (const gate of GATES_OF[type].filter((name) => name !== 'registration')) {
    const due = planned[gate] ?? dueBefore(planned, GATES_OF[type], gate)
    const published = facts?.gates?.[gate]
    const [drawnSlip, isUnlucky, wait] = [random.pick([0, 0, 0, 0, 3, 8, 15, 40]), random.next() < 0.22, random.whole(20, 120)]
    // Nobody's real project is made late.
    const slip = facts === undefined ? drawnSlip : 0
    const isStuck = facts === undefined && isUnlucky && due !== undefined && due >= STUCK_SINCE
    const happened = whenPassed({ due, published, slip, before, calendar })
    if (happened === undefined || isStuck) {
      if (due !== undefined && due <= addDays(TODAY, 60)) {
        const isLate = due < TODAY || slip > 0
        if (isLate) {
          const forecast = onWorkday(calendar, addDays(due < TODAY ? TODAY : due, wait))
          progress.push({ project_no: projectNo, gate, forecast_on: forecast, source_kind: 'simulated', citation: simulated })
        }
        bring(gate, before, addDays(TODAY, -1), 0.55)
      }
      break
    }
    const isPublished = published !== undefined && published === happened
    progress.push({
      project_no: projectNo,
      gate,
      actual_on: happened,
      source_kind: isPublished ? 'public' : 'simulated',
      citation: isPublished ? (facts?.citation ?? simulated) : simulated,
    })
    bring(gate, before, happened, 1)
    if (gate === 'construction_start') register(happened)
    before = happened
  }
  return { progress, fulfilments }

  /** Most projects are in the statistics some weeks after their start; some are late with it. */
  function register(started: PlainDate): void {
    const [days, isUnlucky] = [random.whole(8, 50), random.next() < 0.25]
    const isForgotten = isUnlucky && facts === undefined && started >= '2023-01-01'
    const on = onWorkday(calendar, addDays(started, days))
    if (isForgotten || on > TODAY) {
      if (daysBetween(started, TODAY) > 5) bring('registration', started, addDays(TODAY, -1), 0.5)
      return
    }
    progress.push({ project_no: projectNo, gate: 'registration', actual_on: on, source_kind: 'simulated', citation: simulated })
    bring('registration', started, on, 1)
  }
}

/** A gate without a date of its own lies before the next one that has come; where none has, nothing is known of it. */
function dueBefore(planned: PlannedProject['gates'], gates: readonly LifeGate[], gate: LifeGate): PlainDate | undefined {
  const later = gates.slice(gates.indexOf(gate) + 1).flatMap((name) => (name === 'registration' ? [] : (planned[name] ?? [])))[0]
  return later !== undefined && later < TODAY ? addDays(later, -30) : undefined
}

const conditionsOf = (gate: LifeGate, type: TypeCode) =>
  CONDITIONS.filter((condition) => condition.gate === gate && condition.not?.includes(type) !== true).filter(
    ({ gate: of }) => of !== 'land_award' || WITH_LAND.has(type),
  )

function whenPassed(given: {
  due: PlainDate | undefined
  published: string | undefined
  slip: number
  before: PlainDate | undefined
  calendar: WorkdayCalendar
}): PlainDate | undefined {
  const { due, published, slip, before, calendar } = given
  if (due === undefined) return undefined
  if (published !== undefined && published.length === 10) return published <= TODAY ? (published as PlainDate) : undefined
  const late = addDays(due, slip)
  const on = onWorkday(calendar, before !== undefined && late < before ? before : late)
  return on < TODAY ? on : undefined
}

import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { addDays, daysBetween, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { LifeGate } from '../../packages/domain/src/gate/life.ts'
import { onWorkday } from './dates.ts'
import { randomOf, type Random } from './random.ts'
import { conditionsOf, GATES_OF, type Fulfilment, type Progress, type TypeCode } from './life-rules.ts'
import { runOn } from './run-on.ts'
import type { PlannedProject } from './simulate-projects.ts'

/** Up to here every life is drawn from one stream of numbers; from here on each runs on by its own (run-on.ts). */
const TODAY = '2024-01-15' as PlainDate
/** What is late is late since then at most. */
const STUCK_SINCE = '2023-07-01' as PlainDate

export const typeOf = ({ category, gates, kind, nameZh }: Pick<PlannedProject, 'category' | 'gates' | 'kind' | 'nameZh'>): TypeCode => {
  if (category === 'industry') {
    const isRenewal = kind.tag === '技术改造' || kind.tag === '城市更新' || nameZh.includes('城市更新')
    return isRenewal || gates.land_award === undefined ? 'renewal' : 'plant'
  }
  if (gates.land_award !== undefined) return category === 'infrastructure' ? 'space' : 'housing'
  return category === 'infrastructure' ? 'infrastructure' : 'public-service'
}

/**
 * What has happened at each project's gates by the business date: most of what was due is passed, some of it late; some is stuck.
 * @param streams seed of the first project's own stream of numbers
 */
export function simulateLives(
  projects: readonly PlannedProject[],
  random: Random,
  streams: number,
  calendar: WorkdayCalendar,
  simulated: string,
): { types: { project_no: string; type: TypeCode }[]; progress: Progress[]; fulfilments: Fulfilment[] } {
  const progress: Progress[] = []
  const fulfilments: Fulfilment[] = []
  for (const [index, project] of projects.entries()) {
    const begun = lifeOf(project, random, calendar, simulated)
    const one = runOn(project, typeOf(project), begun, { random: randomOf(streams + index), calendar, simulated, from: TODAY })
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
    const isForgotten = isUnlucky && facts === undefined && started >= '2023-05-01' && project.totalWan < 200_000
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

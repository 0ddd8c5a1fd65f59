import type { LifeGate } from '../../packages/domain/src/gate/life.ts'
import { addDays, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { BUSINESS_DATE, onWorkday } from './dates.ts'
import type { Random } from './random.ts'
import { conditionsOf, GATES_OF, type Fulfilment, type Progress, type TypeCode } from './life-rules.ts'
import type { PlannedProject } from './simulate-projects.ts'

interface Life {
  readonly progress: readonly Progress[]
  readonly fulfilments: readonly Fulfilment[]
}
interface Means {
  readonly random: Random
  readonly calendar: WorkdayCalendar
  readonly simulated: string
  readonly from: PlainDate
}

/** A start that the plan has from the business date until this day may have been pulled forward into the first quarter. */
const PULLED_UNTIL = '2024-06-15'

/** A life goes on to the business date: what was due passes, much of what was late is caught up, some of it stays late. */
export function runOn(project: PlannedProject, type: TypeCode, begun: Life, { random, calendar, simulated, from }: Means): Life {
  const { projectNo, facts, gates: planned } = project
  const passed = new Map(begun.progress.flatMap(({ gate, actual_on }) => (actual_on === undefined ? [] : [[gate, actual_on] as const])))
  const late = new Map(begun.progress.flatMap(({ gate, forecast_on }) => (forecast_on === undefined ? [] : [[gate, forecast_on] as const])))
  const progress = begun.progress.filter(({ actual_on }) => actual_on !== undefined)
  const fulfilments = [...begun.fulfilments]
  const mark = { source_kind: 'simulated', citation: simulated } as const
  const bring = (gate: LifeGate, after: PlainDate, until: PlainDate, share: number): void => {
    for (const { code, mark: letters } of conditionsOf(gate, type)) {
      const [draw, back, number] = [random.next(), random.whole(0, 25), random.whole(401, 700)]
      if (draw >= share || fulfilments.some(({ condition }) => condition === code)) continue
      const drawn = addDays(until, -back)
      const on = drawn < after ? after : drawn
      fulfilments.push({
        project_no: projectNo,
        condition: code,
        fulfilled_on: on,
        document_no: letters === undefined ? undefined : `模拟${letters}〔${on.slice(0, 4)}〕${String(number).padStart(3, '0')}号`,
        figure_yuan: code === 'output' ? `${project.totalWan * 9}000.00` : undefined,
        ...mark,
      })
    }
  }
  const start = planned.construction_start ?? from
  const [isPulled, days] = [random.next() < 0.05, random.whole(30, 75)]
  const pulled = facts === undefined && isPulled && start > BUSINESS_DATE && start <= PULLED_UNTIL ? days : 0
  const yesterday = addDays(BUSINESS_DATE, -1)
  let before = [...passed].filter(([gate]) => gate !== 'registration').reduce((latest, [, on]) => (on > latest ? on : latest), from)
  for (const gate of GATES_OF[type].filter((name) => name !== 'registration')) {
    if (passed.has(gate)) continue
    const due = late.get(gate) ?? planned[gate]
    const [isUnlucky, slip, wait] = [
      random.next() < (late.has(gate) ? 0.22 : 0.09),
      random.pick([0, 0, 0, 0, 2, 5, 12, 20]),
      random.whole(15, 90),
    ]
    if (due === undefined) break
    const published = facts?.gates?.[gate]
    const isAhead = pulled > 0 && gate !== 'completion'
    const expected = facts === undefined ? addDays(due, isAhead ? -pulled : slip) : due
    const on = published === due ? due : onWorkday(calendar, expected < before ? addDays(before, 3) : expected)
    if (on < BUSINESS_DATE && !(facts === undefined && isUnlucky && !isAhead)) {
      const isPublished = published === on
      progress.push({
        project_no: projectNo,
        gate,
        actual_on: on,
        ...(isPublished ? { source_kind: 'public' as const, citation: facts?.citation ?? simulated } : mark),
      })
      bring(gate, before < from ? from : before, on, 1)
      passed.set(gate, on)
      before = on
      continue
    }
    const isLate = due < BUSINESS_DATE
    if (isLate) {
      const forecast_on = onWorkday(calendar, addDays(BUSINESS_DATE, wait))
      progress.push({ project_no: projectNo, gate, forecast_on, ...mark })
    } else if (late.has(gate)) progress.push({ project_no: projectNo, gate, forecast_on: due, ...mark })
    if (due <= addDays(BUSINESS_DATE, 60)) bring(gate, from, yesterday, 0.6)
    break
  }
  register()
  return { progress, fulfilments }

  /** Most projects are in the statistics some weeks after their start; a few are forgotten. */
  function register(): void {
    const started = passed.get('construction_start')
    const [later, isForgotten] = [random.whole(8, 40), random.next() < 0.2]
    if (started === undefined || passed.has('registration')) return
    const since = started < from ? from : started
    const on = onWorkday(calendar, addDays(since, later))
    if (on >= BUSINESS_DATE || (facts === undefined && isForgotten)) {
      bring('registration', since, yesterday, 0.5)
      return
    }
    progress.push({ project_no: projectNo, gate: 'registration', actual_on: on, ...mark })
    bring('registration', since, on, 1)
  }
}

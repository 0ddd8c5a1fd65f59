import { addDays, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { BUSINESS_DATE, onWorkday } from './dates.ts'
import type { Progress } from './life-rules.ts'
import { randomOf } from './random.ts'
import type { PlannedProject } from './simulate-projects.ts'

export interface Pack {
  readonly projectNo: string
  readonly state: 'preparing' | 'submitted' | 'returned' | 'accepted' | 'registered'
  readonly contractNo?: string
  readonly contractWan?: number
  readonly totalWan?: number
  readonly totalReason?: string
  readonly submittedOn?: PlainDate
  readonly returned?: { readonly item: string; readonly reason: string; readonly note: string }
  readonly libraryNo?: string
}

const SINCE = '2024-01-01'
const REASON = '按施工图预算调整，批复变更正在办理'
/** Where the packs of projects that have started and are not registered stand, in turns. */
const STATES = ['submitted', 'returned', 'accepted', 'preparing'] as const

/** The queue of the library: what was registered this year, and where the packs of the others stand. */
export function simulatePacks(
  projects: readonly PlannedProject[],
  given: {
    progress: readonly Progress[]
    contractNoOf: (projectNo: string) => string | undefined
    calendar: WorkdayCalendar
    seed: number
  },
): Pack[] {
  const passed = (gate: Progress['gate']) =>
    new Map(given.progress.flatMap((one) => (one.gate === gate && one.actual_on !== undefined ? [[one.project_no, one.actual_on]] : [])))
  const [registered, started] = [passed('registration'), passed('construction_start')]
  let turn = 0
  let number = 0
  return projects.flatMap((project, index): Pack[] => {
    const { projectNo, facts, totalWan, owner } = project
    const random = randomOf(given.seed + index)
    const [days, differs, share] = [random.whole(6, 16), random.next() < 0.2, random.between(0.6, 0.95)]
    const on = registered.get(projectNo)
    // Nobody's real project is given papers that it may not have.
    if (facts !== undefined || owner === undefined) return []
    const contract = {
      contractNo: given.contractNoOf(projectNo) ?? `模拟施合〔2024〕${300 + index}号`,
      contractWan: Math.round(totalWan * share * 0.5),
      ...(differs ? { totalWan: Math.round(totalWan * 1.04), totalReason: REASON } : {}),
    }
    if (on !== undefined) {
      if (on < SINCE) return []
      number += 1
      const submittedOn = onWorkday(given.calendar, addDays(on, -days))
      return [{ projectNo, state: 'registered', ...contract, submittedOn, libraryNo: `模拟库〔2024〕${String(number).padStart(3, '0')}` }]
    }
    if (!started.has(projectNo)) return []
    const state = STATES[turn % STATES.length] as (typeof STATES)[number]
    turn += 1
    if (state === 'preparing') return [{ projectNo, state, ...(differs ? contract : {}) }]
    const submittedOn = onWorkday(given.calendar, addDays(BUSINESS_DATE, -random.whole(2, 9)))
    const returned =
      state === 'returned'
        ? { item: 'registration-photo', reason: 'unreadable', note: '现场照片看不清项目名称牌，请重拍后再报' }
        : undefined
    return [{ projectNo, state, ...contract, submittedOn, ...(returned === undefined ? {} : { returned }) }]
  })
}

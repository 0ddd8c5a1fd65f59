import { GATES } from '../../packages/domain/src/project/project-row.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { addDays, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import { BUSINESS_DATE, onWorkday } from './dates.ts'
import { conditionsOf, GATES_OF, type Fulfilment, type Progress, type TypeCode } from './life-rules.ts'
import type { Random } from './random.ts'
import type { EarlierProject } from './simulate-earlier.ts'
import { typeOf } from './simulate-lives.ts'

/** What was completed passed its gates on their days, with everything that belongs to them. */
export function earlierLives(
  projects: readonly EarlierProject[],
  random: Random,
  calendar: WorkdayCalendar,
  simulated: string,
): { types: { project_no: string; type: TypeCode }[]; progress: Progress[]; fulfilments: Fulfilment[] } {
  const progress: Progress[] = []
  const fulfilments: Fulfilment[] = []
  const mark = { source_kind: 'simulated', citation: simulated } as const
  const types = projects.map((project) => {
    const { projectNo: project_no, gates } = project
    const type = typeOf(project)
    const started = gates.construction_start as PlainDate
    const registered = onWorkday(calendar, addDays(started, random.whole(8, 40)))
    for (const gate of GATES.filter((name) => GATES_OF[type].includes(name))) {
      const actual_on = gate === 'registration' ? registered : gates[gate]
      if (actual_on === undefined || actual_on >= BUSINESS_DATE) continue
      progress.push({ project_no, gate, actual_on, ...mark })
      for (const { code, mark: letters } of conditionsOf(gate, type)) {
        const on = addDays(actual_on, -random.whole(0, 9))
        const number = String(random.whole(1, 400)).padStart(3, '0')
        const document_no = letters === undefined ? undefined : `模拟${letters}〔${on.slice(0, 4)}〕${number}号`
        fulfilments.push({ project_no, condition: code, fulfilled_on: on, document_no, ...mark })
      }
    }
    passProduction(project, type)
    return { project_no, type }
  })
  return { types, progress, fulfilments }

  /** What is no plant has no date of production in the register, but is in use some weeks after its completion. */
  function passProduction({ projectNo: project_no, gates }: EarlierProject, type: TypeCode): void {
    if (gates.completion === undefined || gates.production !== undefined || !GATES_OF[type].includes('production')) return
    const actual_on = onWorkday(calendar, addDays(gates.completion, 24))
    progress.push({ project_no, gate: 'production', actual_on, ...mark })
    for (const { code } of conditionsOf('production', type)) {
      const document_no = code === 'completion-filing' ? `模拟备案〔${actual_on.slice(0, 4)}〕9${project_no.slice(-2)}号` : undefined
      fulfilments.push({ project_no, condition: code, fulfilled_on: addDays(actual_on, -3), document_no, ...mark })
    }
  }
}

import { z } from 'zod'
import type { GateSheet } from '@ballast/contract/gate.ts'
import type { Project } from '@ballast/contract/project.ts'
import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { useRoute } from '../../app/api.ts'
import { useSearchState } from '../../app/search-state.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { ProjectCapacity } from '../computing/project-capacity.tsx'
import { ProjectGantt } from '../gantt/project-gantt.tsx'
import { CommitmentsCard } from './commitments-card.tsx'
import { GateLine } from './gate-line.tsx'
import { GatePanel } from './gate-panel.tsx'
import { nextOf } from './gate-state.ts'
import { PlannedDates } from './planned-dates.tsx'
import { SlipHistory } from './slip-history.tsx'
import { StandingCard } from './standing-card.tsx'
import './gate.css'

const gateSearch = z.object({ gate: z.enum(LIFE_GATES).optional() })

/** A project's life: its gates on a line, one of them open, and how dates and standing have changed. */
export function GatesTab({ project }: { project: Project }) {
  const query = useRoute('gate.show', { params: { projectId: project.projectId } })
  return <Loaded query={query}>{(sheet) => <Gates project={project} sheet={sheet} />}</Loaded>
}

function Gates({ project, sheet }: { project: Project; sheet: GateSheet }) {
  const [search, setSearch] = useSearchState(gateSearch)
  const open = sheet.gates.find(({ gate }) => gate === search.gate) ?? nextOf(sheet.gates)
  return (
    <div className="gates">
      <GateLine sheet={sheet} chosen={open?.gate} onChoose={(gate) => setSearch({ gate })} />
      {open === undefined ? null : <GatePanel sheet={sheet} gate={open} />}
      <ProjectCapacity projectId={project.projectId} />
      <ProjectGantt projectId={project.projectId} />
      <StandingCard sheet={sheet} />
      <PlannedDates project={project} sheet={sheet} gate={open?.gate} />
      <CommitmentsCard sheet={sheet} />
      <SlipHistory sheet={sheet} />
    </div>
  )
}

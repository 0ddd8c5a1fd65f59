import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { PlanBreach } from '@ballast/contract/plan-edit.ts'
import { useTexts } from '../../app/language.tsx'
import type { PlanSearch } from './plan-search.ts'
import { planTexts } from './plan.texts.ts'
import { usePlan } from './use-plan.ts'

/** Rules about what the register says of a project; the plan cannot mend them. */
const OF_THE_REGISTER: ReadonlySet<string> = new Set([
  'no-owner',
  'no-service-manager',
  'no-total-investment',
  'building-without-start-gate',
  'duplicate-project-code',
  'duplicate-project-name',
])

/** The place in the plan where a finding is mended. */
function placeOf({ kind, id, rule }: PlanBreach): Partial<PlanSearch> {
  if (kind === 'project') return { project: id }
  // Frames are brought to the target, seldom the target to the frames.
  if (rule === 'target-not-root-frame') return { tab: 'tree', at: undefined }
  if (kind === 'node') return { tab: 'tree', at: id }
  return { tab: 'targets', at: kind === 'target' ? id : undefined }
}

export function MendLink({ breach }: { breach: PlanBreach }) {
  const t = useTexts(planTexts)
  const { canEdit, setSearch } = usePlan()
  if (breach.kind === 'project' && OF_THE_REGISTER.has(breach.rule)) {
    return (
      <Link to="/projects/$projectId" params={{ projectId: breach.id }} className="mend-link">
        {t(canEdit ? 'openProjectFile' : 'openProject')}
      </Link>
    )
  }
  return (
    <Button size="small" type="link" onClick={() => setSearch(placeOf(breach), { replace: false })}>
      {t(canEdit ? 'mend' : 'open')}
    </Button>
  )
}

import type { QuarterBoard, QuarterProject } from '@ballast/contract/quarter-board.ts'
import { useTexts } from '../../app/language.tsx'
import { useCodeNames, type CodeNames } from '../project/code-names.ts'
import { projectsOf } from './project-lines.tsx'
import { ProjectsTable } from './projects-table.tsx'
import { quarterTexts } from './quarter.texts.ts'

/** Who lacks most of the plan that is due, and what was said of it. */
export function BehindCard({ board }: { board: QuarterBoard }) {
  const t = useTexts(quarterTexts)
  const codes = useCodeNames()
  const projects = projectsOf(board, board.behind)
  return (
    <section className="card wide" aria-labelledby="quarter-behind">
      <h2 id="quarter-behind">{t('behind')}</h2>
      <p className="quiet">
        {t('behindHint')}
        {board.behindCount > projects.length ? ` · ${t('behindMore', { count: board.behindCount, shown: projects.length })}` : ''}
      </p>
      {projects.length === 0 ? (
        <p className="quiet">{t('behindNone')}</p>
      ) : (
        <ProjectsTable
          label={t('behind')}
          projects={projects}
          amounts={['plan', 'dispatched', 'gap']}
          renderReason={(project) => <Reasons project={project} codes={codes} />}
        />
      )}
    </section>
  )
}

function Reasons({ project: { reasonCode, slipCode }, codes }: { project: QuarterProject; codes: CodeNames }) {
  const t = useTexts(quarterTexts)
  const said = [
    ...(reasonCode === null ? [] : [codes.nameOf('difference-reason', reasonCode)]),
    ...(slipCode === null ? [] : [t('slip', { name: codes.nameOf('slip-reason', slipCode) })]),
  ]
  return said.length === 0 ? <span className="quiet">{t('noReason')}</span> : <>{said.join(' · ')}</>
}

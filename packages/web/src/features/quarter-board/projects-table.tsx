import type { ReactNode } from 'react'
import type { QuarterProject } from '@ballast/contract/quarter-board.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { useCodeNames } from '../project/code-names.ts'
import { ProjectLink } from './project-lines.tsx'
import { quarterTexts } from './quarter.texts.ts'

const AMOUNTS = { plan: 'planYuan', dispatched: 'dispatchedYuan', reported: 'reportedYuan', gap: 'behindYuan' } as const

/** Projects with their amounts of the quarter; wide, so it scrolls in itself and is reached by keyboard. */
export function ProjectsTable({
  label,
  projects,
  amounts,
  renderReason,
}: {
  label: string
  projects: readonly QuarterProject[]
  amounts: readonly (keyof typeof AMOUNTS)[]
  renderReason?: (project: QuarterProject) => ReactNode
}) {
  const t = useTexts(quarterTexts)
  const codes = useCodeNames()
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('project')}</th>
            <th scope="col">{t('manager')}</th>
            {([...amounts, 'done'] as const).map((key) => (
              <th key={key} scope="col" className="right">
                {t(key)}
              </th>
            ))}
            {renderReason === undefined ? null : <th scope="col">{t('reason')}</th>}
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <tr key={project.projectId}>
              <th scope="row">
                <ProjectLink project={project} tab="figures" />
              </th>
              <td>{project.serviceManager === null ? '—' : codes.wordingOf(project.serviceManager)}</td>
              {amounts.map((key) => (
                <td key={key} className={key === 'gap' ? 'right bad' : 'right'}>
                  <Money yuan={project[AMOUNTS[key]]} unit="yi" />
                </td>
              ))}
              <td className="right number">{drawShare(project.done)}</td>
              {renderReason === undefined ? null : <td>{renderReason(project)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import type { QuarterBoard, QuarterProject } from '@ballast/contract/quarter-board.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { useCodeNames, type CodeNames } from '../project/code-names.ts'
import { ProjectLink, projectsOf } from './project-lines.tsx'
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
        <div className="scroll" tabIndex={0} role="region" aria-label={t('behind')}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('project')}</th>
                <th scope="col">{t('manager')}</th>
                {(['plan', 'dispatched', 'gap', 'done'] as const).map((key) => (
                  <th key={key} scope="col" className="right">
                    {t(key)}
                  </th>
                ))}
                <th scope="col">{t('reason')}</th>
              </tr>
            </thead>
            <tbody>
              {projects.map((project) => (
                <tr key={project.projectId}>
                  <th scope="row">
                    <ProjectLink project={project} tab="figures" />
                  </th>
                  <td>{project.serviceManager === null ? '—' : codes.wordingOf(project.serviceManager)}</td>
                  <td className="right">
                    <Money yuan={project.planYuan} unit="yi" />
                  </td>
                  <td className="right">
                    <Money yuan={project.dispatchedYuan} unit="yi" />
                  </td>
                  <td className="right bad">
                    <Money yuan={project.behindYuan} unit="yi" />
                  </td>
                  <td className="right number">{drawShare(project.done)}</td>
                  <td>
                    <Reasons project={project} codes={codes} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Reasons({ project: { reasonCode, slipCode }, codes }: { project: QuarterProject; codes: CodeNames }) {
  const t = useTexts(quarterTexts)
  const name = useName()
  const nameOf = (list: string, code: string): string => {
    const found = (codes.lists?.lists[list] ?? codes.lists?.lists[list.replace('-', '_')])?.find((item) => item.code === code)
    return found === undefined ? code : name(found)
  }
  const said = [
    ...(reasonCode === null ? [] : [nameOf('difference-reason', reasonCode)]),
    ...(slipCode === null ? [] : [t('slip', { name: nameOf('slip-reason', slipCode) })]),
  ]
  return said.length === 0 ? <span className="quiet">{t('noReason')}</span> : <>{said.join(' · ')}</>
}

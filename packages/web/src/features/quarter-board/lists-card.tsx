import { QUARTER_LIST_TAGS } from '@ballast/domain/plan/quarter-list.ts'
import type { QuarterBoard } from '@ballast/contract/quarter-board.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { useCodeNames } from '../project/code-names.ts'
import { ProjectLink, projectsOf } from './project-lines.tsx'
import { quarterTexts } from './quarter.texts.ts'

/** Key items, works going on to completion, what people need: each list with its sums and its projects. */
export function ListsCard({ board }: { board: QuarterBoard }) {
  const t = useTexts(quarterTexts)
  const codes = useCodeNames()
  return (
    <section className="card wide" aria-labelledby="quarter-lists">
      <h2 id="quarter-lists">{t('lists')}</h2>
      <p className="quiet">{t('listsHint')}</p>
      {board.lists.map((list) => (
        <details key={list.list} className="quarter-list">
          <summary>
            <strong>{t(`list.${list.list}`)}</strong> <span>{t('projects', { count: list.projects.length })}</span>{' '}
            <span>
              {t('plan')} <Money yuan={list.planYuan} unit="yi" />
            </span>{' '}
            <span>
              {t('dispatched')} <Money yuan={list.dispatchedYuan} unit="yi" />
            </span>{' '}
            <span>
              {t('done')} <span className="number">{drawShare(list.done)}</span>
            </span>
          </summary>
          {list.projects.length === 0 ? (
            <p className="quiet">{t('listEmpty', { tag: QUARTER_LIST_TAGS[list.list] })}</p>
          ) : (
            <div className="scroll" tabIndex={0} role="region" aria-label={t(`list.${list.list}`)}>
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{t('project')}</th>
                    <th scope="col">{t('manager')}</th>
                    {(['plan', 'dispatched', 'reported', 'done'] as const).map((key) => (
                      <th key={key} scope="col" className="right">
                        {t(key)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {projectsOf(board, list.projects).map((project) => (
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
                      <td className="right">
                        <Money yuan={project.reportedYuan} unit="yi" />
                      </td>
                      <td className="right number">{drawShare(project.done)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </details>
      ))}
    </section>
  )
}

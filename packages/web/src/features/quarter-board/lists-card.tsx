import { QUARTER_LIST_TAGS } from '@ballast/domain/plan/quarter-list.ts'
import type { QuarterBoard } from '@ballast/contract/quarter-board.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { projectsOf } from './project-lines.tsx'
import { ProjectsTable } from './projects-table.tsx'
import { quarterTexts } from './quarter.texts.ts'

/** Key items, works going on to completion, what people need: each list with its sums and its projects. */
export function ListsCard({ board }: { board: QuarterBoard }) {
  const t = useTexts(quarterTexts)
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
            <ProjectsTable
              label={t(`list.${list.list}`)}
              projects={projectsOf(board, list.projects)}
              amounts={['plan', 'dispatched', 'reported']}
            />
          )}
        </details>
      ))}
    </section>
  )
}

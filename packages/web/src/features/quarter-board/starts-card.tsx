import type { QuarterBoard } from '@ballast/contract/quarter-board.ts'
import { useTexts } from '../../app/language.tsx'
import { ProjectLines, projectsOf } from './project-lines.tsx'
import { quarterTexts } from './quarter.texts.ts'

/** Starts planned, made, pulled forward, and those that are due and not made. */
export function StartsCard({ board }: { board: QuarterBoard }) {
  const t = useTexts(quarterTexts)
  const { planned, made, pulledForward, overdue, pulled } = board.starts
  const facts = [
    ['startsPlanned', planned],
    ['startsMade', made],
    ['startsPulled', pulledForward],
    ['startsOverdue', overdue.length],
  ] as const
  return (
    <section className="card" aria-labelledby="quarter-starts">
      <h2 id="quarter-starts">{t('starts')}</h2>
      <dl className="quarter-counts">
        {facts.map(([key, count]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd className={key === 'startsOverdue' && count > 0 ? 'number bad' : 'number'}>{count}</dd>
          </div>
        ))}
      </dl>
      <ProjectLines
        projects={projectsOf(board, overdue)}
        summary={`${t('startsOverdue')} · ${t('projects', { count: overdue.length })}`}
        empty={t('startsOverdueNone')}
        note={({ startPlannedOn }) => t('plannedFor', { date: startPlannedOn ?? '—' })}
      />
      <ProjectLines
        projects={projectsOf(board, pulled)}
        summary={`${t('startsPulled')} · ${t('projects', { count: pulled.length })}`}
        empty={t('pulledNone')}
        note={({ startPlannedOn, startedOn }) =>
          `${t('startedOn', { date: startedOn ?? '—' })} · ${t('plannedFor', { date: startPlannedOn ?? '—' })}`
        }
      />
    </section>
  )
}

import { Link } from '@tanstack/react-router'
import type { QuarterBoard } from '@ballast/contract/quarter-board.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { quarterTexts } from './quarter.texts.ts'

/** What the zone itself does for the quarter: funds moved forward, visits, promises kept. */
export function ServiceCard({ board: { year, quarter, funds, visits } }: { board: QuarterBoard }) {
  const t = useTexts(quarterTexts)
  return (
    <section className="card" aria-labelledby="quarter-funds">
      <h2 id="quarter-funds">{t('funds')}</h2>
      <dl className="quarter-counts">
        <div>
          <dt>{t('fundsReleased')}</dt>
          <dd>
            <Link to="/funds" search={{ quarter: `${year}-${quarter}` } as never}>
              <Money yuan={funds.releasedYuan} unit="yi" />
            </Link>
            <small>{t('projects', { count: funds.projects })}</small>
          </dd>
        </div>
        <div>
          <dt>{t('fundsIdle')}</dt>
          <dd>
            <Link to="/funds" search={{ idle: true } as never}>
              <Money yuan={funds.idleYuan} unit="yi" />
            </Link>
          </dd>
        </div>
      </dl>
      <h2>{t('visits')}</h2>
      <dl className="quarter-facts">
        <dt>{t('visitsMade')}</dt>
        <dd>{t('visitsText', { count: visits.made, projects: visits.projects })}</dd>
        <dt>{t('promises')}</dt>
        <dd className={visits.overduePromises > 0 ? 'bad' : undefined}>
          {t('promisesText', { made: visits.promises, open: visits.openPromises, late: visits.overduePromises })}
        </dd>
      </dl>
    </section>
  )
}

import { Link } from '@tanstack/react-router'
import type { FiguresMonth } from '@ballast/contract/reconciliation.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { EvidenceList } from '../evidence/evidence-list.tsx'
import { useCodeNames } from '../project/code-names.ts'
import { reconciliationTexts } from './reconciliation.texts.ts'

/** What stands behind a month: every word from the site, the return with its corrections, the files. */
export function MonthEntries({ projectId, month }: { projectId: string; month: FiguresMonth }) {
  const t = useTexts(reconciliationTexts)
  const told = useRoute('dispatch.list', { params: { projectId } })
  return (
    <section aria-label={t('entries', { month: month.month })}>
      <h3>{t('dispatched')}</h3>
      <Loaded query={told}>
        {({ entries }) => {
          const own = entries.filter((entry) => entry.month === month.month)
          if (own.length === 0) return <p className="quiet">{t('noEntries')}</p>
          return (
            <ul className="return-events">
              {own.map((entry) => (
                <li key={entry.entryId} className={entry.isCurrent ? '' : 'quiet'}>
                  <Money yuan={entry.totalYuan} withUnit />{' '}
                  <span className="quiet">{t('toldBy', { by: entry.byName, on: entry.toldOn })}</span>
                  {entry.isCurrent ? '' : ` · ${t('superseded')}`}
                  {entry.note === null ? '' : ` · ${entry.note}`}
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      {month.state === null ? null : (
        <>
          <h3>
            {t('reported')}{' '}
            <Link to="/reports/$month/$projectId" params={{ month: month.month, projectId }}>
              {t('openReturn')}
            </Link>
          </h3>
          {parseYuan(month.correctedYuan) === 0n ? null : <Corrections projectId={projectId} month={month.month} />}
          <EvidenceList
            subject={{ projectId, subjectType: 'return', subjectId: month.month }}
            name={t('evidenceOf')}
            title={t('evidenceOf')}
          />
        </>
      )}
    </section>
  )
}

function Corrections({ projectId, month }: { projectId: string; month: string }) {
  const t = useTexts(reconciliationTexts)
  const name = useName()
  const codes = useCodeNames()
  const query = useRoute('report.show', { params: { projectId, month } })
  const reasonOf = (code: string) => {
    const reason = codes.lists?.lists['correction-reason']?.find((item) => item.code === code)
    return reason === undefined ? code : name(reason)
  }
  return (
    <Loaded query={query}>
      {({ corrections }) => (
        <ul className="return-events">
          {corrections.map(({ correctionId, totalYuan, reasonCode, note, appearsIn }) => (
            <li key={correctionId}>
              {t('correction')} <Money yuan={totalYuan} withUnit /> · {reasonOf(reasonCode)} · {note} →{' '}
              <span className="number">{appearsIn}</span>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}

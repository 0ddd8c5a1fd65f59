import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { EvidenceList } from '../evidence/evidence-list.tsx'
import { moneyTexts } from './money.texts.ts'
import './money.css'

/** What dated entries of money have in common. */
export interface Entry {
  id: string
  version: string
  byName: string
  at: string
  withdrawn: { reason: string } | null
  sourceKind: 'public' | 'simulated' | 'entered'
  citation: string | null
}

interface Props<E extends Entry> {
  label: string
  columns: readonly { title: string; isAmount?: boolean; render: (entry: E) => ReactNode }[]
  entries: readonly E[]
  subjectOf: (entry: E) => { projectId: string; subjectType: 'land-payment' | 'fund-movement'; subjectId: string }
  /** Missing: the user may not withdraw. */
  withdrawal?: { run: (entry: E, reason: string, done: () => void) => void; error: Error | null; isPending: boolean }
}

/** Dated entries, newest first, each with its evidence; what was withdrawn stays to be seen. */
export function EntriesTable<E extends Entry>({ label, columns, entries, subjectOf, withdrawal }: Props<E>) {
  const t = useTexts(moneyTexts)
  const [withdrawn, setWithdrawn] = useState<E>()
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
        <table className="money-entries">
          <thead>
            <tr>
              {columns.map(({ title, isAmount }) => (
                <th key={title} scope="col" className={isAmount ? 'money-amount' : ''}>
                  {title}
                </th>
              ))}
              <th scope="col">{t('by')}</th>
              <th scope="col">{t('evidence')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id} className={entry.withdrawn === null ? '' : 'money-withdrawn'}>
                {columns.map(({ title, isAmount, render }) => (
                  <td key={title} className={isAmount ? 'money-amount' : ''}>
                    {render(entry)}
                  </td>
                ))}
                <td>
                  {entry.byName} <span className="quiet number">{drawInstant(entry.at).slice(0, 10)}</span>
                  <SourceBadge kind={entry.sourceKind} citation={entry.citation} />
                  {entry.withdrawn === null ? (
                    withdrawal === undefined ? null : (
                      <Button size="small" type="link" onClick={() => setWithdrawn(entry)}>
                        {t('withdraw')}
                      </Button>
                    )
                  ) : (
                    <div>{t('withdrawn', { reason: entry.withdrawn.reason })}</div>
                  )}
                </td>
                <td>{entry.withdrawn === null ? <EvidenceList subject={subjectOf(entry)} name={label} /> : null}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {withdrawn === undefined || withdrawal === undefined ? null : (
        <ReasonDialog
          title={t('withdrawTitle')}
          error={withdrawal.error}
          isPending={withdrawal.isPending}
          onReason={(reason) => withdrawal.run(withdrawn, reason, () => setWithdrawn(undefined))}
          onClose={() => setWithdrawn(undefined)}
        />
      )}
    </>
  )
}

import { Segmented, Tag } from 'antd'
import { useMemo } from 'react'
import type { CockpitDone } from '@ballast/contract/cockpit-done.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { FIGURE_COLORS } from '../../ui/chart-frame.ts'
import { Chart } from '../../ui/chart.tsx'
import { doneOption } from './done-option.ts'
import { doneTexts } from './done.texts.ts'
import { ReconciledMoney } from './reconciled-money.tsx'

export const DONE_MODES = ['cumulative', 'monthly'] as const
export type DoneMode = (typeof DONE_MODES)[number]

/** Planned, dispatched and reported of the year, to date or month by month, with last year and the pace of time. */
export function DoneCard({ done, mode, onMode }: { done: CockpitDone; mode: DoneMode; onMode: (mode: DoneMode) => void }) {
  const t = useTexts(doneTexts)
  const { year, isClosed, isSimulated } = done
  const isCumulative = mode === 'cumulative'
  const option = useMemo(() => doneOption(done, isCumulative, t), [done, isCumulative, t])
  const figures = isCumulative
    ? (['reported', 'dispatched', 'plan', 'lastYear', 'pace'] as const)
    : (['reported', 'dispatched', 'plan', 'lastYear'] as const)
  return (
    <section className="card done-card">
      <header>
        <h2>
          {t('title')} <span className="unit">{t('unit')}</span> {isSimulated ? <Tag color="gold">{t('simulated')}</Tag> : null}
        </h2>
        <Segmented<DoneMode>
          size="small"
          className="no-print"
          aria-label={t('mode')}
          value={mode}
          options={DONE_MODES.map((value) => ({ value, label: t(value) }))}
          onChange={onMode}
        />
      </header>
      <p className="legend" aria-hidden="true">
        {figures.map((figure) => (
          <span key={figure}>
            <i className={isCumulative || figure === 'lastYear' ? 'line' : undefined} style={{ background: FIGURE_COLORS[figure] }} />
            {t(figure)}
          </span>
        ))}
        {isClosed ? null : <span>{t('notYet', { year })}</span>}
      </p>
      <Chart option={option} height={290} label={t(isCumulative ? 'chartCumulative' : 'chartMonthly', { year })} />
      <details className="months-table">
        <summary>{t('table')}</summary>
        <DoneTable done={done} isCumulative={isCumulative} />
      </details>
    </section>
  )
}

function DoneTable({ done: { year, months }, isCumulative }: { done: CockpitDone; isCumulative: boolean }) {
  const t = useTexts(doneTexts)
  const columns = [
    ['plan', 'planYuan'],
    ['dispatched', 'dispatchedYuan'],
    ['reported', 'reportedYuan'],
  ] as const
  return (
    <div className="scroll">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('month')}</th>
            {(['plan', 'dispatched', 'reported', 'lastYear', ...(isCumulative ? (['pace'] as const) : [])] as const).map((key) => (
              <th key={key} scope="col" className="right">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((row) => {
            const amounts = isCumulative ? row.cumulative : row
            return (
              <tr key={row.month}>
                <th scope="row" className="number">
                  {row.month}
                  {row.reportedSince === null || row.reportedSince === row.month ? null : (
                    <span className="quiet"> {t('covers', { first: row.reportedSince })}</span>
                  )}
                </th>
                {columns.map(([key, field]) => (
                  <td key={key} className="right">
                    <ReconciledMoney yuan={amounts[field]} what={`${row.month} ${t(key)}`} scope={{ year, through: row.month }} />
                  </td>
                ))}
                <td className="right">
                  <ReconciledMoney
                    yuan={amounts.lastYearYuan}
                    what={`${row.month} ${t('lastYear')}`}
                    scope={{ year: year - 1, through: `${year - 1}${row.month.slice(4)}` }}
                  />
                </td>
                {isCumulative ? (
                  <td className="right">
                    {row.paceYuan === null ? '—' : <span className="number">{drawYi(parseYuan(row.paceYuan))}</span>}
                  </td>
                ) : null}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

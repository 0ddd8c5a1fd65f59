import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { COMPOSITION_PARTS, type Cockpit } from '@ballast/contract/cockpit.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { Chart } from '../../ui/chart.tsx'
import { cockpitTexts } from './cockpit.texts.ts'
import { monthsOption } from './months-option.ts'
import { CUMULATIVE_COLOR, PART_COLORS } from './part-colors.ts'
import { TracedMoney } from './traced-money.tsx'

/** When the money is planned: months, the running sum, and the marks at which leadership is measured. */
export function MonthsCard({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  const navigate = useNavigate()
  const { year, byMonth, marks } = cockpit
  const option = useMemo(() => monthsOption(byMonth, t), [byMonth, t])
  const openMonth = ({ seriesId, dataIndex }: { seriesId: string; dataIndex: number }) => {
    const month = byMonth[dataIndex]?.month
    const part = COMPOSITION_PARTS.find((item) => item === seriesId)
    const since = part === undefined ? undefined : month
    void navigate({ to: '/trace', search: { year, since, through: month, part } as never })
  }
  return (
    <section className="card months-card">
      <h2>
        {t('months')} <span className="unit">{t('unit')}</span>
      </h2>
      <ul className="marks">
        {marks.map((mark) => {
          const name = t(mark.period === 'year' ? 'yearMark' : mark.period)
          return (
            <li key={mark.period} className={mark.isMet === null ? undefined : mark.isMet ? 'good' : 'bad'}>
              <span className="mark-name">{name}</span>
              <strong>
                <TracedMoney yuan={mark.plannedYuan} what={name} to={{ year, since: `${year}-01`, through: mark.through }} />
              </strong>
              <span className="mark-target">
                {mark.targetYuan === null ? t('noMarkTarget') : t('targetOf', { yuan: drawYi(parseYuan(mark.targetYuan)) })}
                {mark.isMet === null ? null : ` · ${t(mark.isMet ? 'met' : 'missed')}`}
              </span>
            </li>
          )
        })}
      </ul>
      <p className="legend" aria-hidden="true">
        {COMPOSITION_PARTS.map((part) => (
          <span key={part}>
            <i style={{ background: PART_COLORS[part] }} />
            {t(part)}
          </span>
        ))}
        <span>
          <i className="line" style={{ background: CUMULATIVE_COLOR }} />
          {t('cumulativeRight')}
        </span>
      </p>
      <Chart option={option} height={330} label={t('monthsChart', { year })} onPick={openMonth} />
      <details className="months-table">
        <summary>{t('monthsTable')}</summary>
        <MonthsTable cockpit={cockpit} />
      </details>
    </section>
  )
}

function MonthsTable({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  const { year, byMonth } = cockpit
  return (
    <div className="scroll">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('month')}</th>
            {COMPOSITION_PARTS.map((part) => (
              <th key={part} scope="col" className="right">
                {t(part)}
              </th>
            ))}
            <th scope="col" className="right">
              {t('monthly')}
            </th>
            <th scope="col" className="right">
              {t('cumulative')}
            </th>
          </tr>
        </thead>
        <tbody>
          {byMonth.map((row) => {
            const here = { year, since: row.month, through: row.month }
            return (
              <tr key={row.month}>
                <th scope="row" className="number">
                  {row.month}
                </th>
                {COMPOSITION_PARTS.map((part) => (
                  <td key={part} className="right">
                    <TracedMoney yuan={row[`${part}Yuan`]} what={`${row.month} ${t(part)}`} to={{ ...here, part }} />
                  </td>
                ))}
                <td className="right">
                  <TracedMoney yuan={row.yuan} what={`${row.month} ${t('monthly')}`} to={here} />
                </td>
                <td className="right">
                  <TracedMoney
                    yuan={row.cumulativeYuan}
                    what={`${row.month} ${t('cumulative')}`}
                    to={{ year, since: `${year}-01`, through: row.month }}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

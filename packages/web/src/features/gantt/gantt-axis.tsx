import { useLanguage, useTexts } from '../../app/language.tsx'
import { ticksOf, yearTicksOf, type Scale, type Tick } from './gantt-scale.ts'
import { ganttTexts } from './gantt.texts.ts'

/** Years over months or quarters; years alone where there is no room for more. */
export function GanttAxis({ scale, todayX }: { scale: Scale; todayX: number }) {
  const t = useTexts(ganttTexts)
  const { locale } = useLanguage()
  const months = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
  const labelOf = ({ unit, number, year, width }: Tick) => {
    if (unit === 'month') return months.format(new Date(Date.UTC(2024, number - 1, 1)))
    if (unit === 'quarter') return t('quarter', { number })
    return width < 38 ? String(year).slice(2) : String(year)
  }
  const fine = ticksOf(scale)
  const isYears = fine[0]?.unit === 'year'
  return (
    <div className={`gantt-axis${isYears ? ' gantt-axis-years' : ''}`} style={{ width: scale.width }} aria-hidden>
      {isYears
        ? null
        : yearTicksOf(scale).map((tick) => (
            <span key={tick.x} className="gantt-tick gantt-tick-year" style={{ left: tick.x, width: tick.width }}>
              <span>{tick.year}</span>
            </span>
          ))}
      {fine.map((tick) => (
        <span key={tick.x} className="gantt-tick gantt-tick-fine" style={{ left: tick.x, width: tick.width }}>
          {labelOf(tick)}
        </span>
      ))}
      <span className="gantt-today-label" style={{ left: todayX }}>
        {t('today')}
      </span>
    </div>
  )
}

import { useTexts } from '../../app/language.tsx'
import { ganttTexts } from './gantt.texts.ts'

/** What the bars mean, drawn with the bars' own styles. */
export function GanttLegend({
  view,
  withBaseline,
  withSimulated,
}: {
  view: 'bars' | 'dates'
  withBaseline: boolean
  withSimulated: boolean
}) {
  const t = useTexts(ganttTexts)
  const items = [
    ['legendPlanned', <rect key="bar" x={0} y={2} width={26} height={11} className="gantt-phase gantt-phase-construction_start" />],
    ['legendActual', <path key="bar" d="M0 4h20v8h-20ZM15 8l5 -5 5 5 -5 5Z" className="gantt-passed" />],
    ['legendForecast', <rect key="bar" x={0.5} y={4.5} width={25} height={7} className="gantt-forecast" />],
    ['legendLate', <rect key="bar" x={0.5} y={4.5} width={25} height={7} className="gantt-forecast gantt-late" />],
    ...(withBaseline ? ([['legendBaseline', <path key="bar" d="M0 8h26M1 5v6M25 5v6" className="gantt-baseline" />]] as const) : []),
  ] as const
  return (
    <ul className="gantt-legend" aria-label={t('legend')}>
      {view === 'dates' ? <li>{t('legendDates')}</li> : null}
      {(view === 'dates' ? [] : items).map(([key, shape]) => (
        <li key={key}>
          <svg width={27} height={16} aria-hidden>
            {shape}
          </svg>
          {t(key)}
        </li>
      ))}
      {view === 'dates' ? null : (
        <li>
          <span className="gantt-legend-today" aria-hidden />
          {t('today')}
        </li>
      )}
      {withSimulated ? (
        <li>
          <span className="gantt-legend-simulated" aria-hidden />
          {t('legendSimulated')}
        </li>
      ) : null}
    </ul>
  )
}

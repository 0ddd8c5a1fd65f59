import { Link } from '@tanstack/react-router'
import { useTexts } from '../../app/language.tsx'
import { forecastTexts } from './forecast.texts.ts'

/** The pages about where the year will land. */
const TABS = [
  ['/forecast', 'tab.forecast'],
  ['/forecast/actions', 'tab.actions'],
  ['/forecast/what-if', 'tab.what-if'],
  ['/forecast/record', 'tab.record'],
  ['/forecast/methods', 'tab.methods'],
] as const

export function ForecastTabs() {
  const t = useTexts(forecastTexts)
  return (
    <nav className="forecast-tabs no-print" aria-label={t('tabs')}>
      {TABS.map(([to, name]) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }} activeProps={{ className: 'active' }}>
          {t(name)}
        </Link>
      ))}
    </nav>
  )
}

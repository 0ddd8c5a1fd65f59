import { Link } from '@tanstack/react-router'
import { useTexts } from '../../app/language.tsx'
import { computingTexts } from './computing.texts.ts'

/** The pages of whoever submits. */
const TABS = [
  ['/computing/jobs', 'tab.jobs'],
  ['/computing/waits', 'tab.record'],
] as const

export function ComputingTabs() {
  const t = useTexts(computingTexts)
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

import { Link } from '@tanstack/react-router'
import { useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { computingTexts } from './computing.texts.ts'

/** The pages of whoever submits, by the action that shows them. */
const TABS = [
  ['/computing/jobs', 'tab.jobs', 'compute-job.list'],
  ['/computing/catalogue', 'tab.catalogue', 'compute-centre.list'],
  ['/computing/members', 'tab.members', 'compute-member.list'],
  ['/computing/waits', 'tab.record', 'compute-job.wait-record'],
] as const

export function ComputingTabs() {
  const t = useTexts(computingTexts)
  const { actions } = useSession()
  return (
    <nav className="forecast-tabs no-print" aria-label={t('tabs')}>
      {TABS.filter(([, , action]) => actions.includes(action)).map(([to, name]) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }} activeProps={{ className: 'active' }}>
          {t(name)}
        </Link>
      ))}
    </nav>
  )
}

import { Link, useLocation } from '@tanstack/react-router'
import { DownOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import { useTexts } from './language.tsx'
import { useSession } from './session.tsx'
import { shellTexts } from './shell.texts.ts'

/** Pages by the action that shows them; what belongs together stands in one menu. */
const ENTRIES = [
  { key: 'desk', pages: [['/today', 'desk', 'today.read']] },
  { key: 'cockpit', pages: [['/cockpit', 'cockpit', 'cockpit.read']] },
  { key: 'plan', pages: [['/plan', 'plan', 'plan.show']] },
  { key: 'myProjects', pages: [['/my-projects', 'myProjects', 'my-projects.read']] },
  { key: 'projects', pages: [['/projects', 'projects', 'project.list']] },
  { key: 'schedule', pages: [['/gantt', 'schedule', 'gantt.read']] },
  {
    key: 'watch',
    pages: [
      ['/lights', 'lights', 'light.list'],
      ['/escalations', 'escalations', 'escalation.list'],
    ],
  },
  {
    key: 'monthly',
    pages: [
      ['/registrations', 'registrations', 'registration.list'],
      ['/reports', 'reports', 'report.list'],
      ['/reconciliation', 'reconciliation', 'reconciliation.read'],
      ['/funds', 'funds', 'fund.list'],
      ['/quarter', 'quarter', 'quarter.read'],
      ['/forecast', 'forecast', 'forecast.list'],
      ['/bulletins', 'bulletins', 'bulletin.list'],
    ],
  },
  {
    key: 'registers',
    pages: [
      ['/parcels', 'parcels', 'parcel.list'],
      ['/enterprises', 'enterprises', 'enterprise.list'],
    ],
  },
  {
    key: 'computing',
    pages: [
      ['/computing/jobs', 'computeJobs', 'compute-job.list'],
      ['/computing', 'computeCentres', 'compute-centre.list'],
      ['/vouchers', 'vouchers', 'voucher.list'],
      ['/computing/bills', 'computeBills', 'compute-bill.list'],
      ['/computing/metering', 'metering', 'metering.read'],
      ['/computing/use', 'computingUse', 'computing-use.read'],
    ],
  },
  {
    key: 'data',
    pages: [
      ['/exchange', 'exchange', 'exchange.list'],
      ['/audit', 'audit', 'audit.list'],
    ],
  },
] as const
type Page = (typeof ENTRIES)[number]['pages'][number]

/** The pages that the user may see; a menu of one page is that page. */
export function Navigation() {
  const t = useTexts(shellTexts)
  const { actions } = useSession()
  const here = useLocation({ select: ({ pathname }) => pathname })
  const isHere = ([to]: Page) => here === to || (to !== '/computing' && here.startsWith(`${to}/`))
  return (
    <nav>
      {ENTRIES.map(({ key, pages }) => {
        const shown = (pages as readonly Page[]).filter(([, , action]) => actions.includes(action))
        const [only] = shown
        if (only === undefined) return null
        if (shown.length === 1) return <PageLink key={key} page={only} />
        const current = shown.find(isHere)
        return (
          <Dropdown
            key={key}
            trigger={['click']}
            menu={{ items: shown.map((page) => ({ key: page[0], label: <PageLink page={page} /> })) }}
          >
            <button type="button" className={current === undefined ? 'shell-menu' : 'shell-menu active'}>
              {current === undefined ? t(key) : t(current[1])} <DownOutlined />
            </button>
          </Dropdown>
        )
      })}
    </nav>
  )
}

function PageLink({ page: [to, name] }: { page: Page }) {
  const t = useTexts(shellTexts)
  return (
    <Link to={to} activeOptions={{ includeSearch: false }} activeProps={{ className: 'active' }}>
      {t(name)}
    </Link>
  )
}

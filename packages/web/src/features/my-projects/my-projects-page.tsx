import { Empty, Select, Tabs } from 'antd'
import { z } from 'zod'
import type { MyProjects } from '@ballast/contract/my-projects.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay, useSession } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { useCodeNames } from '../project/code-names.ts'
import { LoadTab } from './load-tab.tsx'
import { myProjectsTexts } from './my-projects.texts.ts'
import { ProjectCard } from './project-card.tsx'
import '../light/light.css'
import './my-projects.css'

const TABS = ['mine', 'followed', 'load'] as const
const pageSearch = z.object({ tab: z.enum(TABS).optional(), manager: z.string().max(100).optional() })

/** A service manager's start page; the office looks at any manager's, and at the load of all. */
export function MyProjectsPage() {
  const t = useTexts(myProjectsTexts)
  const { zone } = useSession()
  const codes = useCodeNames()
  const seesLoad = useMay('my-projects.load')
  const [search, setSearch] = useSearchState(pageSearch)
  // Whoever has no projects of his own begins with those who have.
  const tab = search.tab ?? (seesLoad && search.manager === undefined ? 'load' : 'mine')
  const managers = codes.lists?.serviceManagers ?? []
  return (
    <Page
      title={search.manager === undefined || tab !== 'mine' ? t('title') : t('titleOf', { name: codes.wordingOf(search.manager) })}
      subtitle={t('subtitle', { date: zone.businessOn })}
      actions={
        seesLoad ? (
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('ofManager')}
            placeholder={t('ofManager')}
            style={{ minWidth: 180 }}
            value={search.manager ?? null}
            options={managers.map((value) => ({ value, label: codes.wordingOf(value) }))}
            onChange={(manager: string | null) => setSearch({ manager: manager ?? undefined, tab: 'mine' })}
          />
        ) : null
      }
    >
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch({ tab: key as (typeof TABS)[number] })}
        items={TABS.filter((key) => key !== 'load' || seesLoad).map((key) => ({ key, label: t(key) }))}
      />
      {tab === 'load' ? <LoadTab /> : <Mine isFollowed={tab === 'followed'} manager={search.manager} />}
    </Page>
  )
}

function Mine({ isFollowed, manager }: { isFollowed: boolean; manager: string | undefined }) {
  const t = useTexts(myProjectsTexts)
  const query = { ...(isFollowed ? { followed: true } : {}), ...(manager === undefined ? {} : { manager }) }
  const mine = useRoute('my-projects.read', { query }, { keepPrevious: true })
  return (
    <Loaded
      query={mine}
      isEmpty={({ rows }) => rows.length === 0}
      empty={<Empty description={t(isFollowed ? 'emptyFollowed' : 'empty')} />}
    >
      {(data) => (
        <div aria-busy={mine.isPlaceholderData}>
          <Figures totals={data.totals} />
          {data.rows.map((project) => (
            <ProjectCard key={project.projectId} project={project} />
          ))}
        </div>
      )}
    </Loaded>
  )
}

function Figures({ totals }: { totals: MyProjects['totals'] }) {
  const t = useTexts(myProjectsTexts)
  const figures: [string, React.ReactNode][] = [
    [t('projects'), totals.projects],
    [t('red'), totals.red],
    [t('yellow'), totals.yellow],
    [t('pastNext'), totals.pastNextGate],
    [t('updatesDue'), totals.updatesDue],
    [t('plan'), <Money key="plan" yuan={totals.planYuan} withUnit />],
  ]
  return (
    <dl className="light-figures">
      {figures.map(([title, value]) => (
        <div key={title} className="card">
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

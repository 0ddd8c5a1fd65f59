import { Button, Tabs } from 'antd'
import { z } from 'zod'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay, useSession } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Nothing } from '../light/nothing.tsx'
import { escalationTexts } from './escalation.texts.ts'
import { EscalationTable } from './escalation-table.tsx'
import { RunDialog } from './run-dialog.tsx'
import './escalation.css'

const TABS = ['leadership', 'supervision', 'reminder', 'all', 'closed'] as const
const pageSearch = z.object({ tab: z.enum(TABS).default('leadership'), sort: z.string().default('') })

const QUERIES = {
  leadership: { step: 'leadership' },
  supervision: { step: 'supervision' },
  reminder: { step: 'reminder' },
  all: {},
  closed: { closed: true },
} as const

/** Red lights that are followed up; the leadership's list first. */
export function EscalationsPage() {
  const t = useTexts(escalationTexts)
  const { zone } = useSession()
  const mayRun = useMay('escalation.run')
  const [search, setSearch] = useSearchState(pageSearch)
  const trial = useAction('escalation.run', [])
  const query = useRoute('escalation.list', { query: QUERIES[search.tab] }, { keepPrevious: true })
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle', { date: zone.businessOn })}
      actions={
        mayRun ? (
          <Button type="primary" loading={trial.isPending} onClick={() => trial.mutate({ body: { isTrial: true } })}>
            {t('run')}
          </Button>
        ) : null
      }
    >
      {trial.error ? <ProblemAlert error={trial.error} /> : null}
      <Tabs
        activeKey={search.tab}
        onChange={(key) => setSearch({ tab: key as (typeof TABS)[number], sort: '' })}
        items={TABS.map((key) => ({ key, label: t(key) }))}
      />
      <Loaded query={query} isEmpty={({ rows }) => rows.length === 0} empty={<Nothing text={t('empty')} />}>
        {(list) => (
          <EscalationTable
            list={list}
            sort={search.sort}
            onSort={(sort) => setSearch({ sort })}
            isFetching={query.isFetching}
            isClosed={search.tab === 'closed'}
          />
        )}
      </Loaded>
      {trial.data === undefined ? null : <RunDialog trial={trial.data} onClose={() => trial.reset()} />}
    </Page>
  )
}

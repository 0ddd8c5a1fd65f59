import { Alert, Button, Flex, Progress, Select, Tabs } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { ActionPlanRow } from '@ballast/contract/action.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { ForecastTabs } from '../forecast/forecast-tabs.tsx'
import { ActionSettingsCard } from './action-settings.tsx'
import { ActionTasks } from './action-tasks.tsx'
import { actionTexts } from './action.texts.ts'
import { PlanView } from './plan-view.tsx'
import '../forecast/forecast.css'
import './action.css'

const TABS = ['plan', 'tasks', 'settings'] as const
const pageSearch = z.object({ tab: z.enum(TABS).default('plan'), plan: z.uuid().optional() })
const POLL_MS = 700
const WHOLE_PERCENT = 1e2

/** What to do about the gap: the best measures within capacity, the tasks they became, and what they are computed with. */
export function ActionsPage() {
  const t = useTexts(actionTexts)
  const [search, setSearch] = useSearchState(pageSearch)
  const [isWaiting, setWaiting] = useState(false)
  const plans = useRoute('action.list', {}, isWaiting ? { refetchMs: POLL_MS } : {})
  const rows = plans.data?.rows ?? []
  const running = rows.find(({ state }) => state === 'running')
  if (isWaiting !== (running !== undefined)) setWaiting(running !== undefined)
  const done = rows.filter(({ state }) => state === 'done')
  const shown = done.find(({ planId }) => planId === search.plan) ?? done[0]
  const [last] = rows
  return (
    <Page
      title={t('title')}
      subtitle={shown === undefined ? undefined : t('subtitle', { year: shown.year, asOf: shown.asOf })}
      actions={
        <>
          {done.length < 2 || shown === undefined ? null : (
            <Select
              aria-label={t('which')}
              style={{ minWidth: 240, maxWidth: '100%' }}
              value={shown.planId}
              options={done.map(({ planId, asOf, startedAt, acceptedAt }) => ({
                value: planId,
                label: t('choice', { asOf, at: drawInstant(startedAt).slice(0, 16), state: acceptedAt === null ? '' : t('accepted') }),
              }))}
              onChange={(plan: string) => setSearch({ plan })}
            />
          )}
          <ComputeButton isRunning={running !== undefined} onStarted={() => setSearch({ plan: undefined, tab: 'plan' })} />
        </>
      }
    >
      <ForecastTabs />
      {running === undefined ? null : <Running row={running} />}
      {last?.state === 'failed' ? (
        <Alert type="error" showIcon style={{ marginBottom: 12 }} title={last.reasons.map(({ message }) => message).join(' ')} />
      ) : null}
      <Tabs
        activeKey={search.tab}
        onChange={(tab) => setSearch({ tab: tab as (typeof TABS)[number] })}
        items={TABS.map((key) => ({ key, label: t(`tab.${key}`) }))}
      />
      {search.tab === 'tasks' ? <ActionTasks /> : null}
      {search.tab === 'settings' ? <ActionSettingsCard /> : null}
      {search.tab === 'plan' ? (
        <Loaded query={plans}>
          {() =>
            shown === undefined ? <Alert type="info" showIcon title={t('noPlan')} /> : <PlanView key={shown.planId} planId={shown.planId} />
          }
        </Loaded>
      ) : null}
    </Page>
  )
}

/** Computes on the newest forecast of the latest year. */
function ComputeButton({ isRunning, onStarted }: { isRunning: boolean; onStarted: () => void }) {
  const t = useTexts(actionTexts)
  const may = useMay('action.plan')
  const forecasts = useRoute('forecast.list', { query: {} })
  const compute = useAction('action.plan', ['action.'])
  const runId = forecasts.data?.rows[0]?.runId
  if (!may || forecasts.data === undefined) return null
  return (
    <>
      <Button
        type="primary"
        disabled={isRunning || runId === undefined}
        title={runId === undefined ? t('noForecast') : undefined}
        loading={compute.isPending}
        onClick={() => compute.mutate({ body: { runId: runId as string } }, { onSuccess: onStarted })}
      >
        {t('compute')}
      </Button>
      {compute.error ? <ProblemAlert error={compute.error} labelOf={() => undefined} /> : null}
    </>
  )
}

function Running({ row }: { row: ActionPlanRow }) {
  const t = useTexts(actionTexts)
  const may = useMay('action.cancel')
  const cancel = useAction('action.cancel', ['action.'])
  return (
    <Flex gap={12} align="center" className="card" style={{ marginBottom: 12 }} role="status">
      <span>{t('running')}</span>
      <Progress aria-label={t('running')} percent={Math.round((row.done / row.total) * WHOLE_PERCENT)} style={{ flex: 1, maxWidth: 400 }} />
      {may ? <Button onClick={() => cancel.mutate({ params: { planId: row.planId } })}>{t('cancel')}</Button> : null}
    </Flex>
  )
}

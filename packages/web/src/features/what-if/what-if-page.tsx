import { Alert } from 'antd'
import { z } from 'zod'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { ForecastTabs } from '../forecast/forecast-tabs.tsx'
import { whatIfTexts } from './what-if.texts.ts'
import { Workbench } from './workbench.tsx'
import '../forecast/forecast.css'
import './what-if.css'

const pageSearch = z.object({
  run: z.uuid().optional(),
  scenario: z.uuid().optional(),
  compare: z.array(z.uuid()).max(4).optional(),
})

/** Changes tried on a forecast: the latest, the one of the address, or that of a scenario. */
export function WhatIfPage() {
  const t = useTexts(whatIfTexts)
  const [search, setSearch] = useSearchState(pageSearch)
  const list = useRoute('forecast.list', { query: {} })
  const kept = useRoute('scenario.show', { params: { scenarioId: search.scenario ?? '' } }, { enabled: search.scenario !== undefined })
  const isWaiting = search.scenario !== undefined && kept.data === undefined && kept.error === null
  const runId = kept.data?.runId ?? search.run ?? list.data?.rows[0]?.runId
  const row = list.data?.rows.find((one) => one.runId === runId)
  const asOf = kept.data?.asOf ?? row?.asOf
  return (
    <Page title={t('title')} subtitle={asOf === undefined ? undefined : t('subtitle', { asOf })}>
      <ForecastTabs />
      {kept.error ? <ProblemAlert error={kept.error} /> : null}
      <Loaded query={list}>
        {() =>
          runId === undefined ? (
            <Alert type="info" showIcon title={t('noRun')} />
          ) : isWaiting ? null : (
            <Opened runId={runId} scenario={kept.data} compared={search.compare ?? []} onSearch={(change) => setSearch(change)} />
          )
        }
      </Loaded>
    </Page>
  )
}

function Opened({ runId, ...rest }: { runId: string } & Omit<Parameters<typeof Workbench>[0], 'given'>) {
  const given = useRoute('forecast.input', { params: { runId } })
  return <Loaded query={given}>{(data) => <Workbench key={data.runId} given={data} {...rest} />}</Loaded>
}

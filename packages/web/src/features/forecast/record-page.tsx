import { Alert, Button, Segmented, Select, Tag } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { ForecastRecord } from '@ballast/contract/forecast.ts'
import { HORIZONS, TIMINGS } from '@ballast/contract/forecast-names.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { POLL_MS, Running } from './forecast-page.tsx'
import { ForecastTabs } from './forecast-tabs.tsx'
import { recordTexts } from './record.texts.ts'
import { OutcomesCard } from './outcomes-card.tsx'
import './forecast.css'

const pageSearch = z.object({
  timing: z.enum(TIMINGS).catch('current').default('current'),
  horizon: z.enum(HORIZONS).catch('YE').default('YE'),
})

/** What became of the forecasts that were issued, and of simple rules in their place. */
export function RecordPage() {
  const t = useTexts(recordTexts)
  const [{ timing, horizon }, setSearch] = useSearchState(pageSearch)
  const record = useRoute('forecast.record', { query: { timing } }, { keepPrevious: true })
  const mayRun = useMay('forecast.run')
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={mayRun ? <ScoreButton /> : null}>
      <ForecastTabs />
      <Segmented
        aria-label={t('timing')}
        value={timing}
        options={TIMINGS.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => setSearch({ timing: value })}
        style={{ marginBottom: 12 }}
      />
      {timing === 'afterwards' ? <Afterwards mayRun={mayRun} /> : null}
      <Loaded query={record}>
        {(shown) => (
          <div className="forecast-cards">
            {shown.n === 0 ? <Alert type="info" showIcon title={t('none')} /> : <Scores record={shown} />}
            {shown.scores.length === 0 ? null : (
              <OutcomesCard scores={shown.scores} horizon={horizon} onHorizon={(value) => setSearch({ horizon: value })} />
            )}
            {shown.waiting === 0 ? null : <p className="quiet">{t('waiting', { count: shown.waiting })}</p>}
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function ScoreButton() {
  const t = useTexts(recordTexts)
  const score = useAction('forecast.score', ['forecast.'])
  return (
    <>
      <Button loading={score.isPending} onClick={() => score.mutate({ body: {} })}>
        {t('score')}
      </Button>
      {score.data === undefined ? null : <span role="status">{t('scored', { count: score.data.scored })}</span>}
      {score.error ? <ProblemAlert error={score.error} /> : null}
    </>
  )
}

/** Forecasts of months gone by, run on what is on record of them. */
function Afterwards({ mayRun }: { mayRun: boolean }) {
  const t = useTexts(recordTexts)
  const [asked, setAsked] = useState<number>()
  const [started, setStarted] = useState<string>()
  const list = useRoute(
    'forecast.list',
    { query: asked === undefined ? {} : { year: asked } },
    { keepPrevious: true, ...(started === undefined ? {} : { refetchMs: POLL_MS }) },
  )
  const run = useAction('forecast.run', ['forecast.'])
  const { data } = list
  const job = data?.job ?? null
  const isRunning = job?.state === 'running'
  if (started !== undefined && job !== null && job.jobId === started && !isRunning) setStarted(undefined)
  return (
    <div style={{ marginBottom: 12 }}>
      <p className="quiet">{t('afterwardsNote')}</p>
      {data === undefined || !mayRun ? null : (
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center' }}>
          <Select
            aria-label={t('backfillYear')}
            value={data.year}
            options={data.years.map((year) => ({ value: year, label: String(year) }))}
            onChange={(year: number) => setAsked(year)}
          />
          {data.missing.length === 0 ? (
            <span className="quiet">{t('complete', { year: data.year })}</span>
          ) : (
            <Button
              loading={run.isPending}
              disabled={isRunning}
              onClick={() => run.mutate({ body: { year: data.year, asOf: data.missing } }, { onSuccess: ({ jobId }) => setStarted(jobId) })}
            >
              {t('backfill', { year: data.year })}
            </Button>
          )}
        </div>
      )}
      {run.error ? <ProblemAlert error={run.error} /> : null}
      {job !== null && isRunning ? <Running job={job} mayCancel={mayRun} /> : null}
    </div>
  )
}

function Scores({ record }: { record: ForecastRecord }) {
  const t = useTexts(recordTexts)
  const { n, inside, coverage, meanError, crpsYuan, targets, isSmall, rules } = record
  return (
    <section className="card">
      {isSmall ? <Alert type="warning" showIcon title={t('small', { n })} style={{ marginBottom: 12 }} /> : null}
      <dl className="forecast-scores">
        <div>
          <dt>{t('n')}</dt>
          <dd>{t('items', { n })}</dd>
        </div>
        <div>
          <dt>{t('coverage')}</dt>
          <dd>{t('coverageOf', { inside, n, share: drawShare(coverage) })}</dd>
        </div>
        <div>
          <dt>{t('meanError')}</dt>
          <dd>{drawShare(meanError)}</dd>
        </div>
        <div>
          <dt>{t('crps')}</dt>
          <dd>
            <Money yuan={crpsYuan} unit="yi" digits={2} />
          </dd>
        </div>
        {targets.brier === null ? null : (
          <div>
            <dt>{t('brier')}</dt>
            <dd>{t('brierOf', { brier: targets.brier.toFixed(2), n: targets.n })}</dd>
          </div>
        )}
      </dl>
      <p className="quiet">{t('crpsNote')}</p>
      <h2>{t('rules')}</h2>
      <div className="forecast-scroll">
        <table className="forecast-table">
          <thead>
            <tr>
              {(['rule', 'ruleN', 'ruleCrps', 'ownCrps', 'ratio'] as const).map((title) => (
                <th key={title} scope="col">
                  {t(title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rules.map(({ rule, n: compared, crpsYuan: theirs, ownCrpsYuan }) => (
              <tr key={rule}>
                <th scope="row">{t(`rule.${rule}`)}</th>
                <td>{compared}</td>
                <td>
                  <Money yuan={theirs} unit="yi" digits={2} />
                </td>
                <td>
                  <Money yuan={ownCrpsYuan} unit="yi" digits={2} />
                </td>
                <td>
                  <Ratio ours={ownCrpsYuan} theirs={theirs} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Below 1 the forecast was the better one. */
function Ratio({ ours, theirs }: { ours: string | null; theirs: string | null }) {
  if (ours === null || theirs === null || Number(theirs) === 0) return <>—</>
  const ratio = Number(ours) / Number(theirs)
  return <Tag color={ratio < 1 ? 'green' : 'default'}>{ratio.toFixed(2)}</Tag>
}

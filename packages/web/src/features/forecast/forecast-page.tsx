import { Alert, Button, Flex, Progress, Select, Tag } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { ForecastDetail, ForecastJob, ForecastRow } from '@ballast/contract/forecast.ts'
import { HORIZONS } from '@ballast/contract/forecast-names.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { useCodeNames } from '../project/code-names.ts'
import { Chance, inWords } from './chance.tsx'
import { FanCard } from './fan-card.tsx'
import { ForecastTabs } from './forecast-tabs.tsx'
import { forecastTexts } from './forecast.texts.ts'
import { Reasons } from './reasons.tsx'
import './forecast.css'

const pageSearch = z.object({ year: z.number().int().min(1990).max(2100).optional(), run: z.uuid().optional() })
export const POLL_MS = 700
const WHOLE_PERCENT = 1e2

/** Where the year will land, how surely, and why. */
export function ForecastPage() {
  const t = useTexts(forecastTexts)
  const [search, setSearch] = useSearchState(pageSearch)
  const mayRun = useMay('forecast.run')
  const query = search.year === undefined ? {} : { year: search.year }
  const [started, setStarted] = useState<string>()
  const list = useRoute('forecast.list', { query }, { keepPrevious: true, ...(started === undefined ? {} : { refetchMs: POLL_MS }) })
  const job = list.data?.job ?? null
  const isRunning = job?.state === 'running'
  if (started !== undefined && job !== null && job.jobId === started && !isRunning) setStarted(undefined)
  const shown = list.data?.rows.find(({ runId }) => runId === search.run) ?? list.data?.rows[0]
  return (
    <Page
      title={t('title')}
      subtitle={shown === undefined ? undefined : <Subtitle row={shown} />}
      actions={
        list.data === undefined ? null : (
          <>
            {shown === undefined ? null : (
              <Select
                aria-label={t('which')}
                style={{ minWidth: 260, maxWidth: '100%' }}
                value={shown.runId}
                options={list.data.rows.map(({ runId, asOf, issuedAt }) => ({
                  value: runId,
                  label: t('choice', { asOf, at: drawInstant(issuedAt).slice(0, 16) }),
                }))}
                onChange={(run: string) => setSearch({ run })}
              />
            )}
            {mayRun ? <RunButton {...list.data} isRunning={isRunning} onStarted={setStarted} /> : null}
          </>
        )
      }
    >
      <ForecastTabs />
      {job !== null && (isRunning || job.jobId === started) ? <Running job={job} mayCancel={mayRun} /> : null}
      {job?.state === 'failed' && shown === undefined ? (
        <Alert type="error" showIcon title={job.reasons.map(({ message }) => message).join(' ')} style={{ marginBottom: 12 }} />
      ) : null}
      <Loaded query={list}>
        {() => (shown === undefined ? <Alert type="info" showIcon title={t('none')} /> : <Shown runId={shown.runId} />)}
      </Loaded>
    </Page>
  )
}

function Subtitle({ row }: { row: ForecastRow }) {
  const t = useTexts(forecastTexts)
  const tags = [
    ...(row.timing === 'afterwards' ? [t('afterwards')] : []),
    ...(row.isProvisional ? [t('provisional')] : []),
    ...(row.isSimulated ? [t('simulated')] : []),
  ]
  return (
    <>
      {t('subtitle', { year: row.year, asOf: row.asOf })}
      {tags.map((tag) => (
        <Tag key={tag} color="gold" className="badge">
          {tag}
        </Tag>
      ))}
    </>
  )
}

function RunButton({
  year,
  months,
  isRunning,
  onStarted,
}: {
  year: number
  months: readonly { month: string; isClosed: boolean }[]
  isRunning: boolean
  onStarted: (jobId: string) => void
}) {
  const t = useTexts(forecastTexts)
  const run = useAction('forecast.run', ['forecast.'])
  const [month, setMonth] = useState<string>()
  const latest = months.findLast(({ isClosed }) => isClosed) ?? months[0]
  const chosen = month ?? latest?.month
  return (
    <>
      <Select
        aria-label={t('asOf')}
        value={chosen ?? null}
        style={{ minWidth: 170 }}
        options={months.map((one) => ({
          value: one.month,
          label: t('runOf', { month: one.month }) + (one.isClosed ? '' : ` · ${t('open')}`),
        }))}
        onChange={(value: string) => setMonth(value)}
      />
      <Button
        type="primary"
        loading={run.isPending}
        disabled={isRunning || chosen === undefined}
        onClick={() =>
          run.mutate({ body: { year, ...(chosen === undefined ? {} : { asOf: chosen }) } }, { onSuccess: ({ jobId }) => onStarted(jobId) })
        }
      >
        {t('run')}
      </Button>
      {run.error ? <ProblemAlert error={run.error} labelOf={() => undefined} /> : null}
    </>
  )
}

export function Running({ job, mayCancel }: { job: ForecastJob; mayCancel: boolean }) {
  const t = useTexts(forecastTexts)
  const cancel = useAction('forecast.cancel', ['forecast.'])
  const text = t('running', { done: job.done, total: job.total })
  return (
    <Flex gap={12} align="center" className="card" style={{ marginBottom: 12 }} role="status">
      <span>{text}</span>
      <Progress aria-label={text} percent={Math.round((job.done / job.total) * WHOLE_PERCENT)} style={{ flex: 1, maxWidth: 400 }} />
      {mayCancel ? <Button onClick={() => cancel.mutate({ params: { jobId: job.jobId } })}>{t('cancel')}</Button> : null}
    </Flex>
  )
}

function Shown({ runId }: { runId: string }) {
  const detail = useRoute('forecast.show', { params: { runId } })
  return (
    <Loaded query={detail}>
      {(forecast) => (
        <div className="forecast-cards">
          <Headline forecast={forecast} />
          <FanCard forecast={forecast} />
          <Horizons forecast={forecast} />
          <Reasons forecast={forecast} />
        </div>
      )}
    </Loaded>
  )
}

function Headline({ forecast }: { forecast: ForecastDetail }) {
  const t = useTexts(forecastTexts)
  const { year, year10Yuan, year50Yuan, year90Yuan, targetYuan, reached, share, both, industryShareTarget } = forecast
  return (
    <section className="card">
      <p className="forecast-headline">
        {t('headline', { year, p10: inWords(year10Yuan), p50: inWords(year50Yuan), p90: inWords(year90Yuan) })}
      </p>
      <div className="forecast-chances">
        {reached === null || targetYuan === null ? null : (
          <Chance chance={reached} text={(chance) => t('chanceOf', { target: inWords(targetYuan), chance })} />
        )}
        {share === null ? null : (
          <Chance chance={share} text={(chance) => t('chanceShare', { share: drawShare(industryShareTarget), chance })} />
        )}
        {both === null ? null : <Chance chance={both} text={(chance) => t('chanceBoth', { chance })} />}
      </div>
    </section>
  )
}

function Horizons({ forecast }: { forecast: ForecastDetail }) {
  const t = useTexts(forecastTexts)
  const codes = useCodeNames()
  const [part, setPart] = useState('total')
  const [whole] = forecast.horizons
  const parts = [
    { value: 'total', label: t('total') },
    { value: 'construction', label: t('construction') },
    ...(whole?.categories ?? []).map(({ code }) => ({ value: `category ${code}`, label: codes.nameOf('category', code) })),
    ...(whole?.clusters ?? []).map(({ code }) => ({ value: `cluster ${code}`, label: codes.nameOf('cluster', code) })),
  ]
  const spreadOf = (at: ForecastDetail['horizons'][number]) => {
    const [kind, code] = part.split(' ')
    if (kind === 'category') return at.categories.find((one) => one.code === code)?.spread ?? at.total
    if (kind === 'cluster') return at.clusters.find((one) => one.code === code)?.spread ?? at.total
    return kind === 'construction' ? at.construction : at.total
  }
  return (
    <section className="card">
      <Flex justify="space-between" align="center" wrap gap={8}>
        <h2>{t('horizons')}</h2>
        <Select aria-label={t('part')} value={part} options={parts} style={{ minWidth: 220 }} onChange={setPart} />
      </Flex>
      <div className="forecast-scroll">
        <table className="forecast-table">
          <thead>
            <tr>
              <th scope="col">{t('horizon')}</th>
              <th scope="col">P10</th>
              <th scope="col">P50</th>
              <th scope="col">P90</th>
              <th scope="col">{t('target')}</th>
            </tr>
          </thead>
          <tbody>
            {HORIZONS.map((horizon) => {
              const at = forecast.horizons.find((one) => one.horizon === horizon)
              if (at === undefined) return null
              const spread = spreadOf(at)
              return (
                <tr key={horizon}>
                  <th scope="row">{t(horizon)}</th>
                  {[spread.p10Yuan, spread.p50Yuan, spread.p90Yuan, part === 'total' ? at.targetYuan : null].map((yuan, place) => (
                    <td key={place}>
                      <Money yuan={yuan} unit="yi" digits={1} />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

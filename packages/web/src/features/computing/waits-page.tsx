import { Empty, Segmented, Tag } from 'antd'
import { z } from 'zod'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { computingTexts } from './computing.texts.ts'
import { ComputingTabs } from './computing-tabs.tsx'
import { useDuration } from './duration.ts'
import '../forecast/forecast.css'
import './computing.css'

const SPANS = [30, 90, 365] as const
const pageSearch = z.object({ days: z.coerce.number().int().min(1).max(730).catch(90).default(90) })

/** How estimates of waiting times came out: for everybody who submits, and naming nobody. */
export function WaitsPage() {
  const t = useTexts(computingTexts)
  const name = useName()
  const duration = useDuration()
  const [{ days }, setSearch] = useSearchState(pageSearch)
  const record = useRoute('compute-job.wait-record', { query: { days } }, { keepPrevious: true })
  const drawn = (seconds: number | null) => (seconds === null ? '—' : duration(seconds))
  return (
    <Page title={t('recordTitle')} subtitle={t('recordSubtitle')}>
      <ComputingTabs />
      <Segmented
        aria-label={t('recordTitle')}
        value={days}
        options={SPANS.map((value) => ({ value, label: t('days', { n: value }) }))}
        onChange={(value) => setSearch({ days: value })}
        style={{ marginBottom: 12 }}
      />
      <Loaded query={record}>
        {({ centres, latest }) =>
          (centres[0]?.n ?? 0) === 0 ? (
            <section className="card">
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noRecord')} />
            </section>
          ) : (
            <>
              <section className="card waits-scroll" tabIndex={0}>
                <table className="waits-table">
                  <thead>
                    <tr>
                      <th>{t('centre')}</th>
                      <th>{t('n')}</th>
                      <th>{t('within90')}</th>
                      <th>{t('within50')}</th>
                      <th>{t('medianError')}</th>
                      <th>{t('engineError')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {centres.map(({ centreId, centreNameZh, centreNameEn, n, within90, within50, medianErrorSeconds, beside }) => (
                      <tr key={centreId ?? 'all'} className={centreId === null ? 'sum' : undefined}>
                        <th scope="row">{name({ nameZh: centreNameZh, nameEn: centreNameEn })}</th>
                        <td className="number">{n}</td>
                        <td className="number">{drawShare(within90)}</td>
                        <td className="number">{drawShare(within50)}</td>
                        <td className="number">{drawn(medianErrorSeconds)}</td>
                        <td className="number">
                          {drawn(beside?.engineMedianErrorSeconds ?? null)}
                          {beside === null ? null : (
                            <div className="quiet">{t('engineOf', { n: beside.n, ours: duration(beside.medianErrorSeconds) })}</div>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
              <section className="card waits-scroll" tabIndex={0} style={{ marginTop: 12 }}>
                <h2 className="waits-title">{t('latest')}</h2>
                <table className="waits-table">
                  <thead>
                    <tr>
                      <th>{t('toldAt')}</th>
                      <th>{t('cardCount')}</th>
                      <th>{t('waitP50')}</th>
                      <th>{t('waitP90')}</th>
                      <th>{t('engineTold')}</th>
                      <th>{t('waited')}</th>
                      <th>{t('state')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {latest.map(({ toldAt, cards, p50Seconds, p90Seconds, engineSeconds, waitedSeconds, hasStarted }, index) => (
                      // Two can be told at the same moment.
                      <tr key={`${toldAt} ${index}`}>
                        <td className="number">{drawInstant(toldAt).slice(0, 16)}</td>
                        <td className="number">{cards}</td>
                        <td className="number">{duration(p50Seconds)}</td>
                        <td className="number">{duration(p90Seconds)}</td>
                        <td className="number">{drawn(engineSeconds)}</td>
                        <td className="number">
                          {hasStarted ? duration(waitedSeconds) : t('waitedMore', { time: duration(waitedSeconds) })}
                        </td>
                        <td>
                          <Tag color={waitedSeconds <= p90Seconds ? 'green' : 'orange'}>
                            {t(waitedSeconds <= p90Seconds ? 'inTime' : 'late')}
                          </Tag>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

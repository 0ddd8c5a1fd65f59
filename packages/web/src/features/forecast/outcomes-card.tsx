import { Link } from '@tanstack/react-router'
import { Flex, Select, Tag } from 'antd'
import { useMemo } from 'react'
import type { ForecastScore } from '@ballast/contract/forecast.ts'
import { HORIZONS, type Horizon } from '@ballast/contract/forecast-names.ts'
import { chartYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { Chart, type ChartOption } from '../../ui/chart.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Money } from '../../ui/money.tsx'
import { forecastTexts } from './forecast.texts.ts'
import { recordTexts } from './record.texts.ts'

const yi = (yuan: string): number => chartYi(parseYuan(yuan))

/** The bands of one horizon, each with its median and what came. */
export function OutcomesCard({
  scores,
  horizon,
  onHorizon,
}: {
  scores: readonly ForecastScore[]
  horizon: Horizon
  onHorizon: (horizon: Horizon) => void
}) {
  const t = useTexts(recordTexts)
  const names = useTexts(forecastTexts)
  const shown = useMemo(() => scores.filter((score) => score.horizon === horizon), [scores, horizon])
  const option = useMemo((): ChartOption => {
    const counted = shown.filter(({ isCounted }) => isCounted).toReversed()
    const dots = { type: 'line' as const, lineStyle: { opacity: 0 }, symbolSize: 9 }
    return {
      animation: false,
      grid: { left: 52, right: 20, top: 20, bottom: 26 },
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (value) => Number(value).toFixed(1) },
      xAxis: { type: 'category', data: counted.map(({ asOf }) => asOf) },
      yAxis: { type: 'value', scale: true },
      series: [
        {
          type: 'line',
          stack: 'band',
          symbol: 'none',
          lineStyle: { opacity: 0 },
          name: 'P10',
          data: counted.map(({ p10Yuan }) => yi(p10Yuan)),
        },
        {
          type: 'line',
          stack: 'band',
          symbol: 'none',
          lineStyle: { opacity: 0 },
          name: t('band'),
          areaStyle: { color: '#0b4f6c', opacity: 0.2 },
          data: counted.map(({ p10Yuan, p90Yuan }) => yi(p90Yuan) - yi(p10Yuan)),
        },
        { ...dots, name: t('median'), symbol: 'circle', itemStyle: { color: '#0b4f6c' }, data: counted.map(({ p50Yuan }) => yi(p50Yuan)) },
        {
          ...dots,
          name: t('outcome'),
          symbol: 'diamond',
          symbolSize: 12,
          itemStyle: { color: '#b5523b' },
          data: counted.map(({ outcomeYuan }) => yi(outcomeYuan)),
        },
      ],
    }
  }, [shown, t])
  return (
    <section className="card">
      <Flex justify="space-between" align="center" wrap gap={8}>
        <h2>{t('chart')}</h2>
        <Select
          aria-label={t('horizon')}
          value={horizon}
          style={{ minWidth: 160 }}
          options={HORIZONS.map((value) => ({ value, label: names(value) }))}
          onChange={onHorizon}
        />
      </Flex>
      {shown.length === 0 ? (
        <p className="quiet">{t('none')}</p>
      ) : (
        <>
          <Chart option={option} height={300} label={t('chartLabel', { horizon: names(horizon) })} />
          <h3>{t('table')}</h3>
          <div className="forecast-scroll">
            <table className="forecast-table">
              <thead>
                <tr>
                  {[t('asOf'), 'P10', 'P50', 'P90', t('outcome'), t('inside'), 'CRPS', t('issued')].map((title) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((score) => (
                  <tr key={`${score.runId} ${score.horizon}`} className={score.isCounted ? undefined : 'quiet'}>
                    <th scope="row">
                      <Link to="/forecast" search={{ year: score.year, run: score.runId }}>
                        {score.asOf}
                      </Link>
                      {score.isCounted ? null : <Tag title={t('repeated')}>×</Tag>}
                      {score.isProvisional ? <Tag>{t('provisional')}</Tag> : null}
                    </th>
                    {[score.p10Yuan, score.p50Yuan, score.p90Yuan, score.outcomeYuan].map((yuan, place) => (
                      <td key={place}>
                        <Money yuan={yuan} unit="yi" digits={1} />
                      </td>
                    ))}
                    <td>{score.isInside ? t('yes') : t('no')}</td>
                    <td>
                      <Money yuan={score.crpsYuan} unit="yi" digits={2} />
                    </td>
                    <td>{drawInstant(score.issuedAt).slice(0, 16)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  )
}

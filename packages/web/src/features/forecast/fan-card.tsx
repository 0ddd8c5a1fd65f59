import { useMemo } from 'react'
import type { ForecastDetail } from '@ballast/contract/forecast.ts'
import { chartYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { Chart, type ChartOption } from '../../ui/chart.tsx'
import { Money } from '../../ui/money.tsx'
import { forecastTexts } from './forecast.texts.ts'

const yi = (yuan: string): number => chartYi(parseYuan(yuan))

/** The year to date, known and forecast, with the plan and the target. */
export function FanCard({ forecast }: { forecast: ForecastDetail }) {
  const t = useTexts(forecastTexts)
  const { path, targetYuan, year } = forecast
  const option = useMemo((): ChartOption => {
    const band = { type: 'line' as const, stack: 'band', symbol: 'none', lineStyle: { opacity: 0 }, silent: true }
    return {
      animation: false,
      grid: { left: 52, right: 20, top: 20, bottom: 26 },
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (value) => Number(value).toFixed(1) },
      xAxis: { type: 'category', data: path.map(({ month }) => month.slice(5)) },
      yAxis: { type: 'value' },
      series: [
        { ...band, name: 'P10', data: path.map(({ spread }) => yi(spread.p10Yuan)) },
        {
          ...band,
          name: t('band'),
          areaStyle: { color: '#0b4f6c', opacity: 0.2 },
          data: path.map(({ spread }) => yi(spread.p90Yuan) - yi(spread.p10Yuan)),
        },
        {
          type: 'line',
          name: t('median'),
          data: path.map(({ spread }) => yi(spread.p50Yuan)),
          lineStyle: { color: '#0b4f6c', width: 2 },
          itemStyle: { color: '#0b4f6c' },
          ...(targetYuan === null
            ? {}
            : {
                markLine: {
                  silent: true,
                  symbol: 'none',
                  label: { formatter: t('target'), position: 'insideEndTop' },
                  data: [{ yAxis: yi(targetYuan) }],
                },
              }),
        },
        {
          type: 'line',
          name: t('plan'),
          symbol: 'none',
          lineStyle: { color: '#b5523b', type: 'dashed' },
          itemStyle: { color: '#b5523b' },
          data: path.map(({ planYuan }) => (planYuan === null ? null : yi(planYuan))),
        },
      ],
    }
  }, [path, targetYuan, t])
  return (
    <section className="card">
      <h2>{t('fan')}</h2>
      <Chart option={option} height={320} label={t('fanLabel', { year })} />
      <details>
        <summary>{t('table')}</summary>
        <div className="forecast-scroll">
          <table className="forecast-table">
            <thead>
              <tr>
                {[t('month'), 'P10', 'P50', 'P90', t('plan'), t('known')].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {path.map(({ month, spread, planYuan, isKnown }) => (
                <tr key={month}>
                  <th scope="row">{month}</th>
                  {[spread.p10Yuan, spread.p50Yuan, spread.p90Yuan, planYuan].map((yuan, place) => (
                    <td key={place}>
                      <Money yuan={yuan} unit="yi" digits={1} />
                    </td>
                  ))}
                  <td>{isKnown ? t('yes') : '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}

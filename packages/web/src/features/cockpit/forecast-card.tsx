import { Tag } from 'antd'
import { Link } from '@tanstack/react-router'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Chance, inWords } from '../forecast/chance.tsx'
import { forecastTexts } from '../forecast/forecast.texts.ts'
import { cockpitTexts } from './cockpit.texts.ts'

/** What the newest forecast says of the year's end, in words; the page behind it has the reasons. */
export function ForecastCard({ year }: { year: number }) {
  const t = useTexts(cockpitTexts)
  const words = useTexts(forecastTexts)
  const { data } = useRoute('forecast.list', { query: { year } })
  const row = data?.rows[0]
  if (row === undefined) return null
  const { reached, targetYuan } = row
  return (
    <section className="card forecast-card">
      <header>
        <h2>
          {t('forecast')}
          {row.isSimulated ? (
            <Tag color="gold" className="badge">
              {words('simulated')}
            </Tag>
          ) : null}
        </h2>
        <Link to="/forecast" search={{ year, run: row.runId }} className="no-print">
          {t('forecastReasons')}
        </Link>
      </header>
      <p className="forecast-sentence">
        {words('headline', { year, p10: inWords(row.year10Yuan), p50: inWords(row.year50Yuan), p90: inWords(row.year90Yuan) })}
      </p>
      {reached === null || targetYuan === null ? null : (
        <Chance chance={reached} text={(chance) => words('chanceOf', { target: inWords(targetYuan), chance })} />
      )}
      <p className="quiet">{t('forecastAsOf', { month: row.asOf })}</p>
    </section>
  )
}

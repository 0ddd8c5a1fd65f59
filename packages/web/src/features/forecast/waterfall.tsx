import { Fragment } from 'react'
import type { ForecastExplanation } from '@ballast/contract/forecast.ts'
import { chartYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { forecastTexts } from './forecast.texts.ts'

const STEPS = ['target', 'plan', 'padding', 'gates', 'speed', 'common', 'forecast'] as const
/** Whole amounts; the steps between them say what is lost or gained on the way. */
const WHOLE: ReadonlySet<(typeof STEPS)[number]> = new Set(['target', 'forecast'])
const PERCENT = 100

type Amounts = NonNullable<ForecastExplanation['waterfall']>

/** Each step from where the one before it ended; a whole amount from nothing. */
function barsOf(waterfall: Amounts) {
  const bars: { step: (typeof STEPS)[number]; amount: number; low: number; high: number }[] = []
  let level = 0
  for (const step of STEPS) {
    const amount = chartYi(parseYuan(waterfall[`${step}Yuan`]))
    const from = WHOLE.has(step) ? 0 : level
    level = from + amount
    bars.push({ step, amount, low: Math.min(from, level), high: Math.max(from, level) })
  }
  return bars
}

/** From the target to the forecast, step by step, as figures and as bars on one scale. */
export function Waterfall({ waterfall }: { waterfall: Amounts }) {
  const t = useTexts(forecastTexts)
  const bars = barsOf(waterfall)
  const top = Math.max(...bars.map(({ high }) => high), 1)
  return (
    <section className="card">
      <h2>{t('waterfall')}</h2>
      <dl className="forecast-steps">
        {bars.map(({ step, amount, low, high }) => (
          <Fragment key={step}>
            <dt>{t(`step.${step}`)}</dt>
            <dd>
              <Money yuan={waterfall[`${step}Yuan`]} unit="yi" digits={1} />
            </dd>
            <dd className="track" aria-hidden>
              <i
                className={WHOLE.has(step) ? '' : amount < 0 ? 'loss' : 'gain'}
                style={{ insetInlineStart: `${(low / top) * PERCENT}%`, width: `${((high - low) / top) * PERCENT}%` }}
              />
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}

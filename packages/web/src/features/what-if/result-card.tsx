import { Alert } from 'antd'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import type { ScenarioOutcome } from '@ballast/forecast/scenario.ts'
import { Fan } from './fan.tsx'
import { ChanceDots } from '../forecast/chance.tsx'
import { chanceText, sentence, signed, yearOf, type Say } from './say.ts'

interface Props {
  readonly base: ScenarioOutcome
  readonly outcome: ScenarioOutcome
  readonly count: number
  /** The figures are still those of what was changed before. */
  readonly isBusy: boolean
  readonly targetYuan: string | null
  readonly year: number
  readonly reasons: readonly string[]
  readonly t: Say
}

/** What comes of the changes: in numbers, in a sentence, and as a fan. */
export function ResultCard({ base, outcome, count, isBusy, targetYuan, year, reasons, t }: Props) {
  const [before, after] = [yearOf(base), yearOf(outcome)]
  if (before === undefined || after === undefined) return null
  const yi = (yuan: string) => drawYi(parseYuan(yuan), 1)
  const moved = signed(drawYi(parseYuan(after.p50Yuan) - parseYuan(before.p50Yuan), 2))
  const rows = [
    { title: t('year'), values: [yi(before.p50Yuan), yi(after.p50Yuan), count === 0 ? '—' : moved], exact: after.p50Yuan },
    { title: t('band'), values: [`${yi(before.p10Yuan)}–${yi(before.p90Yuan)}`, `${yi(after.p10Yuan)}–${yi(after.p90Yuan)}`, ''] },
    { title: t('reached'), values: [chanceText(t, base.reached), chanceText(t, outcome.reached), ''], chance: outcome.reached },
    { title: t('both'), values: [chanceText(t, base.both), chanceText(t, outcome.both), ''], chance: outcome.both },
  ]
  return (
    <section className="card what-if-result" aria-label={t('result')} aria-busy={isBusy}>
      <p className="what-if-sentence" role="status">
        {sentence(t, count, base, outcome)}
      </p>
      {reasons.length === 0 ? null : <Alert type="warning" showIcon title={reasons.join(' ')} />}
      <div className="what-if-columns">
        <table className="what-if-numbers">
          <thead>
            <tr>
              <td />
              {[t('before'), t('after'), t('change')].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ title, values, chance, exact }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                {values.map((value, place) => (
                  <td key={place} {...(place === 1 && exact !== undefined ? { 'data-yuan': exact, title: exact } : {})}>
                    {value}
                    {place === 1 && typeof chance === 'number' ? <ChanceDots isSmall chance={chance} /> : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <figure>
          <Fan base={base} outcome={outcome} targetYuan={targetYuan} year={year} t={t} />
          <figcaption className="quiet">{t('fan')}</figcaption>
        </figure>
      </div>
    </section>
  )
}

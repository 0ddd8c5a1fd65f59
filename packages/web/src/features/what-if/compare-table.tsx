import type { Scenario } from '@ballast/contract/scenario.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import type { ScenarioOutcome } from '@ballast/forecast/scenario.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { chanceText, signed, yearOf } from './say.ts'
import { whatIfTexts } from './what-if.texts.ts'

const yi = (yuan: string | undefined): string => (yuan === undefined ? '—' : drawYi(parseYuan(yuan), 1))

/** Up to four scenarios beside the forecast that they change. */
export function CompareTable({ scenarios }: { scenarios: readonly Scenario[] }) {
  const t = useTexts(whatIfTexts)
  const { locale } = useLanguage()
  const [first] = scenarios
  if (first === undefined) return null
  const columns: { title: string; outcome: ScenarioOutcome; scenario: Scenario | null }[] = [
    { title: `${t('before')} (${first.asOf})`, outcome: first.base, scenario: null },
    ...scenarios.map((scenario) => ({ title: scenario.name, outcome: scenario.outcome, scenario })),
  ]
  const p50 = (outcome: ScenarioOutcome, horizon: string) => outcome.horizons.find((one) => one.horizon === horizon)?.spread.p50Yuan
  const rows: { title: string; of: (column: (typeof columns)[number]) => string }[] = [
    ...(['Q1', 'H1', 'Q3'] as const).map((horizon) => ({
      title: t(horizon),
      of: ({ outcome }: (typeof columns)[number]) => yi(p50(outcome, horizon)),
    })),
    { title: t('year'), of: ({ outcome }) => yi(p50(outcome, 'YE')) },
    { title: t('bandYear'), of: ({ outcome }) => `${yi(yearOf(outcome)?.p10Yuan)}–${yi(yearOf(outcome)?.p90Yuan)}` },
    {
      title: t('change'),
      of: ({ scenario }) =>
        scenario === null
          ? '—'
          : signed(drawYi(parseYuan(yearOf(scenario.outcome)?.p50Yuan ?? '0') - parseYuan(yearOf(scenario.base)?.p50Yuan ?? '0'), 2)),
    },
    { title: t('reached'), of: ({ outcome }) => chanceText(t, outcome.reached) },
    { title: t('both'), of: ({ outcome }) => chanceText(t, outcome.both) },
    { title: t('count'), of: ({ scenario }) => (scenario === null ? '—' : String(scenario.changes.length)) },
    {
      title: t('owner'),
      of: ({ scenario }) => (scenario === null ? '—' : locale === 'en' ? scenario.ownerNameEn : scenario.ownerNameZh),
    },
  ]
  return (
    <>
      <h3>{t('compareTitle')}</h3>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('compareTitle')}>
        <table className="what-if-numbers">
          <thead>
            <tr>
              <td />
              {columns.map(({ title, scenario }) => (
                <th key={scenario?.scenarioId ?? ''} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ title, of }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                {columns.map((column) => (
                  <td key={column.scenario?.scenarioId ?? ''}>{of(column)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

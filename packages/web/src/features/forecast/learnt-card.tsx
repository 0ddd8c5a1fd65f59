import type { ReactNode } from 'react'
import type { ForecastDetail } from '@ballast/contract/forecast.ts'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { forecastTexts } from './forecast.texts.ts'

/** What the zone's closed years taught this forecast, in figures that can be held against what is known of the zone. */
export function LearntCard({ forecast: { learnt, basis } }: { forecast: ForecastDetail }) {
  const t = useTexts(forecastTexts)
  const { locale } = useLanguage()
  const rows: readonly (readonly [string, ReactNode])[] =
    learnt === null
      ? []
      : [
          ...(learnt.expectation === null ? [] : [[t('expectation'), drawShare(learnt.expectation)] as const]),
          [t('commonMedian'), drawShare(basis.commonMedian)],
          [t('width'), drawShare(basis.width)],
          ...(learnt.speed === null ? [] : [[t('speed'), drawShare(learnt.speed)] as const]),
          [t('season'), t(learnt.isOwnSeason ? 'ownSeason' : 'nationalSeason')],
          ...learnt.gates.flatMap(({ gate, passed, exposed }) =>
            exposed === 0
              ? []
              : [
                  [
                    t('gatePassed', { gate: nameIn(locale, GATE_NAMES[gate]) }),
                    t('gateCounts', { share: drawShare(passed / exposed), passed, exposed }),
                  ] as const,
                ],
          ),
        ]
  return (
    <section className="card">
      <h2>{t('learnt')}</h2>
      <p className="quiet">
        {learnt === null
          ? t('priors')
          : t('learntYears', { years: learnt.years.join(locale === 'zh-CN' ? '、' : ', '), count: learnt.projectYears })}
      </p>
      {rows.length === 0 ? null : (
        <div className="forecast-scroll">
          <table className="forecast-table">
            <tbody>
              {rows.map(([title, value]) => (
                <tr key={title}>
                  <th scope="row">{title}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

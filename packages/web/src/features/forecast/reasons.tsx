import { Link } from '@tanstack/react-router'
import type { ForecastDetail, ForecastFlag } from '@ballast/contract/forecast.ts'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { twoDigits } from '@ballast/domain/forecast/words.ts'
import { useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { usePersonName } from '../../app/person-name.ts'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { forecastTexts } from './forecast.texts.ts'
import { LearntCard } from './learnt-card.tsx'
import { Waterfall } from './waterfall.tsx'

/** Why a forecast is what it is, what it stands on, and who issued it. */
export function Reasons({ forecast }: { forecast: ForecastDetail }) {
  const t = useTexts(forecastTexts)
  const { locale } = useLanguage()
  const name = useName()
  const personName = usePersonName()
  const why = useRoute('forecast.explain', { params: { runId: forecast.runId }, query: {} })
  return (
    <>
      <Loaded query={why}>
        {({ waterfall, drivers, concentration }) => (
          <>
            {waterfall === null ? null : <Waterfall waterfall={waterfall} />}
            <section className="card">
              <h2>{t('drivers')}</h2>
              {drivers.length === 0 ? <p>{t('noDrivers')}</p> : null}
              <ol>
                {drivers.map((driver) => (
                  <li key={`${driver.projectId} ${driver.gate}`}>
                    <Link to="/projects/$projectId" params={{ projectId: driver.projectId }}>
                      {t('driver', {
                        project: name(driver),
                        month: driver.month,
                        gate: nameIn(locale, GATE_NAMES[driver.gate]),
                        yi: drawYi(twoDigits(parseYuan(driver.meanYuan)), 2),
                      })}
                    </Link>
                  </li>
                ))}
              </ol>
              <p>{t('topThree', { share: drawShare(concentration.topThree), half: concentration.half })}</p>
            </section>
          </>
        )}
      </Loaded>
      <section className="card">
        <h2>{t('flags', { count: forecast.flags.length })}</h2>
        <p className="quiet">{forecast.flags.length === 0 ? t('noFlags') : t('flagsNote')}</p>
        <ul className="forecast-flags">
          {forecast.flags.map((flag, place) => (
            <li key={place}>
              <Link to="/projects/$projectId" params={{ projectId: flag.projectId }}>
                {name(flag)}
              </Link>{' '}
              <Doubt flag={flag} />
            </li>
          ))}
        </ul>
      </section>
      <LearntCard forecast={forecast} />
      <p className="quiet">
        {t('issued', {
          by: personName(forecast.issuedBy),
          at: drawInstant(forecast.issuedAt),
          draws: forecast.draws,
          seed: forecast.seed,
          code: forecast.codeVersion,
          data: forecast.dataVersion.slice(0, 12),
        })}
      </p>
    </>
  )
}

function Doubt({ flag: { kind, gate, value } }: { flag: ForecastFlag }) {
  const t = useTexts(forecastTexts)
  const { locale } = useLanguage()
  return t(`flag.${kind}`, {
    gate: gate === null ? '' : nameIn(locale, GATE_NAMES[gate]),
    value: value ?? '',
    share: drawShare(value),
  })
}

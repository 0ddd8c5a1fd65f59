import html from '../../../../../docs/forecast-methods.md?html'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { Page } from '../../ui/page.tsx'
import { ForecastTabs } from './forecast-tabs.tsx'
import { forecastTexts } from './forecast.texts.ts'
import { methodsIn } from './methods-text.ts'
import './forecast.css'

/** How the forecast is made and what it was tested on: the document of the repository, in the user's language. */
export function MethodsPage() {
  const t = useTexts(forecastTexts)
  const { locale } = useLanguage()
  return (
    <Page title={t('methods')}>
      <ForecastTabs />
      <article className="card forecast-methods" dangerouslySetInnerHTML={{ __html: methodsIn(html, locale) }} />
    </Page>
  )
}

import { Tabs } from 'antd'
import { nameIn, STUCK_NAMES } from '@ballast/contract/names.ts'
import { STUCK_LISTS } from '@ballast/domain/light/light-rule.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useSession } from '../../app/session.tsx'
import { Page } from '../../ui/page.tsx'
import { LightsTab } from './lights-tab.tsx'
import { lightTexts } from './light.texts.ts'
import { RulesTab } from './rules-tab.tsx'
import { StuckTab } from './stuck-tab.tsx'
import { lightsSearch } from './watch-search.ts'
import './light.css'

/** What is late in the zone: lights by rule, and the lists of projects that stand between two gates. */
export function LightsPage() {
  const t = useTexts(lightTexts)
  const { locale } = useLanguage()
  const { zone } = useSession()
  const [search, setSearch] = useSearchState(lightsSearch)
  const { tab } = search
  const shown = { search, onChange: setSearch }
  return (
    <Page title={t('title')} subtitle={t('subtitle', { date: zone.businessOn })}>
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch({ tab: key as typeof tab, sort: '', kind: undefined })}
        items={[
          { key: 'lights', label: t('lights'), children: tab === 'lights' ? <LightsTab {...shown} /> : null },
          ...STUCK_LISTS.map((list) => ({
            key: list,
            label: nameIn(locale, STUCK_NAMES[list]),
            children: tab === list ? <StuckTab list={list} {...shown} /> : null,
          })),
          { key: 'rules', label: t('rules'), children: tab === 'rules' ? <RulesTab /> : null },
        ]}
      />
    </Page>
  )
}

import { Button, Select, Tag } from 'antd'
import { z } from 'zod'
import type { Cockpit } from '@ballast/contract/cockpit.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { usePlanYear, useSession } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { drawShare, shareOf } from '../../ui/share-text.ts'
import { TraceLink } from '../trace/trace-link.tsx'
import { CapacityCard } from './capacity-card.tsx'
import { ClustersCard } from './clusters-card.tsx'
import { cockpitTexts } from './cockpit.texts.ts'
import { DONE_MODES, DoneCard } from './done-card.tsx'
import { DoneFigures } from './done-figures.tsx'
import { DecompositionCard } from './decomposition-card.tsx'
import { HeaderFigures } from './header-figures.tsx'
import { MonthsCard } from './months-card.tsx'
import { ForecastCard } from './forecast-card.tsx'
import { GatesCard } from './gates-card.tsx'
import { LightsCard } from './lights-card.tsx'
import { MapCard } from './map-card.tsx'
import { RankingCard } from './ranking-card.tsx'
import { StructureCard } from './structure-card.tsx'
import { TopProjectsCard } from './top-projects-card.tsx'
import './cockpit.css'

const cockpitSearch = z.object({
  year: z.coerce.number().int().optional().catch(undefined),
  mode: z.enum(DONE_MODES).default('cumulative').catch('cumulative'),
})

/** The year on one screen: where the target stands, on what, when. Every figure opens its trace. */
export function CockpitPage() {
  const t = useTexts(cockpitTexts)
  const { zone } = useSession()
  const latest = usePlanYear()
  const [search, setSearch] = useSearchState(cockpitSearch)
  const year = search.year ?? latest
  const cockpit = useRoute('cockpit.read', { params: { year }, query: {} }, { keepPrevious: true })
  const done = useRoute('cockpit.done', { params: { year } }, { keepPrevious: true })
  const years = [...new Set([...zone.planYears, year])].sort((a, b) => b - a)
  return (
    <Page
      title={t('title', { year })}
      subtitle={cockpit.data === undefined ? undefined : <Subtitle cockpit={cockpit.data} />}
      actions={
        <>
          <Select
            aria-label={t('year')}
            value={year}
            options={years.map((value) => ({ value, label: value }))}
            onChange={(value) => setSearch({ year: value })}
          />
          <Button onClick={() => print()}>{t('print')}</Button>
        </>
      }
    >
      <Loaded query={cockpit}>
        {(data) => (
          <div className="cockpit" aria-busy={cockpit.isPlaceholderData}>
            <HeaderFigures cockpit={data} />
            <Loaded query={done}>
              {(figures) => (
                <>
                  <DoneFigures done={figures} />
                  <div className="main-column">
                    <DoneCard done={figures} mode={search.mode} onMode={(mode) => setSearch({ mode })} />
                  </div>
                  <div className="side-column">
                    <RankingCard done={figures} />
                  </div>
                </>
              )}
            </Loaded>
            <div className="main-column">
              <DecompositionCard cockpit={data} />
              <ForecastCard year={year} />
              <MonthsCard cockpit={data} />
              <CapacityCard />
            </div>
            <div className="side-column">
              <StructureCard cockpit={data} />
              <GatesCard cockpit={data} />
              <LightsCard />
            </div>
            <ClustersCard cockpit={data} />
            <TopProjectsCard cockpit={data} />
            <MapCard year={year} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Subtitle({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  const { zone } = useSession()
  const { title, version, year } = cockpit
  const isSimulated = parseYuan(cockpit.simulatedYuan) > 0n
  return (
    <span className="cockpit-subtitle">
      {version === null ? t('draft', { title }) : t('version', { title, number: version })} · {t('today', { date: zone.businessOn })}
      {isSimulated ? (
        <TraceLink to={{ year, source: 'simulated' }}>
          <Tag color="gold" title={t('simulatedHint', { yuan: drawYi(parseYuan(cockpit.simulatedYuan)) })}>
            {t('simulatedShare', { share: drawShare(shareOf(cockpit.simulatedYuan, cockpit.plannedYuan)) })}
          </Tag>
        </TraceLink>
      ) : null}
    </span>
  )
}

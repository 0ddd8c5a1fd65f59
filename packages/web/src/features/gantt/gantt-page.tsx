import { Empty } from 'antd'
import { useCallback, useMemo, useRef } from 'react'
import type { Gantt, GANTT_SORTS } from '@ballast/contract/gantt.ts'
import { LIGHT_COLOURS, type LightColour } from '@ballast/domain/light/lights.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { useRoute } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { usePlanYear, useSession } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { sortInLanguage } from '../../ui/name-sort.ts'
import { Page } from '../../ui/page.tsx'
import { SavedViews } from '../../ui/saved-views.tsx'
import { useIsPrinting } from '../../ui/use-is-printing.ts'
import { useRoomBelow } from '../../ui/use-room-below.ts'
import { useCodeNames, type CodeNames } from '../project/code-names.ts'
import { ProjectFilters } from '../project/project-filters.tsx'
import { GanttChart, type Span } from './gantt-chart.tsx'
import { linesOf, totalsOf, type Grouping } from './gantt-groups.ts'
import { GanttLegend } from './gantt-legend.tsx'
import { GanttPrint } from './gantt-print.tsx'
import { rowsOf } from './gantt-rows.ts'
import { ganttQuery, ganttSearch, type GanttSearch, type GanttSearchChange } from './gantt-search.ts'
import { GanttToolbar } from './gantt-toolbar.tsx'
import { ganttTexts } from './gantt.texts.ts'

export function GanttPage() {
  const t = useTexts(ganttTexts)
  const { locale } = useLanguage()
  const { zone } = useSession()
  const sessionYear = usePlanYear()
  const codes = useCodeNames()
  const [search, setSearch] = useSearchState(ganttSearch)
  const planYear = search.planYear ?? sessionYear
  const sort = sortInLanguage(locale, search.sort, { zh: 'nameZh', en: 'nameEn' }) as (typeof GANTT_SORTS)[number]
  const query = useRoute('gantt.read', { query: { ...ganttQuery(search), sort, planYear } }, { keepPrevious: true })
  return (
    <Page title={t('title')} subtitle={t('subtitle', { date: zone.businessOn })} actions={<SavedViews resource="gantt" query={search} />}>
      <ProjectFilters search={search} onChange={(change) => setSearch(change as GanttSearchChange)} codes={codes} planYear={planYear} />
      <GanttToolbar search={search} onChange={setSearch} />
      <Loaded query={query} isEmpty={({ count }) => count === 0} empty={<Empty description={t('empty')} />}>
        {(gantt) => <Chart gantt={gantt} search={search} onChange={setSearch} codes={codes} />}
      </Loaded>
    </Page>
  )
}

interface ChartProps {
  gantt: Gantt
  search: GanttSearch
  onChange: (change: GanttSearchChange) => void
  codes: CodeNames
}

function Chart({ gantt, search, onChange, codes }: ChartProps) {
  const t = useTexts(ganttTexts)
  const isPrinting = useIsPrinting()
  const frame = useRef<HTMLDivElement>(null)
  const height = useRoomBelow(frame, 24, 360)
  const { group, folded, view } = search
  const rows = useMemo(() => rowsOf(gantt), [gantt])
  const lines = useMemo(() => linesOf(rows, group, orderOf(group, codes), folded ?? []), [rows, group, codes, folded])
  const totals = useMemo(() => totalsOf(rows), [rows])
  const span = useMemo(
    (): Span => ({
      earliest: gantt.earliestOn as PlainDate | null,
      latest: gantt.latestOn as PlainDate | null,
      today: gantt.businessOn as PlainDate,
    }),
    [gantt],
  )
  const groupName = useCallback(
    (key: string) => (group === 'light' && isLight(key) ? t(`light.${key}`) : nameOfGroup(group, key, codes) || t('without')),
    [group, codes, t],
  )
  const onFold = (key: string) => {
    const left = folded?.includes(key) ? folded.filter((item) => item !== key) : [...(folded ?? []), key]
    onChange({ folded: left.length === 0 ? undefined : left })
  }
  const shared = { lines, span, view, planYear: gantt.planYear, groupName, managerOf: codes.wordingOf }
  return (
    <>
      <div className="gantt-totals">
        <strong>{t('count', { count: totals.count })}</strong>
        <span>
          {t('plan', { year: gantt.planYear })} <Money yuan={gantt.planYuan} withUnit />
        </span>
        {totals.lateCount === 0 ? null : <span className="gantt-late-text">{t('late', { count: totals.lateCount })}</span>}
        <GanttLegend view={view} withBaseline={gantt.baseline !== null} withSimulated={gantt.projects.isSimulated.includes(true)} />
      </div>
      <div ref={frame}>
        {isPrinting ? (
          <GanttPrint {...shared} />
        ) : (
          <GanttChart
            {...shared}
            zoom={search.zoom}
            withBaseline={gantt.baseline !== null}
            height={height}
            from={search.from}
            onFrom={(from) => onChange({ from })}
            onFold={onFold}
          />
        )}
      </div>
    </>
  )
}

const isLight = (key: string): key is LightColour => LIGHT_COLOURS.includes(key as LightColour)

/** Red first; else in the order of the zone's own lists; service managers by pinyin. */
function orderOf(group: Grouping, { lists }: CodeNames): string[] {
  if (group === 'cluster') return (lists?.clusters ?? []).map(({ code }) => code)
  if (group === 'category') return (lists?.categories ?? []).map(({ code }) => code)
  if (group === 'light') return LIGHT_COLOURS.toReversed()
  return group === 'manager' ? (lists?.serviceManagers ?? []) : []
}

function nameOfGroup(group: Grouping, key: string, codes: CodeNames): string {
  if (group === 'light') return ''
  return group === 'manager' ? codes.wordingOf(key) : group === 'none' ? '' : codes.nameOf(group, key === '' ? null : key)
}

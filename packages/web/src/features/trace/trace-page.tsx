import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { usePlanYear } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { TraceLines } from './trace-lines.tsx'
import { traceSearch } from './trace-search.ts'
import { TraceScopeBar } from './trace-scope-bar.tsx'
import { TraceSteps } from './trace-steps.tsx'
import { traceTexts } from './trace.texts.ts'
import './trace.css'

/** From the target down to one month's composition on one parcel; the address holds the whole path. */
export function TracePage() {
  const t = useTexts(traceTexts)
  const [search] = useSearchState(traceSearch)
  const latest = usePlanYear()
  const { year = latest, ...query } = search
  const trace = useRoute('plan.trace', { params: { year }, query }, { keepPrevious: true })
  return (
    <Page title={t('title', { year })} subtitle={t('subtitle')}>
      <TraceScopeBar search={{ ...search, year }} />
      <Loaded query={trace}>
        {(data) => (
          <div className="trace" aria-busy={trace.isPlaceholderData}>
            <TraceSteps trace={data} search={{ ...search, year }} />
            <TraceLines trace={data} search={{ ...search, year }} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

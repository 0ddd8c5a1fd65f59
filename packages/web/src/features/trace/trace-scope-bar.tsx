import { Tag } from 'antd'
import { useTexts } from '../../app/language.tsx'
import { TraceLink } from './trace-link.tsx'
import { hasScope, withoutScope, type TraceSearch } from './trace-search.ts'
import { traceTexts } from './trace.texts.ts'

/** Says which part of the plan is traced, when it is not the whole. */
export function TraceScopeBar({ search }: { search: TraceSearch }) {
  const t = useTexts(traceTexts)
  if (!hasScope(search)) return null
  const { since, through, part, place, countable, source, year } = search
  return (
    <div className="trace-scope">
      <span>{t('only')}</span>
      {since || through ? <Tag>{t('months', { since: since ?? `${year ?? ''}-01`, through: through ?? `${year ?? ''}-12` })}</Tag> : null}
      {part ? <Tag>{t(part)}</Tag> : null}
      {place ? <Tag>{t(place)}</Tag> : null}
      {countable ? <Tag>{t('notCountable')}</Tag> : null}
      {source ? <Tag>{t(source)}</Tag> : null}
      <TraceLink to={withoutScope(search)}>{t('clear')}</TraceLink>
    </div>
  )
}

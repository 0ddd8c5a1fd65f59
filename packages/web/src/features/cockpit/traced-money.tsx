import { drawYi, drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { TraceLink } from '../trace/trace-link.tsx'
import type { TraceSearch } from '../trace/trace-search.ts'
import { cockpitTexts } from './cockpit.texts.ts'

/** An amount in 亿元 that opens its trace; the exact yuan are in the tooltip. */
export function TracedMoney({ yuan, what, to, digits = 2 }: { yuan: string; what: string; to: Partial<TraceSearch>; digits?: number }) {
  const t = useTexts(cockpitTexts)
  const amount = parseYuan(yuan)
  return (
    <TraceLink to={to} label={t('traceOf', { what, yuan: drawYi(amount, digits) })} className="number">
      <span title={drawYuan(amount)}>{drawYi(amount, digits)}</span>
    </TraceLink>
  )
}

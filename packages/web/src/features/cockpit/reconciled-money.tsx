import { Link } from '@tanstack/react-router'
import { drawYi, drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { doneTexts } from './done.texts.ts'

export interface ReconciledScope {
  readonly year: number
  readonly through: string
  readonly group?: 'cluster'
  readonly cluster?: readonly string[]
}

/** An amount in 亿元 that opens the reconciliation of what stands behind it; the exact yuan are in the tooltip. */
export function ReconciledMoney({ yuan, what, scope }: { yuan: string | null; what: string; scope: ReconciledScope }) {
  const t = useTexts(doneTexts)
  if (yuan === null) return <span className="quiet">—</span>
  const amount = parseYuan(yuan)
  return (
    <Link
      to="/reconciliation"
      search={scope as never}
      className="trace-link number"
      aria-label={t('openReconciliation', { what: `${what} ${drawYi(amount)}` })}
    >
      <span title={drawYuan(amount)}>{drawYi(amount)}</span>
    </Link>
  )
}

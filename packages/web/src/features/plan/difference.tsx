import { parseYuan, formatYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { planTexts } from './plan.texts.ts'

/** Planned less frame, in words and colour: over-programmed, under-programmed, or equal. */
export function Difference({ yuan }: { yuan: string }) {
  const t = useTexts(planTexts)
  const amount = parseYuan(yuan)
  if (amount === 0n) return <span className="quiet">{t('even')}</span>
  const isOver = amount > 0n
  return (
    <span className={isOver ? 'amount-over' : 'amount-under'}>
      {t(isOver ? 'over' : 'under')} <Money yuan={formatYuan(isOver ? amount : -amount)} />
    </span>
  )
}

/** A signed change: what gained has a plus. */
export function SignedMoney({ yuan }: { yuan: string }) {
  const amount = parseYuan(yuan)
  return (
    <span className={amount < 0n ? 'amount-over' : undefined}>
      {amount > 0n ? '+' : ''}
      <Money yuan={yuan} />
    </span>
  )
}

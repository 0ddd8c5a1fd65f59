import { drawWan, drawYi, drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../app/language.tsx'
import { uiTexts } from './ui.texts.ts'

export type MoneyUnit = 'yi' | 'wan' | 'yuan'

const DRAW = { yi: drawYi, wan: drawWan, yuan: drawYuan }

/** Draws yuan text of the wire in 亿元, 万元 or 元; the exact amount is in the tooltip. */
export function Money({
  yuan,
  unit = 'wan',
  digits,
  withUnit = false,
}: {
  yuan: string | null | undefined
  unit?: MoneyUnit
  digits?: number
  withUnit?: boolean
}) {
  const t = useTexts(uiTexts)
  if (yuan === null || yuan === undefined) return <span className="quiet">—</span>
  const amount = parseYuan(yuan)
  return (
    <span className="number" title={`${drawYuan(amount)} ${t('yuan')}`}>
      {DRAW[unit](amount, digits)}
      {withUnit ? <span className="unit"> {t(unit)}</span> : null}
    </span>
  )
}

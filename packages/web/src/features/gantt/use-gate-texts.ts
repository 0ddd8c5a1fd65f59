import { nameIn, STANDING_NAMES } from '@ballast/contract/names.ts'
import type { Standing } from '@ballast/domain/gate/life.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useGateName } from '../gate/use-gate-names.ts'
import type { GanttRow, RowGate } from './gantt-rows.ts'
import { ganttTexts } from './gantt.texts.ts'

export function useStandingName(): (standing: Standing) => string {
  const { locale } = useLanguage()
  return (standing) => nameIn(locale, STANDING_NAMES[standing])
}

/** "+12 days", or nothing where there is nothing to compare. */
export function useSlipText(): (days: number | null) => string {
  const t = useTexts(ganttTexts)
  return (days) => {
    if (days === null) return '—'
    if (days === 0) return t('onTime')
    return days > 0 ? t('daysLate', { days }) : t('daysEarly', { days: -days })
  }
}

/** The dates of a row in words, for who does not see the bars. */
export function useRowText(): (row: GanttRow) => string {
  const t = useTexts(ganttTexts)
  const slip = useSlipText()
  const gateName = useGateName()
  const gateText = ({ gate, planned, forecast, actual, baseline, slipDays }: RowGate) => {
    const dates = [
      ['planned', planned],
      ['forecast', forecast],
      ['actual', actual],
      ['baseline', baseline],
    ] as const
    const parts = dates.flatMap(([kind, date]) => (date === null ? [] : [`${t(kind)} ${date}`]))
    if (slipDays !== null && slipDays !== 0) parts.push(slip(slipDays))
    return t('rowText', { gate: gateName(gate), dates: parts.join(' ') })
  }
  return ({ gates }) => (gates.length === 0 ? t('noDates') : gates.map(gateText).join('; '))
}

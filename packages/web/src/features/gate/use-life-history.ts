import { GATE_NAMES, nameIn, STANDING_NAMES } from '@ballast/contract/names.ts'
import type { LifeGate, Standing } from '@ballast/domain/gate/life.ts'
import { drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { uiTexts } from '../../ui/ui.texts.ts'
import { useSlipReasons } from './forecast-dialog.tsx'
import { gateTexts, type GateTextKey } from './gate.texts.ts'

/** What a project's history calls the changes of its gates: `life.signing.actual`, `condition.permit`, `standing`. */
export function useLifeHistory() {
  const t = useTexts(gateTexts)
  const ui = useTexts(uiTexts)
  const name = useName()
  const { locale } = useLanguage()
  const reasons = useSlipReasons()
  const rules = useRoute('gate-rule.list', {}).data
  const inDictionary = (key: string) => (key in gateTexts['zh-CN'] ? t(key as GateTextKey) : undefined)
  const labelOf = (field: string): string | undefined => {
    const [group, key = '', which = ''] = field.split('.')
    if (group === 'life' && key in GATE_NAMES)
      return `${nameIn(locale, GATE_NAMES[key as LifeGate])} · ${inDictionary(`which.${which}`) ?? which}`
    if (group === 'condition') {
      const condition = rules?.conditions.find(({ conditionCode }) => conditionCode === key)
      return condition ? name(condition) : key
    }
    if (group === 'commitment') return inDictionary(field)
    return {
      standing: t('state'),
      typeCode: t('type'),
      reasonCode: t('slipReason'),
      reason: t('reason'),
      note: t('note'),
      openPlan: t('atRisk'),
    }[field]
  }
  const drawn = (field: string, text: string): string | undefined => {
    if (field === 'standing' && text in STANDING_NAMES) return nameIn(locale, STANDING_NAMES[text as Standing])
    if (field === 'reasonCode') return reasons.nameOf(text)
    if (field === 'openPlan') return `${drawYuan(parseYuan(text))} ${ui('yuan')}`
    if (field !== 'typeCode') return undefined
    const type = rules?.types.find(({ typeCode }) => typeCode === text)
    return type ? name(type) : text
  }
  return { labelOf, drawn }
}

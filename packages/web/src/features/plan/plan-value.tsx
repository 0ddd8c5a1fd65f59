import type { PlanConflict } from '@ballast/contract/plan-edit.ts'
import { parsePpm, percentText } from '@ballast/domain/shared/ratio.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { planTexts } from './plan.texts.ts'

type Kind = PlanConflict['kind']

/** One value of a plan in words: an amount in 万元, a share in percent, a profile by its name. */
export function PlanValue({ kind, text }: { kind: Kind; text: string | null }) {
  const t = useTexts(planTexts)
  if (text === null) return <span className="quiet">{t('absent')}</span>
  switch (kind) {
    case 'yuan':
      return <Money yuan={text} withUnit />
    case 'yuan-pair': {
      const [whole, part] = text.split('/')
      return (
        <>
          <Money yuan={whole} /> / <Money yuan={part} withUnit />
        </>
      )
    }
    case 'ratio':
      return <span className="number">{percentOf(text)} %</span>
    case 'count':
      return <span className="number">{`${text} ${t('count')}`}</span>
    case 'profile':
      return <>{t(`profile_${text as 'even'}`)}</>
    case 'presence':
      return <>{t('present')}</>
    case 'text':
      break
  }
  return <>{text}</>
}

/** A ratio text as percent, exact and with two digits at least: "0.6" → "60.00". */
export const percentOf = (ratio: string): string => percentText(parsePpm(ratio), 4).replace(/(\.\d\d)0{1,2}$/, '$1')

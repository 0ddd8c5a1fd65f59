import type { PlanDiff } from '@ballast/contract/plan-edit.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { SignedMoney } from './difference.tsx'
import { planTexts } from './plan.texts.ts'

/** What was gained and lost in all, and whether the whole stays. */
export function DiffTotals({ data }: { data: PlanDiff }) {
  const t = useTexts(planTexts)
  const isZero = parseYuan(data.netYuan) === 0n
  const figure = (label: string, yuan: string, tone = '') => (
    <div className={`plan-figure ${tone}`}>
      <div className="quiet">{label}</div>
      <div className="value">
        <SignedMoney yuan={yuan} /> <span className="unit">{t('wan')}</span>
      </div>
    </div>
  )
  return (
    <div className="plan-figures">
      {figure(t('gained'), data.gainedYuan)}
      {figure(t('lost'), parseYuan(data.lostYuan) === 0n ? data.lostYuan : `-${data.lostYuan}`)}
      {figure(isZero ? t('netZero') : t('net'), data.netYuan, isZero ? 'good' : '')}
    </div>
  )
}

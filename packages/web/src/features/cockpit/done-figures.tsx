import { parsePpm, percentText } from '@ballast/domain/shared/ratio.ts'
import type { CockpitDone } from '@ballast/contract/cockpit-done.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { doneTexts } from './done.texts.ts'
import { Figure } from './figure.tsx'
import { ReconciledMoney } from './reconciled-money.tsx'

const yi = (yuan: string) => drawYi(parseYuan(yuan))

/** How far the year has come: of its target, its plan, time and the year before; and what it is made of. */
export function DoneFigures({ done }: { done: CockpitDone }) {
  const t = useTexts(doneTexts)
  const { year, through, total, shares, isClosed, ofTarget, pace, growthTarget } = done
  const points = ofTarget === null ? null : Number(percentText(parsePpm(ofTarget) - parsePpm(pace)))
  const growsEnough = total.growth === null || growthTarget === null ? undefined : Number(total.growth) >= Number(growthTarget)
  const tone = (isGood: boolean | undefined) =>
    isGood === undefined || !isClosed ? {} : { tone: isGood ? ('good' as const) : ('bad' as const) }
  const share = (part: 'constructionInstallation' | 'equipment') => (
    <Figure key={part} name={t(part)} value={<span className="number">{drawShare(shares.reported[part])}</span>}>
      {t('planShare', { plan: drawShare(shares.plan[part]), dispatched: drawShare(shares.dispatched[part]) })}
    </Figure>
  )
  return (
    <dl className="card figures done-figures">
      <Figure
        name={t('done', { month: through })}
        value={<ReconciledMoney yuan={isClosed ? total.reportedYuan : null} what={t('reported')} scope={{ year, through }} />}
        unit={t('unit')}
        {...tone(points === null ? undefined : points >= 0)}
      >
        {ofTarget === null || !isClosed ? null : `${t('ofTarget', { share: drawShare(ofTarget) })} · `}
        {t('paceIs', { share: drawShare(pace) })}
        {points === null || !isClosed ? null : ` · ${t(points < 0 ? 'behind' : 'ahead', { points: Math.abs(points).toFixed(2) })}`}
      </Figure>
      <Figure name={t('ofPlan')} value={<span className="number">{drawShare(isClosed ? total.done : null)}</span>}>
        {t('ofPlanHint', { plan: yi(total.planYuan), dispatched: yi(total.dispatchedYuan) })}
      </Figure>
      <Figure name={t('growth')} value={<span className="number">{drawShare(isClosed ? total.growth : null)}</span>} {...tone(growsEnough)}>
        {total.growth === null ? t('noLastYear') : t('lastYearWas', { yuan: yi(total.lastYearYuan) })}
        {growthTarget === null ? null : ` · ${t('growthTarget', { share: drawShare(growthTarget) })}`}
      </Figure>
      {share('constructionInstallation')}
      {share('equipment')}
    </dl>
  )
}

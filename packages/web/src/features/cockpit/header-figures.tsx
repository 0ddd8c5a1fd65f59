import { Link } from '@tanstack/react-router'
import type { Cockpit } from '@ballast/contract/cockpit.ts'
import { drawYi, formatYuan, parseYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { drawShare, shareOf } from '../../ui/share-text.ts'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { TraceLink } from '../trace/trace-link.tsx'
import { cockpitTexts } from './cockpit.texts.ts'
import { Figure } from './figure.tsx'
import { TargetFigures } from './target-figures.tsx'
import { TracedMoney } from './traced-money.tsx'

// Smaller than two decimals of 亿元 can say: it must not be drawn as nothing.
const SMALL_FEN = parseYi('0.01')

/** The six figures that leadership asks for first. */
export function HeaderFigures({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  const { year, targetYuan, industry } = cockpit
  const industryCode = cockpit.byCategory.find((category) => category.isIndustry)?.code
  const unit = t('unit')
  const unplanned = parseYuan(cockpit.unplannedYuan)
  const onNoPlace = parseYuan(cockpit.floatingYuan)
  const floats = (unplanned > 0n ? unplanned : 0n) + onNoPlace
  const ofTarget = (yuan: string) => (targetYuan === null ? t('noTarget') : t('ofTarget', { share: drawShare(shareOf(yuan, targetYuan)) }))
  return (
    <dl className="card figures">
      <Figure
        name={t('target')}
        value={targetYuan === null ? '—' : <TracedMoney yuan={targetYuan} what={t('target')} to={{ year }} />}
        unit={unit}
      >
        {cockpit.targetSource === null ? null : <SourceBadge kind={cockpit.targetSource} citation={cockpit.targetCitation} />}
      </Figure>
      <Figure name={t('planned')} value={<TracedMoney yuan={cockpit.plannedYuan} what={t('planned')} to={{ year }} />} unit={unit}>
        {ofTarget(cockpit.plannedYuan)} · <Link to="/projects">{t('projects', { count: cockpit.projects })}</Link> ·{' '}
        {t('enterprises', { count: cockpit.enterprises })}
      </Figure>
      <Figure
        name={t('placed')}
        value={<TracedMoney yuan={cockpit.placedYuan} what={t('placed')} to={{ year, place: 'placed' }} />}
        unit={unit}
      >
        {ofTarget(cockpit.placedYuan)} · <Link to="/parcels">{t('parcels', { count: cockpit.parcels })}</Link>
        {cockpit.corridors === 0 ? null : ` · ${t('corridors', { count: cockpit.corridors })}`}
      </Figure>
      <Figure
        name={t('floating')}
        value={
          <TracedMoney
            yuan={formatYuan(floats)}
            what={t('floating')}
            to={unplanned > 0n ? { year } : { year, place: 'floating' }}
            digits={floats > 0n && floats < SMALL_FEN ? 4 : 2}
          />
        }
        unit={unit}
        tone={floats === 0n ? 'good' : 'bad'}
      >
        {floats === 0n
          ? t('nothingFloats')
          : t('floatingHint', { unplanned: drawYi(unplanned > 0n ? unplanned : 0n, 4), floating: drawYi(onNoPlace, 4) })}
      </Figure>
      <Figure
        name={t('industryShare')}
        value={
          <TraceLink to={industryCode === undefined ? { year } : { year, category: industryCode }} className="number">
            {drawShare(industry.share)}
          </TraceLink>
        }
        {...(industry.isMet === null ? {} : { tone: industry.isMet ? ('good' as const) : ('bad' as const) })}
      >
        {industry.targetShare === null ? t('noTarget') : t('industryLimit', { share: drawShare(industry.targetShare) })}
        {industry.isMet === null ? null : ` · ${t(industry.isMet ? 'met' : 'missed')}`}
      </Figure>
      <TargetFigures year={year} versionId={cockpit.versionId} />
    </dl>
  )
}

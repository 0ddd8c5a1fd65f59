import type { Cockpit } from '@ballast/contract/cockpit.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { drawShare, shareOf } from '../../ui/share-text.ts'
import type { TraceSearch } from '../trace/trace-search.ts'
import { cockpitTexts } from './cockpit.texts.ts'
import { TracedMoney } from './traced-money.tsx'

interface Stage {
  name: string
  yuan: string
  to: Partial<TraceSearch>
}

/** Target → frames → projects → parcels on one scale; each stage says what it misses of the one before. */
export function DecompositionCard({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  const { year } = cockpit
  const stages: Stage[] = [
    { name: t('target'), yuan: cockpit.targetYuan ?? '0.00', to: { year } },
    { name: t('toFrames'), yuan: cockpit.framedYuan, to: { year } },
    { name: t('toProjects'), yuan: cockpit.plannedYuan, to: { year } },
    { name: t('toPlaces'), yuan: cockpit.placedYuan, to: { year, place: 'placed' } },
  ]
  const longest = stages.reduce((most, stage) => (parseYuan(stage.yuan) > parseYuan(most) ? stage.yuan : most), '0.00')
  return (
    <section className="card decomposition-card">
      <h2>
        {t('decomposition')} <span className="unit">{t('unit')}</span>
      </h2>
      <ol className="stages">
        {stages.map((stage, index) => (
          <li key={stage.name}>
            <span className="stage-name">{stage.name}</span>
            <span className="stage-bar" aria-hidden="true">
              <span style={{ width: `calc(100% * ${shareOf(stage.yuan, longest)})` }} />
            </span>
            <span className="stage-amount">
              <TracedMoney yuan={stage.yuan} what={stage.name} to={stage.to} />
            </span>
            <span className="stage-share number">
              {cockpit.targetYuan === null ? '—' : drawShare(shareOf(stage.yuan, cockpit.targetYuan))}
            </span>
            <Gap before={index === 0 ? null : (stages[index - 1]?.yuan ?? null)} here={stage.yuan} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Gap({ before, here }: { before: string | null; here: string }) {
  const t = useTexts(cockpitTexts)
  if (before === null) return <span className="stage-gap" />
  const difference = parseYuan(before) - parseYuan(here)
  if (difference === 0n) return <span className="stage-gap good">= {t('exact')}</span>
  return (
    <span className="stage-gap bad">
      {difference > 0n ? t('missing', { yuan: drawYi(difference, 4) }) : t('beyond', { yuan: drawYi(-difference, 4) })}
    </span>
  )
}

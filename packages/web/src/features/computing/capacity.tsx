import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import type { ComputeCapacityCentre, ComputePower } from '@ballast/contract/compute-capacity.ts'
import { drawP, inCommissioning } from '@ballast/domain/computing/capacity.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { drawShare } from '../../ui/share-text.ts'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { capacityTexts } from './capacity.texts.ts'
import './computing.css'

/** P by precision: what is in use, and what is still in commissioning. FP16, which is sold, comes first. */
export function PowerTable({ power }: { power: ComputePower }) {
  const t = useTexts(capacityTexts)
  const rows = power.toSorted((a, b) => Number(b.precision === 'fp16') - Number(a.precision === 'fp16'))
  return (
    <table className="capacity-power">
      <thead>
        <tr>
          <th scope="col" className="unit">
            {t('unit')}
          </th>
          <th scope="col">{t('inUse')}</th>
          <th scope="col">{t('commissioning')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ precision, inUse, commissioning }) => (
          <tr key={precision} className={precision === 'fp16' ? 'sum' : undefined}>
            <th scope="row">{t(`precision.${precision}`)}</th>
            <td className="number">{drawP(BigInt(inUse))}</td>
            <td className="number">{drawP(BigInt(commissioning))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A centre by type of card: what its engine has of what is planned, and how much of it is at work. */
export function CentreCapacity({ centre, withProject = false }: { centre: ComputeCapacityCentre; withProject?: boolean }) {
  const t = useTexts(capacityTexts)
  const name = useName()
  const maySeeProjects = useMay('project.show')
  const { project, cards, sourceKind } = centre
  return (
    <div className="capacity-centre">
      <div>
        <b>{name(centre)}</b> <span className="quiet number">{centre.code}</span> <SourceBadge kind={sourceKind} />
      </div>
      {cards.map((card) => (
        <CardCapacity key={card.cardType} {...card} />
      ))}
      {withProject && project !== null ? (
        <div className="quiet">
          {t('builtBy')}{' '}
          {maySeeProjects ? (
            <Link to="/projects/$projectId" params={{ projectId: project.projectId }} search={{ tab: 'gates' } as never}>
              {name(project)}
            </Link>
          ) : (
            name(project)
          )}
        </div>
      ) : null}
    </div>
  )
}

function CardCapacity({ cardType, planned, seen, used, away, seenAt, power }: ComputeCapacityCentre['cards'][number]) {
  const t = useTexts(capacityTexts)
  const missing = inCommissioning({ planned, seen })
  return (
    <div>
      <div className="capacity-line">
        <span>{cardType}</span>
        <span className="number">
          {seen === null ? t('cardsUnheard') : planned === null ? t('cardsInUse', { seen }) : t('cardsOf', { seen, planned })}
        </span>
      </div>
      <div className="centre-bar" aria-hidden>
        <i className="used" style={{ flexGrow: used }} />
        <i className="away" style={{ flexGrow: away }} />
        <i style={{ flexGrow: Math.max(0, (seen ?? 0) - used - away) }} />
        <i className="missing" style={{ flexGrow: missing }} />
      </div>
      <div className="quiet">
        {[
          seen === null || seen === 0 ? undefined : t('atWork', { share: drawShare(used / seen) }),
          away === 0 ? undefined : t('away', { away }),
          power.length === 0 ? t('noPrice') : undefined,
          seenAt === null ? undefined : t('seenAt', { at: drawInstant(seenAt).slice(0, 16) }),
        ]
          .filter((part) => part !== undefined)
          .join(' · ')}
      </div>
    </div>
  )
}

/** Whether the centre is whole, as far as it is said what it is to have. */
export function Wholeness({ cards, isWhole }: Pick<ComputeCapacityCentre, 'cards' | 'isWhole'>) {
  const t = useTexts(capacityTexts)
  const missing = cards.reduce((sum, card) => sum + inCommissioning(card), 0)
  if (isWhole) return <Alert type="success" showIcon title={t('whole')} />
  return <Alert type="info" showIcon title={missing > 0 ? t('notWhole', { cards: missing }) : t('noPlan')} />
}

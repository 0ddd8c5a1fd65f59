import { Alert, Collapse } from 'antd'
import type { ComputeCentre, ComputeCentreLive } from '@ballast/contract/compute-centre.ts'
import { useTexts } from '../../app/language.tsx'
import { CentreNodes } from './centre-nodes.tsx'
import { CentreWindows } from './centre-windows.tsx'
import { computingTexts } from './computing.texts.ts'

/** Cards, queue and, for the office, nodes and reservations of a centre as its engine has them now. */
export function CentreNow({ centre, now }: { centre: ComputeCentre; now: ComputeCentreLive }) {
  const t = useTexts(computingTexts)
  const { fault, cards, nodes, reservations, queue } = now
  const sections = [
    { key: 'nodes', title: t('nodes'), count: nodes.length, children: <CentreNodes centreId={now.centreId} nodes={nodes} /> },
    { key: 'windows', title: t('windows'), count: reservations.length, children: <CentreWindows {...now} /> },
  ].filter(({ count }) => count > 0)
  return (
    <>
      {fault === null || centre.fault !== null ? null : <Alert type="warning" showIcon title={fault.message} />}
      {centre.cards.map(({ cardType, tflops, yuanPerPHour }) => {
        const counted = cards.find((one) => one.cardType === cardType)
        return (
          <div key={cardType} className="centre-card-type">
            <b>{cardType}</b>{' '}
            <span className="quiet">{tflops === null ? t('noPrice') : t('price', { tflops, yuan: yuanPerPHour ?? '' })}</span>
            {counted === undefined ? null : <CardBar {...counted} />}
          </div>
        )
      })}
      <p>{t('queue', { ...queue })}</p>
      {sections.length === 0 ? null : (
        <Collapse size="small" items={sections.map(({ key, title, count, children }) => ({ key, label: `${title} ${count}`, children }))} />
      )}
    </>
  )
}

function CardBar({ cards, used, away }: { cards: number; used: number; away: number }) {
  const t = useTexts(computingTexts)
  const free = Math.max(0, cards - used - away)
  return (
    <>
      <div className="centre-bar" role="img" aria-label={`${t('used')} ${used}, ${t('free')} ${free}, ${t('away')} ${away}`}>
        <i className="used" style={{ flexGrow: used }} />
        <i className="away" style={{ flexGrow: away }} />
        <i style={{ flexGrow: free }} />
      </div>
      <span className="number">
        {t('free')} <b>{free}</b> · {t('used')} {used} · {t('away')} {away} / {t('cardsOf', { cards })}
      </span>
    </>
  )
}

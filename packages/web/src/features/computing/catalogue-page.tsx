import { Button, Empty } from 'antd'
import { useState } from 'react'
import type { ComputeCentre } from '@ballast/contract/compute-centre.ts'
import { fen, formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { priceOf, workOf } from '@ballast/domain/voucher/computing-power.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { ApplyDialog } from '../voucher/apply-dialog.tsx'
import { ComputingTabs } from './computing-tabs.tsx'
import { firmTexts } from './firm.texts.ts'
import '../forecast/forecast.css'
import './computing.css'

/** What can be had, at what price, and where it is idle now. */
export function CataloguePage() {
  const t = useTexts(firmTexts)
  const mayApply = useMay('voucher-application.apply')
  const mayReadTerms = useMay('voucher.terms')
  const [isApplying, setApplying] = useState(false)
  const centres = useRoute('compute-centre.list', {}, { refetchMs: 60_000 })
  const terms = useRoute('voucher.terms', {}, { enabled: mayReadTerms })
  return (
    <Page
      title={t('catalogueTitle')}
      subtitle={t('catalogueSubtitle')}
      actions={
        mayApply ? (
          <Button type="primary" onClick={() => setApplying(true)}>
            {t('apply')}
          </Button>
        ) : null
      }
    >
      <ComputingTabs />
      <Loaded query={centres}>
        {({ rows }) => {
          const shown = rows.filter(({ state }) => state !== 'closed')
          const cards = [...new Map(shown.flatMap((centre) => centre.cards).map((card) => [card.cardType, card])).values()]
          if (cards.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noCards')} />
          return (
            <div className="catalogue">
              {cards.map(({ cardType, tflops, yuanPerPHour }) => {
                const rate = terms.data?.rates.find((one) => one.cardType === cardType && one.yuanPerPHour === yuanPerPHour)
                return (
                  <section key={cardType} className="card">
                    <h2>{cardType}</h2>
                    <dl>
                      <Figure title={t('tflops')} hint={t('tflopsHint')}>
                        {tflops ?? '—'}
                      </Figure>
                      <Figure title={t('price')}>{yuanPerPHour ?? t('noPrice')}</Figure>
                      <Figure title={t('perCardHour')}>{cardHour(tflops, yuanPerPHour) ?? '—'}</Figure>
                    </dl>
                    {rate === undefined ? null : (
                      <p className="quiet">
                        {t('since')} {rate.fromOn} {rate.citation ?? ''} <SourceBadge kind={rate.sourceKind} citation={rate.citation} />
                      </p>
                    )}
                    <h3>{t('freeNow')}</h3>
                    <ul>
                      {shown
                        .filter((centre) => centre.cards.some((card) => card.cardType === cardType))
                        .map((centre) => (
                          <FreeNow key={centre.centreId} centre={centre} cardType={cardType} />
                        ))}
                    </ul>
                  </section>
                )
              })}
            </div>
          )
        }}
      </Loaded>
      {isApplying ? <ApplyDialog onClose={() => setApplying(false)} /> : null}
    </Page>
  )
}

/** What a card costs for an hour, to the fen as the ledger rounds it. */
const cardHour = (tflops: number | null, yuanPerPHour: string | null): string | null =>
  tflops === null || yuanPerPHour === null ? null : formatYuan(fen(priceOf(workOf(1n, BigInt(tflops), 3600n), parseYuan(yuanPerPHour))))

function FreeNow({ centre, cardType }: { centre: ComputeCentre; cardType: string }) {
  const t = useTexts(firmTexts)
  const name = useName()
  const live = useRoute(
    'compute-centre.live',
    { params: { centreId: centre.centreId } },
    { enabled: centre.state === 'open', refetchMs: 15_000 },
  )
  const now = live.data?.cards.find((one) => one.cardType === cardType)
  const says =
    centre.state === 'maintenance'
      ? t('maintenance')
      : now === undefined
        ? live.isPending
          ? '…'
          : t('notAnswering')
        : t('ofCards', { free: now.cards - now.used - now.away, cards: now.cards })
  return (
    <li>
      <span>{name(centre)}</span> <b className="number">{says}</b>
    </li>
  )
}

function Figure({ title, hint, children }: { title: string; hint?: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className="number">
        {children}
        {hint === undefined ? null : <small className="quiet"> {hint}</small>}
      </dd>
    </div>
  )
}

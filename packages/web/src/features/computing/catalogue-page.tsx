import { Button, Empty } from 'antd'
import { useState } from 'react'
import type { ComputeCentre } from '@ballast/contract/compute-centre.ts'
import { fen, formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { priceOf, workOf } from '@ballast/domain/voucher/computing-power.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay, useSession } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { ApplyDialog } from '../voucher/apply-dialog.tsx'
import { ComputingTabs } from './computing-tabs.tsx'
import { contractTexts } from './contract.texts.ts'
import { firmTexts } from './firm.texts.ts'
import { priceSpan, spanText } from './price-span.ts'
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
              {cards.map(({ cardType, tflops }) => {
                const span = priceSpan(shown, cardType)
                const isOne = span !== undefined && span.least === span.most
                // Where centres have prices of their own, each says since when beside its price.
                const isOwn = shown.some(({ prices }) => prices.some((price) => price.cardType === cardType))
                const rate = isOwn
                  ? undefined
                  : terms.data?.rates.find((one) => one.cardType === cardType && one.yuanPerPHour === span?.least)
                return (
                  <section key={cardType} className="card">
                    <h2>{cardType}</h2>
                    <dl>
                      <Figure title={t('tflops')} hint={t('tflopsHint')}>
                        {tflops ?? '—'}
                      </Figure>
                      <Figure title={t('price')}>{span === undefined ? t('noPrice') : spanText(span.least, span.most)}</Figure>
                      <Figure title={t('perCardHour')}>{cardHours(tflops, span) ?? '—'}</Figure>
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
                          <FreeNow key={centre.centreId} centre={centre} cardType={cardType} withPrice={!isOne || isOwn} />
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
function cardHours(tflops: number | null, span: ReturnType<typeof priceSpan>): string | null {
  if (tflops === null || span === undefined) return null
  const hour = (yuanPerPHour: string) => formatYuan(fen(priceOf(workOf(1n, BigInt(tflops), 3600n), parseYuan(yuanPerPHour))))
  return spanText(hour(span.least), hour(span.most))
}

/** What is idle at a centre, what it asks there, and whether the firm may use it. */
function FreeNow({ centre, cardType, withPrice }: { centre: ComputeCentre; cardType: string; withPrice: boolean }) {
  const t = useTexts(firmTexts)
  const c = useTexts(contractTexts)
  const { zone, user } = useSession()
  const name = useName()
  const live = useRoute(
    'compute-centre.live',
    { params: { centreId: centre.centreId } },
    { enabled: centre.state === 'open', refetchMs: 15_000 },
  )
  const now = live.data?.cards.find((one) => one.cardType === cardType)
  const yuanPerPHour = centre.cards.find((one) => one.cardType === cardType)?.yuanPerPHour
  // The newest first: what has begun holds.
  const own = centre.prices.find((price) => price.cardType === cardType && price.fromOn <= zone.businessOn)
  const { contract } = centre
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
      {withPrice ? (
        <p className="quiet">
          {c('price')} <span className="number">{yuanPerPHour ?? t('noPrice')}</span>
          {own === undefined ? null : ` · ${c('ownPrice', { from: own.fromOn })}${own.citation === null ? '' : ` · ${own.citation}`}`}
        </p>
      ) : null}
      {centre.needsContract ? (
        <p className="quiet">
          {contract === null
            ? c(user.enterpriseId === null ? 'needsContract' : 'own.none')
            : c(`own.${contract.state}`, { from: contract.fromOn, until: contract.untilOn })}
        </p>
      ) : null}
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

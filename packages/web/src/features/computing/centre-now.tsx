import { Alert, Collapse, Table } from 'antd'
import type { ComputeCentre } from '@ballast/contract/compute-centre.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { computingTexts } from './computing.texts.ts'

/** Cards, queue and, for the office, nodes of a centre as its engine has them now. */
export function CentreNow({ centre }: { centre: ComputeCentre }) {
  const t = useTexts(computingTexts)
  const live = useRoute('compute-centre.live', { params: { centreId: centre.centreId } }, { refetchMs: 10_000 })
  return (
    <Loaded query={live}>
      {({ fault, cards, nodes, queue }) => (
        <>
          {fault === null || centre.fault !== null ? null : <Alert type="warning" showIcon title={fault.message} />}
          {centre.cards.map(({ cardType, tflops, yuanPerPHour }) => {
            const now = cards.find((one) => one.cardType === cardType)
            return (
              <div key={cardType} className="centre-card-type">
                <b>{cardType}</b>{' '}
                <span className="quiet">{tflops === null ? t('noPrice') : t('price', { tflops, yuan: yuanPerPHour ?? '' })}</span>
                {now === undefined ? null : <CardBar {...now} />}
              </div>
            )
          })}
          <p>{t('queue', { ...queue })}</p>
          {nodes.length === 0 ? null : (
            <Collapse
              size="small"
              items={[
                {
                  key: 'nodes',
                  label: `${t('nodes')} ${nodes.length}`,
                  children: (
                    <Table
                      size="small"
                      rowKey="name"
                      dataSource={nodes}
                      pagination={nodes.length > 20 ? { pageSize: 20, size: 'small' } : false}
                      scroll={{ x: 380 }}
                      columns={[
                        { key: 'name', title: t('node'), render: (_, { name }) => <span className="number">{name}</span> },
                        { key: 'state', title: t('nodeState'), render: (_, { state }) => t(`node.${state}`) },
                        { key: 'cards', title: t('used'), align: 'right', render: (_, { used, cards: all }) => `${used}/${all}` },
                        { key: 'reason', title: t('reason'), render: (_, { reason }) => reason ?? '' },
                      ]}
                    />
                  ),
                },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
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

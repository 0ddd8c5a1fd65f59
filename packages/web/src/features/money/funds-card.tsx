import { App, Button, Flex } from 'antd'
import { useState } from 'react'
import type { ProjectFunds } from '@ballast/contract/fund.ts'
import type { MovementKind } from '@ballast/domain/fund/balance.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { TotalMoney } from '../../ui/total-money.tsx'
import { EntriesTable } from './entries-table.tsx'
import { FundDialog } from './fund-dialog.tsx'
import { moneyTexts } from './money.texts.ts'

/** Government-investment funds of a project: what was released, what was paid out of it, what lies idle since when. */
export function FundsCard({ projectId }: { projectId: string }) {
  const t = useTexts(moneyTexts)
  const mayRelease = useMay('fund.release')
  const maySpend = useMay('fund.spend')
  const [entering, setEntering] = useState<MovementKind>()
  const query = useRoute('fund.show', { params: { projectId } })
  return (
    <section className="card money-card" aria-label={t('funds')}>
      <Flex wrap gap={8} justify="space-between" align="center">
        <h2>{t('funds')}</h2>
        <Flex wrap gap={8}>
          {mayRelease ? <Button onClick={() => setEntering('release')}>{t('release')}</Button> : null}
          {maySpend && query.data !== undefined && query.data.movements.length > 0 ? (
            <Button onClick={() => setEntering('spending')}>{t('spend')}</Button>
          ) : null}
        </Flex>
      </Flex>
      <p className="quiet">{t('fundsHint')}</p>
      <Loaded query={query}>{(data) => <Movements data={data} />}</Loaded>
      {entering === undefined || query.data === undefined ? null : (
        <FundDialog given={query.data} kind={entering} onClose={() => setEntering(undefined)} />
      )}
    </section>
  )
}

function Movements({ data }: { data: ProjectFunds }) {
  const t = useTexts(moneyTexts)
  const { message } = App.useApp()
  const mayWithdraw = useMay('fund.withdraw')
  const withdraw = useAction('fund.withdraw', ['fund.', 'light.', 'audit.'])
  if (data.movements.length === 0) return <p className="quiet">{t('noMovements')}</p>
  return (
    <>
      <Flex wrap gap="4px 24px" className="money-totals">
        <TotalMoney label={t('released')} yuan={data.releasedYuan} />
        <TotalMoney label={t('spent')} yuan={data.spentYuan} />
        <TotalMoney label={t('idle')} yuan={data.idleYuan} />
        {data.idleSince === null ? null : (
          <span>
            {t('daysIdle')} <b className="number">{t('days', { days: data.daysIdle })}</b>{' '}
            <span className="quiet number">{data.idleSince}</span>
          </span>
        )}
      </Flex>
      <EntriesTable
        label={t('funds')}
        entries={data.movements.map((movement) => ({ ...movement, id: movement.movementId }))}
        subjectOf={({ id }) => ({ projectId: data.projectId, subjectType: 'fund-movement', subjectId: id })}
        columns={[
          { title: t('movedOn'), render: ({ movedOn }) => <span className="number">{movedOn}</span> },
          { title: t('kind'), render: ({ kind }) => t(`kind.${kind}`) },
          { title: t('amount'), isAmount: true, render: ({ amountYuan }) => <Money yuan={amountYuan} /> },
          { title: t('source'), render: ({ source }) => (source === null ? '—' : t(`source.${source}`)) },
          { title: t('batch'), render: ({ batch, documentNo }) => [batch, documentNo].filter(Boolean).join(' · ') || '—' },
          { title: t('note'), render: ({ note }) => note ?? '—' },
        ]}
        {...(mayWithdraw
          ? {
              withdrawal: {
                error: withdraw.error,
                isPending: withdraw.isPending,
                run: ({ id, version }: { id: string; version: string }, reason: string, done: () => void) =>
                  withdraw.mutate(
                    { params: { projectId: data.projectId, movementId: id }, body: { reason }, ifMatch: version },
                    {
                      onSuccess: () => {
                        void message.success(t('saved'))
                        done()
                      },
                    },
                  ),
              },
            }
          : {})}
      />
    </>
  )
}

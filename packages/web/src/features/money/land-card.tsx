import { Alert, App, Button, Flex } from 'antd'
import { useState } from 'react'
import type { LandPayment, LandPayments } from '@ballast/contract/land-payment.ts'
import { drawWan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { TotalMoney } from '../../ui/total-money.tsx'
import { useCodeNames } from '../project/code-names.ts'
import { EntriesTable } from './entries-table.tsx'
import { moneyTexts } from './money.texts.ts'
import { PayLandDialog } from './pay-land-dialog.tsx'

/** What was paid for the project's land, payment by payment, held against the land of the monthly form. */
export function LandCard({ projectId }: { projectId: string }) {
  const t = useTexts(moneyTexts)
  const mayPay = useMay('land-payment.enter')
  const [isPaying, setIsPaying] = useState(false)
  const query = useRoute('land-payment.list', { params: { projectId } })
  return (
    <section className="card money-card" aria-label={t('land')}>
      <Flex wrap gap={8} justify="space-between" align="center">
        <h2>{t('land')}</h2>
        {mayPay ? <Button onClick={() => setIsPaying(true)}>{t('pay')}</Button> : null}
      </Flex>
      <p className="quiet">{t('landHint')}</p>
      <Loaded query={query}>{(data) => <Payments data={data} />}</Loaded>
      {isPaying && query.data !== undefined ? <PayLandDialog given={query.data} onClose={() => setIsPaying(false)} /> : null}
    </section>
  )
}

function Payments({ data }: { data: LandPayments }) {
  const t = useTexts(moneyTexts)
  const name = useName()
  const codes = useCodeNames()
  const { message } = App.useApp()
  const mayWithdraw = useMay('land-payment.withdraw')
  const withdraw = useAction('land-payment.withdraw', ['land-payment.', 'reconciliation.', 'audit.'])
  if (data.payments.length === 0) return <p className="quiet">{t('noPayments')}</p>
  const difference = parseYuan(data.countableYuan) - parseYuan(data.reportedYuan)
  const reasonOf = ({ reasonCode }: LandPayment) => {
    const reason = codes.lists?.lists['not-countable-reason']?.find(({ code }) => code === reasonCode)
    return reason === undefined ? reasonCode : name(reason)
  }
  return (
    <>
      <Flex wrap gap="4px 24px" className="money-totals">
        <TotalMoney label={t('paid')} yuan={data.paidYuan} />
        <TotalMoney label={t('countable')} yuan={data.countableYuan} />
        <TotalMoney label={t('reported')} yuan={data.reportedYuan} />
      </Flex>
      {difference === 0n ? null : <Alert type="info" showIcon title={t('landDiffers', { difference: drawWan(difference) })} />}
      <EntriesTable
        label={t('land')}
        entries={data.payments.map((payment) => ({ ...payment, id: payment.paymentId }))}
        subjectOf={({ id }) => ({ projectId: data.projectId, subjectType: 'land-payment', subjectId: id })}
        columns={[
          { title: t('paidOn'), render: ({ paidOn }) => <span className="number">{paidOn}</span> },
          { title: t('amount'), isAmount: true, render: ({ amountYuan }) => <Money yuan={amountYuan} /> },
          { title: t('instalment'), render: ({ instalment, contractNo }) => [instalment, contractNo].filter(Boolean).join(' · ') || '—' },
          {
            title: t('countsIn'),
            render: (payment) =>
              payment.countsIn === null ? (
                <span className="quiet">
                  {t('notCounted')} · {reasonOf(payment)}
                </span>
              ) : (
                <span className="number">{payment.countsIn}</span>
              ),
          },
          { title: t('note'), render: ({ note }) => note ?? '—' },
        ]}
        {...(mayWithdraw
          ? {
              withdrawal: {
                error: withdraw.error,
                isPending: withdraw.isPending,
                run: ({ id, version }: { id: string; version: string }, reason: string, done: () => void) =>
                  withdraw.mutate(
                    { params: { projectId: data.projectId, paymentId: id }, body: { reason }, ifMatch: version },
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

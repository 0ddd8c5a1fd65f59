import { App, Button, Flex, Popconfirm, Table, Tag } from 'antd'
import { useState } from 'react'
import type { VoucherRow } from '@ballast/contract/voucher.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Quantity } from '../voucher/quantity.tsx'
import { EditLineDialog, OpenLineDialog } from './paid-line-dialog.tsx'
import { paidLineTexts } from './paid-line.texts.ts'

/** What firms use at their own cost; an enterprise sees its own. */
export function PaidLines() {
  const t = useTexts(paidLineTexts)
  const name = useName()
  const mayOpen = useMay('paid-line.open')
  const mayClose = useMay('paid-line.close')
  const lines = useRoute('paid-line.list', {})
  const [dialog, setDialog] = useState<'open' | VoucherRow>()
  const done = () => setDialog(undefined)
  const work = (key: 'free' | 'held' | 'used') => ({
    key,
    title: t(key),
    width: 110,
    align: 'right' as const,
    render: (_: unknown, { balances }: VoucherRow) => <Quantity unit="tflops_s" amount={balances[key]} />,
  })
  return (
    <section className="tenants">
      <Flex justify="space-between" align="center" wrap gap={8}>
        <h2>{t('lines')}</h2>
        {mayOpen ? <Button onClick={() => setDialog('open')}>{t('openTitle')}</Button> : null}
      </Flex>
      <p className="quiet">{t('linesHint')}</p>
      <Loaded query={lines}>
        {({ rows }) => (
          <Table
            size="small"
            rowKey="voucherId"
            dataSource={rows}
            pagination={rows.length > 20 ? { pageSize: 20, size: 'small' } : false}
            scroll={{ x: 960 }}
            locale={{ emptyText: t('noLines') }}
            columns={[
              { key: 'firm', title: t('firm'), render: (_, row) => name({ nameZh: row.enterpriseNameZh, nameEn: row.enterpriseNameEn }) },
              {
                key: 'no',
                title: t('no'),
                width: 200,
                render: (_, line) => (
                  <span className="number" title={line.note ?? undefined}>
                    {line.voucherNo} <Ended line={line} />
                  </span>
                ),
              },
              {
                key: 'amount',
                title: t('amount'),
                width: 110,
                align: 'right',
                render: (_, { balances }) => <Quantity unit="tflops_s" amount={balances.granted} />,
              },
              ...(['free', 'held', 'used'] as const).map(work),
              { key: 'until', title: t('untilOn'), width: 130, render: (_, { untilOn }) => <span className="number">{untilOn}</span> },
              ...(mayClose
                ? [
                    {
                      key: 'do',
                      title: '',
                      width: 150,
                      render: (_: unknown, line: VoucherRow) =>
                        line.closedAt !== null ? null : (
                          <Flex gap={6}>
                            {line.isExpired ? null : (
                              <Button size="small" onClick={() => setDialog(line)}>
                                {t('editLine')}
                              </Button>
                            )}
                            <CloseButton line={line} />
                          </Flex>
                        ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
      {dialog === 'open' ? <OpenLineDialog onClose={done} /> : null}
      {dialog === undefined || dialog === 'open' ? null : <EditLineDialog line={dialog} onClose={done} />}
    </section>
  )
}

function Ended({ line: { closedAt, closedByName, isExpired } }: { line: VoucherRow }) {
  const t = useTexts(paidLineTexts)
  if (closedAt !== null)
    return <Tag title={t('closedBy', { at: drawInstant(closedAt).slice(0, 16), name: closedByName ?? '' })}>{t('closed')}</Tag>
  return isExpired ? <Tag>{t('isExpired')}</Tag> : null
}

function CloseButton({ line: { voucherId, voucherNo, version } }: { line: VoucherRow }) {
  const t = useTexts(paidLineTexts)
  const { message } = App.useApp()
  const close = useAction('paid-line.close', ['paid-line.', 'voucher'])
  const send = () => close.mutate({ params: { voucherId }, ifMatch: version }, { onSuccess: () => void message.success(t('closed')) })
  return (
    <>
      <Popconfirm
        title={t('closeTitle', { no: voucherNo })}
        description={<div style={{ maxWidth: 260 }}>{t('closeHint')}</div>}
        onConfirm={send}
      >
        <Button size="small" loading={close.isPending}>
          {t('closeLine')}
        </Button>
      </Popconfirm>
      {close.error ? <ProblemAlert error={close.error} /> : null}
    </>
  )
}

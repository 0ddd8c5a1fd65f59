import { App, Form, Input, Modal, Select, Table } from 'antd'
import { useState } from 'react'
import type { ComputeCentre } from '@ballast/contract/compute-centre.ts'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { contractTexts } from './contract.texts.ts'

/** What cards cost at a centre, each from a day on, and the next price. */
export function CentrePricesDialog({ centre, onClose }: { centre: ComputeCentre; onClose: () => void }) {
  const t = useTexts(contractTexts)
  const name = useName()
  const { message } = App.useApp()
  const { zone } = useSession()
  const { centreId, cards, prices } = centre
  const [cardType, setCardType] = useState(cards[0]?.cardType)
  const [fromOn, setFromOn] = useState<string>(zone.businessOn)
  const [price, setPrice] = useState('')
  const [citation, setCitation] = useState('')
  const set = useAction('compute-centre.set-price', ['compute-'])
  const isPrice = /^\d{1,9}(\.\d{1,2})?$/.test(price.trim())
  const send = () =>
    set.mutate(
      {
        params: { centreId },
        body: {
          cardType: cardType as string,
          fromOn,
          yuanPerPHour: price.trim(),
          citation: citation.trim() === '' ? null : citation.trim(),
        },
      },
      {
        onSuccess: () => {
          void message.success(t('saved'))
          setPrice('')
        },
      },
    )
  return (
    <Modal
      open
      title={t('pricesOf', { centre: name(centre) })}
      okText={t('addPrice')}
      okButtonProps={{ disabled: cardType === undefined || fromOn === '' || !isPrice }}
      confirmLoading={set.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <p className="quiet">{t('pricesHint')}</p>
      <Table
        size="small"
        rowKey={(row) => `${row.cardType} ${row.fromOn}`}
        dataSource={prices}
        pagination={prices.length > 10 ? { pageSize: 10, size: 'small' } : false}
        scroll={{ x: 420 }}
        locale={{ emptyText: t('noPrices') }}
        columns={[
          { key: 'card', title: t('cardType'), render: (_, row) => row.cardType },
          { key: 'from', title: t('fromOn'), width: 120, render: (_, row) => <span className="number">{row.fromOn}</span> },
          {
            key: 'price',
            title: t('price'),
            width: 130,
            align: 'right',
            render: (_, { yuanPerPHour }) => <Money yuan={yuanPerPHour} unit="yuan" />,
          },
          { key: 'citation', title: t('citation'), render: (_, row) => row.citation ?? '—' },
        ]}
      />
      {set.error ? <ProblemAlert error={set.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false} style={{ marginTop: 12 }}>
        <div className="job-fields">
          <Form.Item label={t('cardType')} htmlFor="price-card">
            <Select
              id="price-card"
              value={cardType ?? null}
              options={cards.map((card) => ({ value: card.cardType, label: card.cardType }))}
              onChange={(value: string) => setCardType(value)}
            />
          </Form.Item>
          <Form.Item label={t('fromOn')} htmlFor="price-from">
            <DateField id="price-from" label={t('fromOn')} value={fromOn} onChange={setFromOn} />
          </Form.Item>
          <Form.Item label={t('price')} htmlFor="price-yuan">
            <Input
              id="price-yuan"
              inputMode="decimal"
              prefix="¥"
              status={price.trim() === '' || isPrice ? '' : 'error'}
              value={price}
              onChange={({ target }) => setPrice(target.value)}
            />
          </Form.Item>
          <Form.Item label={t('citation')} htmlFor="price-citation">
            <Input id="price-citation" maxLength={300} value={citation} onChange={({ target }) => setCitation(target.value)} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}

import { Table, Tag } from 'antd'
import { runLabel } from '@ballast/domain/metering/book-run.ts'
import type { VoucherUse } from '@ballast/contract/voucher-ledger.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { Quantity } from './quantity.tsx'
import { voucherTexts } from './voucher.texts.ts'

interface Props {
  rows: readonly VoucherUse[]
  picked?: readonly string[]
  onPick?: (useIds: string[]) => void
}

/** A few metered runs, to be read or chosen from. */
export function UseTable({ rows, picked, onPick }: Props) {
  const t = useTexts(voucherTexts)
  return (
    <Table<VoucherUse>
      size="small"
      rowKey="useId"
      dataSource={[...rows]}
      pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
      scroll={{ x: 600 }}
      {...(onPick === undefined
        ? {}
        : {
            rowSelection: {
              selectedRowKeys: [...(picked ?? [])],
              onChange: (keys) => onPick(keys.map(String)),
              getTitleCheckboxProps: () => ({ 'aria-label': t('tab.uses') }),
              getCheckboxProps: ({ centre, engineJob, restart, isUnbilled }) => ({
                'aria-label': runLabel(centre, engineJob, restart),
                disabled: isUnbilled,
              }),
            },
          })}
      columns={[
        {
          key: 'job',
          title: t('engineJob'),
          width: 140,
          render: (_, { centre, engineJob, restart, isUnbilled }) => (
            <>
              <span className="number">{runLabel(centre, engineJob, restart)}</span>
              {onPick !== undefined && isUnbilled ? <Tag title={t('unbilledHint')}>{t('unbilled')}</Tag> : null}
            </>
          ),
        },
        { key: 'ended', title: t('endedOn'), width: 110, render: (_, { endedOn }) => <span className="number">{endedOn}</span> },
        { key: 'cards', title: t('cards'), width: 110, render: (_, { cards, cardType }) => `${cards} × ${cardType}` },
        {
          key: 'work',
          title: t('work'),
          width: 110,
          align: 'right',
          render: (_, { amount }) => <Quantity unit="tflops_s" amount={amount} withUnit />,
        },
        {
          key: 'charged',
          title: t('charged'),
          width: 120,
          align: 'right',
          render: (_, { chargedYuan }) => <Money yuan={chargedYuan} unit="yuan" withUnit />,
        },
      ]}
    />
  )
}

import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Empty, Flex, Table } from 'antd'
import { useState } from 'react'
import type { VoucherPoolRow, VoucherUnitName } from '@ballast/contract/voucher.ts'
import { api } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { offerFile } from '../../ui/data-table-csv.ts'
import { useCodeNames } from '../project/code-names.ts'
import { partsOf } from './pool-parts.ts'
import { Quantity } from './quantity.tsx'
import { sumAmounts } from './sum-amounts.ts'
import { useVoucherSearch } from './voucher-search.ts'
import { voucherTexts } from './voucher.texts.ts'

/** What became of a year's vouchers of one kind, by enterprise or cluster. */
export function PoolTable({ year, unit, rows }: { year: number; unit: VoucherUnitName; rows: readonly VoucherPoolRow[] }) {
  const t = useTexts(voucherTexts)
  const name = useName()
  const codes = useCodeNames()
  const [{ group }] = useVoucherSearch()
  const mayExport = useMay('voucher.export')
  const nameOf = (row: VoucherPoolRow) =>
    group === 'firm' ? name(row) : row.key === '' ? t('noProject') : codes.nameOf('cluster', row.key)
  const parts = ['granted', ...partsOf(unit)] as const
  const totals = (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0}>
        <b>{t('total')}</b>
      </Table.Summary.Cell>
      <Table.Summary.Cell index={1} align="right">
        <b className="number">{rows.reduce((total, { vouchers }) => total + vouchers, 0)}</b>
      </Table.Summary.Cell>
      {parts.map((part, index) => (
        <Table.Summary.Cell key={part} index={index + 2} align="right">
          <b>
            <Quantity
              unit={unit}
              amount={sumAmounts(
                unit,
                rows.map(({ balances }) => balances[part]),
              )}
            />
          </b>
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  )
  return (
    <section className="card voucher-section" aria-label={t(`unit.${unit}`)} style={{ padding: '12px 16px' }}>
      <Flex justify="space-between" align="center" style={{ marginBottom: 8 }}>
        <h2 style={{ margin: 0 }}>{t(`unit.${unit}`)}</h2>
        {mayExport && rows.length > 0 ? <ExportButton year={year} unit={unit} /> : null}
      </Flex>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('vouchers')}>
        <Table<VoucherPoolRow>
          size="small"
          rowKey="key"
          pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
          dataSource={[...rows]}
          style={{ minWidth: 760 }}
          locale={{ emptyText: <Empty description={t('noVouchers')} /> }}
          columns={[
            { key: 'name', title: t(`group.${group}`), width: 170, ellipsis: true, render: (_, row) => nameOf(row) },
            {
              key: 'vouchers',
              title: t('vouchers'),
              width: 80,
              align: 'right',
              render: (_, row) => <span className="number">{row.vouchers}</span>,
            },
            ...parts.map((part) => ({
              key: part,
              title: t(part),
              width: 110,
              align: 'right' as const,
              render: (_: unknown, row: VoucherPoolRow) => <Quantity unit={unit} amount={row.balances[part]} />,
            })),
          ]}
          {...(rows.length === 0 ? {} : { summary: () => totals })}
        />
      </div>
    </section>
  )
}

function ExportButton({ year, unit }: { year: number; unit: VoucherUnitName }) {
  const t = useTexts(voucherTexts)
  const { message } = App.useApp()
  const [{ group }] = useVoucherSearch()
  const [isBusy, setIsBusy] = useState(false)
  const run = async () => {
    setIsBusy(true)
    try {
      const file = await api('voucher.export', { params: { year }, query: { unit, group } })
      offerFile(file, `${t('title')}-${t(`unit.${unit}`)}-${year}.xlsx`)
    } catch (error) {
      void message.error((error as Error).message)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <Button size="small" icon={<DownloadOutlined />} loading={isBusy} onClick={() => void run()}>
      {t('export')}
    </Button>
  )
}

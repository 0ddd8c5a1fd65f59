import { PlusOutlined } from '@ant-design/icons'
import { Button, Empty, Flex, Table, Tag } from 'antd'
import { useState } from 'react'
import type { Redemption } from '@ballast/contract/redemption.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { TotalMoney } from '../../ui/total-money.tsx'
import { RedeemDialog } from './redeem-dialog.tsx'
import { REDEMPTION_COLOURS } from './redemption-colours.ts'
import { RedemptionDrawer } from './redemption-drawer.tsx'
import { useVoucherSearch } from './voucher-search.ts'
import { voucherTexts } from './voucher.texts.ts'

/** Redemptions of what was paid; what waits stands first, and each opens. */
export function RedemptionsTab() {
  const t = useTexts(voucherTexts)
  const name = useName()
  const [search, setSearch] = useVoucherSearch()
  const [isApplying, setIsApplying] = useState(false)
  const mayApply = useMay('redemption.apply')
  const redemptions = useRoute('redemption.list', { query: {} })
  const opened = redemptions.data?.rows.find(({ redemptionId }) => redemptionId === search.item)
  const money = (key: 'invoiceYuan' | 'computeYuan' | 'askedYuan' | 'amountYuan', title: string) => ({
    key,
    title,
    width: 110,
    align: 'right' as const,
    render: (_: unknown, row: Redemption) => <Money yuan={row[key]} />,
  })
  return (
    <>
      {mayApply ? (
        <Flex className="voucher-tools no-print">
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setIsApplying(true)}>
            {t('redeemApply')}
          </Button>
        </Flex>
      ) : null}
      <section className="card" aria-label={t('tab.redemptions')}>
        <Loaded query={redemptions} isEmpty={({ rows }) => rows.length === 0} empty={<Empty description={t('noRedemptions')} />}>
          {({ rows, totals }) => (
            <>
              <Table<Redemption>
                size="small"
                rowKey="redemptionId"
                dataSource={rows}
                pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
                scroll={{ x: 1180 }}
                columns={[
                  {
                    key: 'no',
                    title: t('redemptionNo'),
                    width: 150,
                    fixed: 'left',
                    render: (_, { redemptionId, redemptionNo, sourceKind }) => (
                      <>
                        <button type="button" className="link-button number" onClick={() => setSearch({ item: redemptionId })}>
                          {redemptionNo}
                        </button>{' '}
                        <SourceBadge kind={sourceKind} />
                      </>
                    ),
                  },
                  {
                    key: 'firm',
                    title: t('firm'),
                    width: 220,
                    ellipsis: true,
                    render: (_, row) => name({ nameZh: row.enterpriseNameZh, nameEn: row.enterpriseNameEn }),
                  },
                  {
                    key: 'voucher',
                    title: t('voucher'),
                    width: 130,
                    render: (_, { voucherNo }) => <span className="number">{voucherNo}</span>,
                  },
                  { key: 'supplier', title: t('supplierName'), width: 180, ellipsis: true, render: (_, { supplierName }) => supplierName },
                  money('invoiceYuan', t('invoiceYuan')),
                  money('computeYuan', t('computeYuan')),
                  money('askedYuan', t('askedAmount')),
                  money('amountYuan', t('checkedAmount')),
                  {
                    key: 'state',
                    title: t('state'),
                    width: 100,
                    render: (_, { state }) => <Tag color={REDEMPTION_COLOURS[state]}>{t(`redemption.${state}`)}</Tag>,
                  },
                ]}
              />
              <Flex gap="4px 24px" wrap style={{ padding: '8px 12px' }}>
                <TotalMoney label={t('totalAsked')} yuan={totals.askedYuan} />
                <TotalMoney label={t('checkedAmount')} yuan={totals.amountYuan} />
                <TotalMoney label={t('totalRedeemed')} yuan={totals.redeemedYuan} />
              </Flex>
            </>
          )}
        </Loaded>
      </section>
      {opened === undefined ? null : <RedemptionDrawer redemption={opened} onClose={() => setSearch({ item: undefined })} />}
      {isApplying ? <RedeemDialog onClose={() => setIsApplying(false)} /> : null}
    </>
  )
}

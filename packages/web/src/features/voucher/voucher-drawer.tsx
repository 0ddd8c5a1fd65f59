import { App, Button, Drawer, Flex, Popconfirm, Table } from 'antd'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Facts } from './facts.tsx'
import { Quantity } from './quantity.tsx'
import { useVoucherSearch } from './voucher-search.ts'
import { voucherTexts } from './voucher.texts.ts'

/** A voucher: what became of it, and what jobs hold of it now. */
export function VoucherDrawer({ voucherId, onClose }: { voucherId: string; onClose: () => void }) {
  const t = useTexts(voucherTexts)
  const name = useName()
  const { message } = App.useApp()
  const [, setSearch] = useVoucherSearch()
  const mayRelease = useMay('voucher-hold.release')
  const shown = useRoute('voucher.show', { params: { voucherId } })
  const release = useAction('voucher-hold.release', ['voucher'])
  const voucher = shown.data?.voucher
  const firm = voucher === undefined ? '' : name({ nameZh: voucher.enterpriseNameZh, nameEn: voucher.enterpriseNameEn })
  return (
    <Drawer
      open
      size={760}
      title={voucher === undefined ? t('voucher') : t('voucherTitle', { no: voucher.voucherNo, firm })}
      onClose={onClose}
    >
      {release.error ? <ProblemAlert error={release.error} /> : null}
      <Loaded query={shown}>
        {({
          voucher: { unit, isPaid, note, balances, projectNameZh, projectNameEn, fromOn, untilOn, grantedByName, grantedOn },
          holds,
        }) => (
          <>
            <Facts
              facts={[
                [t('unit'), isPaid ? t('unit.paid') : t(`unit.${unit}`)],
                ...(isPaid ? [[t('lineNote'), note] as const] : []),
                [t('validity'), `${fromOn} – ${untilOn}`],
                [t('project'), projectNameZh === null ? t('noProject') : name({ nameZh: projectNameZh, nameEn: projectNameEn })],
                [t('grantedOn'), `${grantedOn} ${grantedByName}`],
                ...(['granted', 'free', 'held', 'used', 'redeemed', 'expired'] as const).map(
                  (key) => [t(key), <Quantity key={key} unit={unit} amount={balances[key]} withUnit />] as const,
                ),
              ]}
            />
            <Flex gap={8} wrap style={{ marginBottom: 16 }}>
              <Button onClick={() => setSearch({ tab: 'ledger', voucher: voucherId, item: undefined }, { replace: false })}>
                {t('toLedger')}
              </Button>
              {unit === 'tflops_s' ? (
                <Button onClick={() => setSearch({ tab: 'uses', voucher: voucherId }, { replace: false })}>{t('toUses')}</Button>
              ) : null}
            </Flex>
            {unit === 'yuan' ? null : (
              <section className="voucher-section">
                <h2>{t('holds')}</h2>
                <Table
                  size="small"
                  rowKey="jobId"
                  pagination={false}
                  dataSource={holds}
                  scroll={{ x: 640 }}
                  locale={{ emptyText: t('noHolds') }}
                  columns={[
                    {
                      key: 'job',
                      title: t('job'),
                      width: 110,
                      render: (_, { jobId }) => (
                        <span className="number" title={jobId}>
                          …{jobId.slice(-8)}
                        </span>
                      ),
                    },
                    { key: 'cards', title: t('cards'), width: 110, render: (_, { cards, cardType }) => `${cards} × ${cardType}` },
                    {
                      key: 'limit',
                      title: t('limit'),
                      width: 90,
                      align: 'right',
                      render: (_, { limitSeconds }) => t('hours', { hours: (limitSeconds / 3600).toFixed(1) }),
                    },
                    {
                      key: 'held',
                      title: t('held'),
                      width: 90,
                      align: 'right',
                      render: (_, { amount }) => <Quantity unit="tflops_s" amount={amount} />,
                    },
                    {
                      key: 'captured',
                      title: t('captured'),
                      width: 90,
                      align: 'right',
                      render: (_, { captured }) => <Quantity unit="tflops_s" amount={captured} />,
                    },
                    {
                      key: 'lapses',
                      title: t('lapses'),
                      width: 130,
                      render: (_, { expiresAt }) => <span className="number">{drawInstant(expiresAt).slice(0, 16)}</span>,
                    },
                    {
                      key: 'state',
                      title: t('state'),
                      width: 120,
                      render: (_, { jobId, closeReason }) =>
                        closeReason === null && mayRelease ? (
                          <Popconfirm
                            title={t('release')}
                            description={<div style={{ maxWidth: 260 }}>{t('releaseHint')}</div>}
                            onConfirm={() =>
                              release.mutate({ params: { jobId } }, { onSuccess: () => void message.success(t('released')) })
                            }
                          >
                            <Button size="small">{t('release')}</Button>
                          </Popconfirm>
                        ) : (
                          t(`hold.${closeReason ?? 'open'}`)
                        ),
                    },
                  ]}
                />
              </section>
            )}
          </>
        )}
      </Loaded>
    </Drawer>
  )
}

import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Empty, Flex, Popconfirm, Table, Tag } from 'antd'
import { useState } from 'react'
import type { VoucherApplication } from '@ballast/contract/voucher.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { ApplyDialog } from './apply-dialog.tsx'
import { GrantDialog } from './grant-dialog.tsx'
import { Quantity } from './quantity.tsx'
import { useVoucherSearch } from './voucher-search.ts'
import { voucherTexts } from './voucher.texts.ts'

const COLOURS = { submitted: 'blue', granted: 'green', refused: 'red', withdrawn: 'default' } as const

/** What enterprises applied for, and what was decided; what waits stands first. */
export function ApplicationsTab() {
  const t = useTexts(voucherTexts)
  const name = useName()
  const { message } = App.useApp()
  const [, setSearch] = useVoucherSearch()
  const [opened, setOpened] = useState<{ what: 'apply' } | { what: 'grant' | 'refuse'; application: VoucherApplication }>()
  const mayApply = useMay('voucher-application.apply')
  const mayDecide = useMay('voucher-application.grant')
  const mayWithdraw = useMay('voucher-application.withdraw')
  const applications = useRoute('voucher-application.list', { query: {} })
  const refuse = useAction('voucher-application.refuse', ['voucher'])
  const withdraw = useAction('voucher-application.withdraw', ['voucher'])
  const close = () => {
    setOpened(undefined)
    refuse.reset()
  }
  const firmOf = (row: VoucherApplication) => name({ nameZh: row.enterpriseNameZh, nameEn: row.enterpriseNameEn })
  return (
    <>
      {mayApply ? (
        <Flex className="voucher-tools no-print">
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpened({ what: 'apply' })}>
            {t('apply')}
          </Button>
        </Flex>
      ) : null}
      {withdraw.error ? <ProblemAlert error={withdraw.error} labelOf={() => undefined} /> : null}
      <section className="card" aria-label={t('tab.applications')}>
        <Loaded query={applications} isEmpty={({ rows }) => rows.length === 0} empty={<Empty description={t('noApplications')} />}>
          {({ rows }) => (
            <Table<VoucherApplication>
              size="small"
              rowKey="applicationId"
              dataSource={rows}
              pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
              scroll={{ x: 1180 }}
              columns={[
                {
                  key: 'no',
                  title: t('applicationNo'),
                  width: 150,
                  fixed: 'left',
                  render: (_, { applicationNo, sourceKind }) => (
                    <>
                      <span className="number">{applicationNo}</span> <SourceBadge kind={sourceKind} />
                    </>
                  ),
                },
                { key: 'firm', title: t('firm'), width: 220, ellipsis: true, render: (_, row) => firmOf(row) },
                { key: 'unit', title: t('unit'), width: 110, render: (_, { unit }) => t(`unit.${unit}`) },
                {
                  key: 'asked',
                  title: t('asked'),
                  width: 120,
                  align: 'right',
                  render: (_, { unit, amount }) => <Quantity unit={unit} amount={amount} withUnit />,
                },
                {
                  key: 'purpose',
                  title: t('purpose'),
                  width: 220,
                  ellipsis: true,
                  render: (_, { purpose }) => <span title={purpose}>{purpose}</span>,
                },
                { key: 'on', title: t('appliedOn'), width: 110, render: (_, { appliedOn }) => <span className="number">{appliedOn}</span> },
                {
                  key: 'state',
                  title: t('state'),
                  width: 100,
                  render: (_, { state }) => <Tag color={COLOURS[state]}>{t(`application.${state}`)}</Tag>,
                },
                {
                  key: 'decision',
                  title: t('decision'),
                  width: 240,
                  render: (_, row) =>
                    row.state === 'submitted' ? (
                      <Flex gap={6}>
                        {mayDecide ? (
                          <>
                            <Button size="small" type="primary" onClick={() => setOpened({ what: 'grant', application: row })}>
                              {t('grant')}
                            </Button>
                            <Button size="small" onClick={() => setOpened({ what: 'refuse', application: row })}>
                              {t('refuse')}
                            </Button>
                          </>
                        ) : null}
                        {mayWithdraw ? (
                          <Popconfirm
                            title={t('withdraw')}
                            description={t('withdrawHint')}
                            onConfirm={() =>
                              withdraw.mutate(
                                { params: { applicationId: row.applicationId }, ifMatch: row.version },
                                { onSuccess: () => void message.success(t('done')) },
                              )
                            }
                          >
                            <Button size="small">{t('withdraw')}</Button>
                          </Popconfirm>
                        ) : null}
                      </Flex>
                    ) : (
                      <>
                        {row.voucherNo === null || row.granted === null ? null : (
                          <>
                            <button
                              type="button"
                              className="link-button number"
                              onClick={() => setSearch({ tab: 'vouchers', voucher: row.voucherId as string }, { replace: false })}
                            >
                              {row.voucherNo}
                            </button>{' '}
                            <Quantity unit={row.unit} amount={row.granted} withUnit />{' '}
                          </>
                        )}
                        <span className="quiet">{[row.decidedByName, row.decisionNote].filter((part) => part !== null).join(' · ')}</span>
                      </>
                    ),
                },
              ]}
            />
          )}
        </Loaded>
      </section>
      {opened?.what === 'apply' ? <ApplyDialog onClose={close} /> : null}
      {opened?.what === 'grant' ? <GrantDialog application={opened.application} firm={firmOf(opened.application)} onClose={close} /> : null}
      {opened?.what === 'refuse' ? (
        <ReasonDialog
          title={t('refuseTitle', { no: opened.application.applicationNo })}
          error={refuse.error}
          isPending={refuse.isPending}
          onClose={close}
          onReason={(note) =>
            refuse.mutate(
              { params: { applicationId: opened.application.applicationId }, body: { note }, ifMatch: opened.application.version },
              { onSuccess: close },
            )
          }
        />
      ) : null}
    </>
  )
}

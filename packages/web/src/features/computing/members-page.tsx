import { App, Button, Empty, Form, Modal, Table, Tag } from 'antd'
import { useState } from 'react'
import type { ComputeMember, ComputeVoucherMembers } from '@ballast/contract/compute-member.ts'
import { drawPHours } from '@ballast/domain/voucher/computing-power.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { exactText, fieldText, Quantity, QuantityInput, typedAmount } from '../voucher/quantity.tsx'
import { ComputingTabs } from './computing-tabs.tsx'
import { firmTexts } from './firm.texts.ts'
import '../forecast/forecast.css'
import './computing.css'

interface Chosen {
  readonly voucher: ComputeVoucherMembers
  readonly member: ComputeMember
}

/** A firm's people and what each may use of its vouchers. */
export function MembersPage() {
  const t = useTexts(firmTexts)
  const name = useName()
  const members = useRoute('compute-member.list', {}, { refetchMs: 60_000 })
  const [chosen, setChosen] = useState<Chosen>()
  return (
    <Page title={t('membersTitle')} subtitle={t('membersSubtitle')}>
      <ComputingTabs />
      <Loaded query={members}>
        {({ vouchers }) =>
          vouchers.length === 0 ? (
            <section className="card">
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noVouchers')} />
            </section>
          ) : (
            vouchers.map((voucher) => (
              <section key={voucher.voucherId} className="card members">
                <h2>{voucher.voucherNo}</h2>
                <p className="quiet" title={exactText('tflops_s', voucher.free)}>
                  {t('voucherLine', { granted: drawn(voucher.granted), free: drawn(voucher.free), until: voucher.untilOn })}
                </p>
                {/* On a phone it scrolls, also by the keyboard. */}
                <div className="waits-scroll" tabIndex={0}>
                  <Table<ComputeMember>
                    size="small"
                    rowKey="userId"
                    pagination={false}
                    style={{ minWidth: 560 }}
                    dataSource={voucher.members}
                    columns={[
                      {
                        key: 'name',
                        title: t('member'),
                        render: (_, member) => (
                          <>
                            {name(member)} {member.isSelf ? <Tag>{t('self')}</Tag> : null}
                          </>
                        ),
                      },
                      {
                        key: 'share',
                        title: t('share'),
                        align: 'right',
                        render: (_, { share }) => (share === null ? t('noShare') : <Quantity unit="tflops_s" amount={share} withUnit />),
                      },
                      {
                        key: 'held',
                        title: t('held'),
                        align: 'right',
                        render: (_, { held }) => <Quantity unit="tflops_s" amount={held} withUnit />,
                      },
                      {
                        key: 'used',
                        title: t('used'),
                        align: 'right',
                        render: (_, { used }) => <Quantity unit="tflops_s" amount={used} withUnit />,
                      },
                      { key: 'progress', title: t('progress'), align: 'right', render: (_, member) => <Progress member={member} /> },
                      {
                        key: 'set',
                        title: t('setShare'),
                        width: 110,
                        render: (_, member) =>
                          member.isSelf ? null : (
                            <Button size="small" onClick={() => setChosen({ voucher, member })}>
                              {t('setShare')}
                            </Button>
                          ),
                      },
                    ]}
                  />
                </div>
              </section>
            ))
          )
        }
      </Loaded>
      {chosen === undefined ? null : <ShareDialog {...chosen} onClose={() => setChosen(undefined)} />}
    </Page>
  )
}

const drawn = (amount: string): string => `${drawPHours(BigInt(amount))} P·h`

/** Whole percent, cut off: 100 % only when all of it is taken. */
function Progress({ member: { share, held, used } }: { member: ComputeMember }) {
  if (share === null || BigInt(share) === 0n) return <span className="quiet">—</span>
  const percent = ((BigInt(held) + BigInt(used)) * 1000n) / BigInt(share) / 10n
  return <Tag color={percent >= 100n ? 'red' : percent >= 80n ? 'gold' : 'default'}>{`${percent}%`}</Tag>
}

function ShareDialog({ voucher, member, onClose }: Chosen & { onClose: () => void }) {
  const t = useTexts(firmTexts)
  const name = useName()
  const { message } = App.useApp()
  const [typed, setTyped] = useState(member.share === null ? '' : fieldText('tflops_s', member.share))
  const save = useAction('compute-member.set-share', ['compute-member.'])
  const isEmpty = typed.trim() === ''
  const share = isEmpty ? null : typedAmount('tflops_s', typed)
  const send = () =>
    save.mutate(
      { params: { userId: member.userId, voucherId: voucher.voucherId }, body: { share: share as string | null }, ifMatch: member.version },
      {
        onSuccess: () => {
          void message.success(t('saved'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('shareOf', { name: name(member), no: voucher.voucherNo })}
      okText={t('save')}
      okButtonProps={{ disabled: share === undefined || (isEmpty && member.share === null) }}
      confirmLoading={save.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {save.error ? <ProblemAlert error={save.error} labelOf={() => t('share')} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('share')} htmlFor="member-share" extra={t('shareHint')}>
          <QuantityInput id="member-share" unit="tflops_s" label={t('share')} value={typed} onChange={setTyped} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

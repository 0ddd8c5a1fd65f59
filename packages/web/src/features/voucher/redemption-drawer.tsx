import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Drawer, Flex, Input, Modal, Popconfirm, Tag } from 'antd'
import { useState } from 'react'
import type { Redemption } from '@ballast/contract/redemption.ts'
import { percentText, parsePpm } from '@ballast/domain/shared/ratio.ts'
import { api, useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { offerFile } from '../../ui/data-table-csv.ts'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Facts } from './facts.tsx'
import { REDEMPTION_COLOURS } from './redemption-colours.ts'
import { UseTable } from './use-table.tsx'
import { voucherTexts } from './voucher.texts.ts'

const moment = (name: string | null, at: string | null) => (name === null || at === null ? '—' : `${name} ${drawInstant(at).slice(0, 16)}`)

/** One redemption: its papers, its sum, the metered rows behind it, and what can be done with it. */
export function RedemptionDrawer({ redemption, onClose }: { redemption: Redemption; onClose: () => void }) {
  const t = useTexts(voucherTexts)
  const name = useName()
  const uses = useRoute('voucher-use.list', { query: { redemptionId: redemption.redemptionId, limit: 500 } })
  const { redemptionNo, state, enterpriseNameZh, enterpriseNameEn, decisionNote, paymentNo } = redemption
  const yuan = (amount: string | null) => <Money yuan={amount} unit="yuan" withUnit />
  const facts = [
    [
      t('state'),
      <Tag key="state" color={REDEMPTION_COLOURS[state]}>
        {t(`redemption.${state}`)}
      </Tag>,
    ],
    [t('firm'), name({ nameZh: enterpriseNameZh, nameEn: enterpriseNameEn })],
    [
      t('voucher'),
      <>
        {redemption.voucherNo} · {t('free')} {yuan(redemption.voucherLeftYuan)}
      </>,
    ],
    [t('contract'), `${redemption.contractNo} · ${redemption.contractOn}`],
    [t('supplierName'), `${redemption.supplierName} · ${redemption.supplierCreditCode}`],
    [
      t('invoice'),
      <>
        {redemption.invoiceNo} · {redemption.invoiceOn} · {yuan(redemption.invoiceYuan)}
      </>,
    ],
    [t('paidOn'), redemption.paidOn],
    [
      t('metered'),
      <>
        {yuan(redemption.meteredYuan)} · {t('usesOf', { count: redemption.uses })}
      </>,
    ],
    [t('computeYuan'), yuan(redemption.computeYuan)],
    [
      t('shareAmount'),
      <>
        {percentText(parsePpm(redemption.redemptionShare))} % = {yuan(redemption.shareYuan)}
      </>,
    ],
    [t('askedAmount'), yuan(redemption.askedYuan)],
    [t('checkedAmount'), yuan(redemption.amountYuan)],
    [t('submittedBy'), `${redemption.submittedByName} ${redemption.submittedOn}`],
    [t('checkedBy'), moment(redemption.checkedByName, redemption.checkedAt)],
    [t('decidedBy'), [moment(redemption.decidedByName, redemption.decidedAt), paymentNo, decisionNote].filter(Boolean).join(' · ')],
  ] as const
  return (
    <Drawer open size={820} title={redemptionNo} onClose={onClose} extra={<Actions redemption={redemption} />}>
      <Facts facts={facts} />
      <section className="voucher-section">
        <h2>{t('tab.uses')}</h2>
        <Loaded query={uses}>{({ rows }) => <UseTable rows={rows} />}</Loaded>
      </section>
    </Drawer>
  )
}

function Actions({ redemption: { redemptionId, redemptionNo, state, version } }: { redemption: Redemption }) {
  const t = useTexts(voucherTexts)
  const { message } = App.useApp()
  const [opened, setOpened] = useState<'refuse' | 'redeem'>()
  const [paymentNo, setPaymentNo] = useState('')
  const may = {
    check: useMay('redemption.check'),
    redeem: useMay('redemption.redeem'),
    refuse: useMay('redemption.refuse'),
    withdraw: useMay('redemption.withdraw'),
  }
  const invalidates = ['redemption.', 'voucher']
  const check = useAction('redemption.check', invalidates)
  const redeem = useAction('redemption.redeem', invalidates)
  const refuse = useAction('redemption.refuse', invalidates)
  const withdraw = useAction('redemption.withdraw', invalidates)
  const request = { params: { redemptionId }, ifMatch: version }
  const done = () => {
    setOpened(undefined)
    void message.success(t('done'))
  }
  const error = check.error ?? withdraw.error
  const download = async () => {
    try {
      offerFile(await api('redemption.evidence', { params: { redemptionId } }), `${redemptionNo}.zip`)
    } catch (problem) {
      void message.error((problem as Error).message)
    }
  }
  return (
    <Flex gap={8} wrap>
      <Button icon={<DownloadOutlined />} title={t('evidenceHint')} onClick={() => void download()}>
        {t('evidence')}
      </Button>
      {state === 'submitted' && may.check ? (
        <Popconfirm
          title={t('check')}
          description={<div style={{ maxWidth: 300 }}>{t('checkHint')}</div>}
          onConfirm={() => check.mutate(request, { onSuccess: done })}
        >
          <Button type="primary" loading={check.isPending}>
            {t('check')}
          </Button>
        </Popconfirm>
      ) : null}
      {state === 'checked' && may.redeem ? (
        <Button type="primary" onClick={() => setOpened('redeem')}>
          {t('redeem')}
        </Button>
      ) : null}
      {(state === 'submitted' || state === 'checked') && may.refuse ? (
        <Button onClick={() => setOpened('refuse')}>{t('refuse')}</Button>
      ) : null}
      {state === 'submitted' && may.withdraw ? (
        <Popconfirm title={t('withdraw')} description={t('withdrawHint')} onConfirm={() => withdraw.mutate(request, { onSuccess: done })}>
          <Button>{t('withdraw')}</Button>
        </Popconfirm>
      ) : null}
      {opened === 'refuse' ? (
        <ReasonDialog
          title={t('refuseTitle', { no: redemptionNo })}
          error={refuse.error}
          isPending={refuse.isPending}
          onClose={() => setOpened(undefined)}
          onReason={(note) => refuse.mutate({ ...request, body: { note } }, { onSuccess: done })}
        />
      ) : null}
      {opened === 'redeem' ? (
        <Modal
          open
          title={t('redeemTitle', { no: redemptionNo })}
          okText={t('redeem')}
          okButtonProps={{ disabled: paymentNo.trim() === '' }}
          confirmLoading={redeem.isPending}
          onOk={() => redeem.mutate({ ...request, body: { paymentNo: paymentNo.trim() } }, { onSuccess: done })}
          onCancel={() => setOpened(undefined)}
        >
          {redeem.error ? <ProblemAlert error={redeem.error} labelOf={() => undefined} /> : null}
          <label htmlFor="payment-no">{t('paymentNo')}</label>
          <Input id="payment-no" maxLength={60} value={paymentNo} onChange={({ target }) => setPaymentNo(target.value)} />
        </Modal>
      ) : null}
      {error === null ? null : (
        <Modal open footer={null} onCancel={() => [check, withdraw].forEach((one) => one.reset())}>
          <ProblemAlert error={error} labelOf={() => undefined} />
        </Modal>
      )}
    </Flex>
  )
}

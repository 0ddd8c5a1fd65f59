import { App, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { drawYuan, formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { parsePpm, percentText } from '@ballast/domain/shared/ratio.ts'
import { redemptionAmount } from '@ballast/domain/voucher/redemption.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { UseTable } from './use-table.tsx'
import { voucherTexts } from './voucher.texts.ts'

const TEXTS = ['contractNo', 'supplierName', 'supplierCreditCode', 'invoiceNo', 'invoiceYuan', 'computeYuan'] as const
const DATES = ['contractOn', 'invoiceOn', 'paidOn'] as const
const FIELDS = [
  'contractNo',
  'contractOn',
  'supplierName',
  'supplierCreditCode',
  'invoiceNo',
  'invoiceOn',
  'invoiceYuan',
  'computeYuan',
  'paidOn',
] as const
type Field = (typeof TEXTS)[number] | (typeof DATES)[number]
const isDate = (field: Field): field is (typeof DATES)[number] => (DATES as readonly string[]).includes(field)
const isYuan = (text: string): boolean => /^\d{1,13}(\.\d{1,2})?$/.test(text.trim().replaceAll(',', ''))

/** Contract, invoice, metered rows and declarations, with what would be redeemed by them. */
export function RedeemDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(voucherTexts)
  const { message } = App.useApp()
  const { zone } = useSession()
  const vouchers = useRoute('voucher.list', { query: { unit: 'yuan' } })
  const uses = useRoute('voucher-use.list', { query: { limit: 500 } })
  const terms = useRoute('voucher.terms', {})
  const valid = (vouchers.data?.rows ?? []).filter(({ isExpired, balances }) => !isExpired && parseYuan(balances.free) > 0n)
  const [chosen, setChosen] = useState<string>()
  const voucher = valid.find(({ voucherId }) => voucherId === chosen) ?? valid[0]
  const [fields, setFields] = useState<Partial<Record<Field, string>>>({})
  const [isUnrelated, setIsUnrelated] = useState(false)
  const [isNotSubsidised, setIsNotSubsidised] = useState(false)
  const [picked, setPicked] = useState<readonly string[]>([])
  const apply = useAction('redemption.apply', ['redemption.', 'voucher'])
  const free = (uses.data?.rows ?? []).filter(({ redemptionNo, chargedYuan }) => redemptionNo === null && parseYuan(chargedYuan) > 0n)
  const metered = sumFen(free.filter(({ useId }) => picked.includes(useId)).map(({ chargedYuan }) => parseYuan(chargedYuan)))
  const inForce = terms.data?.terms.find(({ fromOn }) => fromOn <= zone.businessOn)
  const computeText = fields.computeYuan ?? ''
  const ppm = inForce === undefined ? undefined : parsePpm(inForce.redemptionShare)
  const estimate =
    ppm === undefined || voucher === undefined || !isYuan(computeText)
      ? undefined
      : redemptionAmount(parseYuan(computeText), {
          ppm,
          voucherLeft: parseYuan(voucher.balances.free),
          firmCap: null,
          redeemedThisYear: 0n,
        })
  const isReady =
    voucher !== undefined &&
    FIELDS.every((field) => (fields[field] ?? '').trim() !== '') &&
    isYuan(fields.invoiceYuan ?? '') &&
    isYuan(computeText)
  const textOf = (field: Field) => (fields[field] ?? '').trim()
  const amountOf = (field: 'invoiceYuan' | 'computeYuan') => formatYuan(parseYuan(textOf(field)))
  const send = () =>
    apply.mutate(
      {
        body: {
          voucherId: voucher?.voucherId as string,
          contractNo: textOf('contractNo'),
          contractOn: textOf('contractOn'),
          supplierName: textOf('supplierName'),
          supplierCreditCode: textOf('supplierCreditCode'),
          invoiceNo: textOf('invoiceNo'),
          invoiceOn: textOf('invoiceOn'),
          invoiceYuan: amountOf('invoiceYuan'),
          computeYuan: amountOf('computeYuan'),
          paidOn: textOf('paidOn'),
          isUnrelated,
          isNotSubsidisedElsewhere: isNotSubsidised,
          useIds: [...picked],
        },
      },
      {
        onSuccess: () => {
          void message.success(t('sent'))
          onClose()
        },
      },
    )
  const labels: Readonly<Record<string, string>> = Object.fromEntries(FIELDS.map((field) => [field, t(field)]))
  return (
    <Modal
      open
      width={760}
      title={t('redeemApplyTitle')}
      okText={t('redeemApply')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={apply.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {apply.error ? <ProblemAlert error={apply.error} labelOf={(at) => labels[at]} /> : null}
      <Loaded query={vouchers} isEmpty={() => voucher === undefined} empty={<p>{t('noMoneyVoucher')}</p>}>
        {() => (
          <Form layout="vertical" component="div" requiredMark={false}>
            <Form.Item label={t('voucher')} htmlFor="redeem-voucher">
              <Select
                id="redeem-voucher"
                value={voucher?.voucherId ?? null}
                options={valid.map(({ voucherId, voucherNo, balances, untilOn }) => ({
                  value: voucherId,
                  label: `${voucherNo} · ${t('free')} ${drawYuan(parseYuan(balances.free))} · ${untilOn}`,
                }))}
                onChange={setChosen}
              />
            </Form.Item>
            <div className="redeem-fields">
              {FIELDS.map((field) => (
                <Form.Item
                  key={field}
                  label={t(field)}
                  htmlFor={`redeem-${field}`}
                  {...(field === 'computeYuan' ? { extra: t('computeHint') } : {})}
                >
                  {isDate(field) ? (
                    <DateField
                      id={`redeem-${field}`}
                      label={t(field)}
                      value={fields[field] ?? ''}
                      onChange={(date) => setFields({ ...fields, [field]: date })}
                    />
                  ) : (
                    <Input
                      id={`redeem-${field}`}
                      maxLength={200}
                      value={fields[field] ?? ''}
                      {...(field.endsWith('Yuan')
                        ? {
                            prefix: '¥',
                            inputMode: 'decimal' as const,
                            status: textOf(field) === '' || isYuan(textOf(field)) ? '' : ('error' as const),
                          }
                        : {})}
                      onChange={({ target }) => setFields({ ...fields, [field]: target.value })}
                    />
                  )}
                </Form.Item>
              ))}
            </div>
            <Form.Item label={t('pickUses', { count: picked.length, amount: `¥${drawYuan(metered)}` })}>
              <Loaded query={uses} isEmpty={() => free.length === 0} empty={<p>{t('noUses')}</p>}>
                {() => <UseTable rows={free} picked={picked} onPick={setPicked} />}
              </Loaded>
            </Form.Item>
            <Checkbox checked={isUnrelated} onChange={({ target }) => setIsUnrelated(target.checked)}>
              {t('isUnrelated')}
            </Checkbox>
            <br />
            <Checkbox checked={isNotSubsidised} onChange={({ target }) => setIsNotSubsidised(target.checked)}>
              {t('isNotSubsidisedElsewhere')}
            </Checkbox>
            {estimate === undefined || ppm === undefined ? null : (
              <p role="status">{t('estimate', { percent: percentText(ppm), amount: `¥${drawYuan(estimate.amount)}` })}</p>
            )}
          </Form>
        )}
      </Loaded>
    </Modal>
  )
}

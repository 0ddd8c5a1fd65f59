import { App, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { OTHER_PRECISIONS } from '@ballast/domain/computing/capacity.ts'
import { END_NAMES, nameIn } from '@ballast/contract/names.ts'
import { parsePercent, ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { END_STATES } from '@ballast/domain/voucher/settle.ts'
import { useAction } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuanOfWan } from '../../ui/wan.ts'
import { QuantityInput, typedAmount } from './quantity.tsx'
import { voucherTexts } from './voucher.texts.ts'

const citationOf = (text: string): string | null => (text.trim() === '' ? null : text.trim())

export function AddTermsDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(voucherTexts)
  const { locale } = useLanguage()
  const { message } = App.useApp()
  const { zone } = useSession()
  const [fromOn, setFromOn] = useState<string>(zone.businessOn)
  const [percent, setPercent] = useState('')
  const [cap, setCap] = useState('')
  const [quota, setQuota] = useState('')
  const [months, setMonths] = useState(12)
  const [free, setFree] = useState<string[]>(['node_fail'])
  const [citation, setCitation] = useState('')
  const set = useAction('voucher.set-terms', ['voucher.'])
  const isPercent = /^(100(\.0+)?|\d{1,2}(\.\d{1,4})?)$/.test(percent.trim()) && parsePercent(percent) > 0n
  const capYuan = yuanOfWan(cap)
  const capQuota = quota.trim() === '' ? null : typedAmount('tflops_s', quota)
  const send = () =>
    set.mutate(
      {
        body: {
          fromOn,
          redemptionShare: ratioText(parsePercent(percent), WHOLE_PPM, 6) as string,
          firmCapYuan: capYuan ?? null,
          firmCapTflopsSeconds: capQuota ?? null,
          validityMonths: months,
          freeEndStates: free,
          citation: citationOf(citation),
        },
      },
      {
        onSuccess: () => {
          void message.success(t('done'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('addTerms')}
      okText={t('addTerms')}
      okButtonProps={{ disabled: fromOn === '' || !isPercent || capYuan === undefined || capQuota === undefined }}
      confirmLoading={set.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {set.error ? <ProblemAlert error={set.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('fromOn')} htmlFor="terms-from">
          <DateField id="terms-from" label={t('fromOn')} value={fromOn} onChange={setFromOn} />
        </Form.Item>
        <Form.Item label={t('share')} htmlFor="terms-share" extra={t('percentHint')}>
          <Input
            id="terms-share"
            inputMode="decimal"
            suffix="%"
            style={{ maxWidth: 160 }}
            status={percent.trim() === '' || isPercent ? '' : 'error'}
            value={percent}
            onChange={({ target }) => setPercent(target.value)}
          />
        </Form.Item>
        <Form.Item label={t('firmCap')} htmlFor="terms-cap">
          <MoneyInput id="terms-cap" label={t('firmCap')} placeholder={t('noCap')} value={cap} onChange={setCap} />
        </Form.Item>
        <Form.Item label={t('firmQuota')} htmlFor="terms-quota">
          <QuantityInput id="terms-quota" unit="tflops_s" label={t('firmQuota')} value={quota} onChange={setQuota} />
        </Form.Item>
        <Form.Item label={t('months')} htmlFor="terms-months">
          <InputNumber id="terms-months" min={1} max={60} precision={0} value={months} onChange={(value) => setMonths(value ?? 12)} />
        </Form.Item>
        <Form.Item label={t('freeStates')} htmlFor="terms-free">
          <Select
            id="terms-free"
            mode="multiple"
            value={free}
            options={END_STATES.map((state) => ({ value: state, label: nameIn(locale, END_NAMES[state]) }))}
            onChange={(states: string[]) => setFree(states)}
          />
        </Form.Item>
        <Form.Item label={t('citation')} htmlFor="terms-citation">
          <Input id="terms-citation" maxLength={300} value={citation} onChange={({ target }) => setCitation(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function AddRateDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(voucherTexts)
  const { message } = App.useApp()
  const { zone } = useSession()
  const [cardType, setCardType] = useState('')
  const [fromOn, setFromOn] = useState<string>(zone.businessOn)
  const [tflops, setTflops] = useState<number | null>(null)
  const [price, setPrice] = useState('')
  const [others, setOthers] = useState<Partial<Record<(typeof OTHER_PRECISIONS)[number], string>>>({})
  const [citation, setCitation] = useState('')
  const set = useAction('voucher.set-rate', ['voucher.'])
  const isPrice = /^\d{1,9}(\.\d{1,2})?$/.test(price.trim())
  const named = OTHER_PRECISIONS.filter((precision) => (others[precision] ?? '').trim() !== '')
  const isPower = (text: string) => /^\d{1,7}(\.\d{1,3})?$/.test(text.trim()) && Number(text) > 0
  const send = () =>
    set.mutate(
      {
        body: {
          cardType: cardType.trim(),
          fromOn,
          tflops: tflops as number,
          others: Object.fromEntries(named.map((precision) => [precision, others[precision]?.trim()])),
          yuanPerPHour: price.trim(),
          citation: citationOf(citation),
        },
      },
      {
        onSuccess: () => {
          void message.success(t('done'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('addRate')}
      okText={t('addRate')}
      okButtonProps={{
        disabled:
          cardType.trim() === '' || fromOn === '' || tflops === null || !isPrice || !named.every((one) => isPower(others[one] ?? '')),
      }}
      confirmLoading={set.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {set.error ? <ProblemAlert error={set.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('cardType')} htmlFor="rate-card">
          <Input
            id="rate-card"
            maxLength={40}
            style={{ maxWidth: 240 }}
            value={cardType}
            onChange={({ target }) => setCardType(target.value)}
          />
        </Form.Item>
        <Form.Item label={t('fromOn')} htmlFor="rate-from">
          <DateField id="rate-from" label={t('fromOn')} value={fromOn} onChange={setFromOn} />
        </Form.Item>
        <Form.Item label={t('tflops')} htmlFor="rate-tflops" extra={t('tflopsHint')}>
          <InputNumber id="rate-tflops" min={1} max={1_000_000} precision={0} value={tflops} onChange={setTflops} />
        </Form.Item>
        <Form.Item label={t('others')} extra={t('othersHint')}>
          <div className="rate-others">
            {OTHER_PRECISIONS.map((precision) => (
              <Input
                key={precision}
                aria-label={precision.toUpperCase()}
                prefix={<span className="quiet">{precision.toUpperCase()}</span>}
                inputMode="decimal"
                status={(others[precision] ?? '').trim() === '' || isPower(others[precision] ?? '') ? '' : 'error'}
                value={others[precision] ?? ''}
                onChange={({ target }) => setOthers({ ...others, [precision]: target.value })}
              />
            ))}
          </div>
        </Form.Item>
        <Form.Item label={t('price')} htmlFor="rate-price">
          <Input
            id="rate-price"
            inputMode="decimal"
            prefix="¥"
            style={{ maxWidth: 160 }}
            status={price.trim() === '' || isPrice ? '' : 'error'}
            value={price}
            onChange={({ target }) => setPrice(target.value)}
          />
        </Form.Item>
        <Form.Item label={t('citation')} htmlFor="rate-citation">
          <Input id="rate-citation" maxLength={300} value={citation} onChange={({ target }) => setCitation(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

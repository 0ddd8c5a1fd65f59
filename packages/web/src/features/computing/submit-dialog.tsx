import { Alert, App, Button, Form, Input, InputNumber, Modal, Select, Upload } from 'antd'
import { useDeferredValue, useEffect, useState } from 'react'
import type { ComputeJobInput } from '@ballast/contract/compute-job.ts'
import { TEMPLATE_KINDS } from '@ballast/domain/computing/job-script.ts'
import { drawPHours } from '@ballast/domain/voucher/computing-power.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { exactText } from '../voucher/quantity.tsx'
import { computingTexts } from './computing.texts.ts'
import { paidLineTexts } from './paid-line.texts.ts'
import { PlacementTable } from './placement-table.tsx'
import { priceSpan, spanText } from './price-span.ts'

type Kind = (typeof TEMPLATE_KINDS)[number]

interface Typed {
  readonly name: string
  readonly voucherId: string | undefined
  /** Null: the platform chooses. */
  readonly centreId: string | null
  readonly dataAt: string | undefined
  readonly cardType: string | undefined
  readonly projectId: string | undefined
  readonly cards: number
  readonly hours: number
  readonly kind: Kind
  readonly text: string
  readonly from: number
  readonly to: number
}

function templateOf({ kind, text, from, to }: Typed): ComputeJobInput['template'] {
  if (kind === 'notebook') return { kind, folder: text }
  if (kind === 'array') return { kind, command: text, from, to }
  return kind === 'script' ? { kind, script: text } : { kind, command: text }
}

const AUTO = 'auto'

const only = <T,>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined)

/** The whole request, or undefined while something is missing. */
function bodyOf(typed: Typed): ComputeJobInput | undefined {
  const { name, voucherId, centreId, dataAt, cardType, projectId, cards, hours, text } = typed
  if (name.trim() === '' || text.trim() === '' || voucherId === undefined || cardType === undefined) return undefined
  const limitMinutes = Math.max(1, Math.round(hours * 60))
  return {
    name: name.trim(),
    voucherId,
    centreId,
    dataAt: centreId === null ? (dataAt ?? null) : null,
    cardType,
    projectId: projectId ?? null,
    cards,
    limitMinutes,
    template: templateOf(typed),
  }
}

/** A firm submits: what it would take, and every reason against it, stand there before it is sent. */
export function SubmitDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(computingTexts)
  const line = useTexts(paidLineTexts)
  const name = useName()
  const { message } = App.useApp()
  const [jobId] = useState(() => crypto.randomUUID())
  const [own, setOwn] = useState<Typed>({
    name: '',
    voucherId: undefined,
    centreId: null,
    dataAt: undefined,
    cardType: undefined,
    projectId: undefined,
    cards: 8,
    hours: 4,
    kind: 'training',
    text: '',
    from: 0,
    to: 99,
  })
  const set = (change: Partial<Typed>) => setOwn({ ...own, ...change })
  const centres = useRoute('compute-centre.list', {})
  const vouchers = useRoute('voucher.list', { query: { unit: 'tflops_s' } })
  const projects = useRoute('project.list', { query: { limit: 100 } })
  const submit = useAction('compute-job.submit', ['compute-job.', 'voucher.'])
  const quote = useAction('compute-job.quote', [])
  const usable = (vouchers.data?.rows ?? []).filter(({ isExpired, balances }) => !isExpired && BigInt(balances.free) > 0n)
  const all = centres.data?.rows ?? []
  const named = (one: (typeof all)[number]) => ({ value: one.centreId, label: name(one) })
  // Of every centre while the platform chooses, else of the one that was named.
  const offered = all.filter(({ centreId, state }) => state === 'open' && (own.centreId === null || centreId === own.centreId))
  const cardTypes = [...new Map(offered.flatMap((one) => one.cards).map((card) => [card.cardType, card])).values()]
  // Where there is nothing to choose nobody has to.
  const typed: Typed = {
    ...own,
    voucherId: own.voucherId ?? only(usable)?.voucherId,
    cardType: own.cardType ?? only(cardTypes)?.cardType,
  }
  const body = bodyOf(typed)
  const asked = useDeferredValue(body === undefined ? undefined : JSON.stringify(body))
  const ask = quote.mutate
  useEffect(() => {
    if (asked === undefined) return undefined
    const soon = setTimeout(() => ask({ body: JSON.parse(asked) as ComputeJobInput }), 300)
    return () => clearTimeout(soon)
  }, [asked, ask])
  const wish = usePlacement(typed)
  // While the platform chooses, the quote has the zone's price; the centre that it would choose may have its own.
  const chosenYuan = typed.centreId === null ? wish?.options.find(({ isChosen }) => isChosen)?.yuan : undefined
  const estimate = (amount: string) => ({ amount: exactText('tflops_s', amount), yuan: chosenYuan ?? quote.data?.yuan ?? '' })
  const isMultiLine = typed.kind !== 'notebook'
  const label = typed.kind === 'notebook' ? 'folder' : typed.kind === 'script' ? 'script' : 'command'
  const hint =
    typed.kind === 'script'
      ? t('scriptHint')
      : typed.kind === 'training' || typed.kind === 'array'
        ? t(`commandHint.${typed.kind}`)
        : undefined
  const send = () =>
    submit.mutate(
      { body: { ...(body as ComputeJobInput), jobId } },
      {
        onSuccess: () => {
          void message.success(t('sent'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      width={720}
      title={t('submit')}
      okText={t('submit')}
      okButtonProps={{ disabled: body === undefined || (quote.data?.reasons.length ?? 0) > 0 }}
      confirmLoading={submit.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {submit.error ? <ProblemAlert error={submit.error} labelOf={() => undefined} /> : null}
      {vouchers.data !== undefined && usable.length === 0 ? <Alert type="info" showIcon title={t('noVoucher')} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <div className="job-fields">
          <Form.Item label={t('name')} htmlFor="job-name">
            <Input id="job-name" maxLength={80} value={typed.name} onChange={({ target }) => set({ name: target.value })} />
          </Form.Item>
          <Form.Item label={t('voucher')} htmlFor="job-voucher">
            <Select
              id="job-voucher"
              value={typed.voucherId ?? null}
              options={usable.map(({ voucherId, voucherNo, balances, isPaid }) => ({
                value: voucherId,
                label: `${isPaid ? `${line('paid')} · ` : ''}${t('voucherFree', { no: voucherNo, free: `${drawPHours(BigInt(balances.free))} P·h` })}`,
              }))}
              onChange={(voucherId: string) => set({ voucherId })}
            />
          </Form.Item>
          <Form.Item label={t('cards')} htmlFor="job-card">
            <Select
              id="job-card"
              value={typed.cardType ?? null}
              options={cardTypes.map(({ cardType, tflops }) => {
                const span = priceSpan(offered, cardType)
                const price =
                  tflops === null || span === undefined ? t('noPrice') : t('price', { tflops, yuan: spanText(span.least, span.most) })
                return { value: cardType, label: `${cardType} · ${price}` }
              })}
              onChange={(cardType: string) => set({ cardType })}
            />
          </Form.Item>
          <Form.Item label={t('centre')} htmlFor="job-centre">
            <Select
              id="job-centre"
              value={typed.centreId ?? AUTO}
              options={[{ value: AUTO, label: t('auto') }, ...all.filter(({ state }) => state === 'open').map(named)]}
              onChange={(value: string) => set({ centreId: value === AUTO ? null : value })}
            />
          </Form.Item>
          {typed.centreId === null ? (
            <Form.Item label={t('dataAt')} htmlFor="job-data">
              <Select
                id="job-data"
                allowClear
                placeholder={t('dataAnywhere')}
                value={typed.dataAt ?? null}
                options={all.map(named)}
                onChange={(dataAt: string | undefined) => set({ dataAt })}
              />
            </Form.Item>
          ) : null}
          <Form.Item label={t('cardCount')} htmlFor="job-cards">
            <InputNumber id="job-cards" min={1} max={100_000} value={typed.cards} onChange={(cards) => set({ cards: cards ?? 1 })} />
          </Form.Item>
          <Form.Item label={t('hours')} htmlFor="job-hours">
            <InputNumber id="job-hours" min={0.1} max={168} step={1} value={typed.hours} onChange={(hours) => set({ hours: hours ?? 1 })} />
          </Form.Item>
          <Form.Item label={t('template')} htmlFor="job-kind">
            <Select<Kind>
              id="job-kind"
              value={typed.kind}
              options={TEMPLATE_KINDS.map((value) => ({ value, label: t(`template.${value}`) }))}
              onChange={(kind) => set({ kind })}
            />
          </Form.Item>
          <Form.Item label={t('project')} htmlFor="job-project">
            <Select
              id="job-project"
              allowClear
              value={typed.projectId ?? null}
              options={(projects.data?.rows ?? []).map((project) => ({ value: project.projectId, label: name(project) }))}
              onChange={(projectId: string | undefined) => set({ projectId })}
            />
          </Form.Item>
          {typed.kind === 'array' ? (
            <>
              <Form.Item label={t('from')} htmlFor="job-from">
                <InputNumber id="job-from" min={0} value={typed.from} onChange={(from) => set({ from: from ?? 0 })} />
              </Form.Item>
              <Form.Item label={t('to')} htmlFor="job-to">
                <InputNumber id="job-to" min={0} value={typed.to} onChange={(to) => set({ to: to ?? 0 })} />
              </Form.Item>
            </>
          ) : null}
        </div>
        {typed.kind === 'script' ? (
          <Upload
            accept=".sh,.bash,.py,text/*"
            showUploadList={false}
            beforeUpload={(file) => {
              void file.text().then((text) => set({ text, name: typed.name === '' ? file.name : typed.name }))
              return false
            }}
          >
            <Button size="small">{t('uploadScript')}</Button>
          </Upload>
        ) : null}
        <Form.Item label={t(label)} htmlFor="job-text" extra={hint}>
          {isMultiLine ? (
            <Input.TextArea
              id="job-text"
              className="number"
              autoSize={{ minRows: 4, maxRows: 14 }}
              value={typed.text}
              onChange={({ target }) => set({ text: target.value })}
            />
          ) : (
            <Input id="job-text" value={typed.text} onChange={({ target }) => set({ text: target.value })} />
          )}
        </Form.Item>
      </Form>
      {wish === undefined ? null : <PlacementTable options={wish.options} now />}
      {body === undefined || quote.data === undefined ? null : (
        <div aria-live="polite">
          {quote.data.amount === null ? null : (
            <p>{quote.data.isPaid ? line('quote', estimate(quote.data.amount)) : t('estimate', estimate(quote.data.amount))}</p>
          )}
          {quote.data.reasons.length === 0 ? null : (
            <Alert
              type="warning"
              showIcon
              title={t('wouldRefuse')}
              description={
                <ul style={{ margin: 0, paddingInlineStart: 18 }}>
                  {quote.data.reasons.map(({ code, message: text }) => (
                    <li key={code}>{text}</li>
                  ))}
                </ul>
              }
            />
          )}
        </div>
      )}
    </Modal>
  )
}

/** Where it would go as it stands typed; asked anew a moment after a change. */
function usePlacement({ cardType, cards, hours, centreId, dataAt, voucherId }: Typed) {
  const place = useAction('compute-job.place', [])
  const ask = place.mutate
  const limitMinutes = Math.max(1, Math.round(hours * 60))
  useEffect(() => {
    if (cardType === undefined) return undefined
    const body = { cardType, cards, limitMinutes, voucherId: voucherId ?? null, dataAt: centreId ?? dataAt ?? null }
    const soon = setTimeout(() => ask({ body }), 300)
    return () => clearTimeout(soon)
  }, [ask, cardType, cards, limitMinutes, centreId, dataAt, voucherId])
  return cardType === undefined ? undefined : place.data
}

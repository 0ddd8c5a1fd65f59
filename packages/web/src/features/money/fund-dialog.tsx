import { App, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ProjectFunds } from '@ballast/contract/fund.ts'
import { FUND_SOURCES, type FundSource, type MovementKind } from '@ballast/domain/fund/balance.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Money } from '../../ui/money.tsx'
import { yuanOfWan } from '../../ui/wan.ts'
import { moneyTexts } from './money.texts.ts'

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
const TOUCHED = ['fund.', 'light.', 'audit.']

/** A release by the treasury, or what was paid out of it. */
export function FundDialog({ given, kind, onClose }: { given: ProjectFunds; kind: MovementKind; onClose: () => void }) {
  const t = useTexts(moneyTexts)
  const { message } = App.useApp()
  const [draft, setDraft] = useState({
    movedOn: given.businessOn,
    wan: '',
    source: 'zone_budget' as FundSource,
    batch: '',
    documentNo: '',
    note: '',
  })
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const release = useAction('fund.release', TOUCHED)
  const spend = useAction('fund.spend', TOUCHED)
  const isRelease = kind === 'release'
  const { error, isPending } = isRelease ? release : spend
  const amountYuan = yuanOfWan(draft.wan)
  const done = {
    onSuccess: () => {
      void message.success(t('saved'))
      onClose()
    },
  }
  const send = () => {
    const params = { projectId: given.projectId }
    const body = { movedOn: draft.movedOn, amountYuan: amountYuan ?? '0', documentNo: orNull(draft.documentNo), note: orNull(draft.note) }
    if (isRelease) release.mutate({ params, body: { ...body, source: draft.source, batch: orNull(draft.batch) } }, done)
    else spend.mutate({ params, body }, done)
  }
  const line = (key: 'batch' | 'documentNo' | 'note', placeholder = '') => (
    <Form.Item label={t(key)} htmlFor={`fund-${key}`}>
      <Input
        id={`fund-${key}`}
        maxLength={200}
        placeholder={placeholder}
        value={draft[key]}
        onChange={({ target }) => set({ [key]: target.value })}
      />
    </Form.Item>
  )
  return (
    <Modal
      open
      title={t(isRelease ? 'releaseTitle' : 'spendTitle')}
      okText={t(isRelease ? 'release' : 'spend')}
      okButtonProps={{ disabled: amountYuan == null || draft.movedOn === '' }}
      confirmLoading={isPending}
      onOk={send}
      onCancel={onClose}
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      {isRelease ? null : (
        <p className="quiet">
          {t('idle')} <Money yuan={given.idleYuan} withUnit />
        </p>
      )}
      <Form layout="horizontal" labelCol={{ flex: '130px' }} colon={false} component="div" requiredMark={false} className="money-form">
        <Form.Item label={t('movedOn')} htmlFor="fund-on">
          <DateField id="fund-on" label={t('movedOn')} value={draft.movedOn} onChange={(movedOn) => set({ movedOn })} />
        </Form.Item>
        <Form.Item label={t('amount')} htmlFor="fund-amount">
          <MoneyInput id="fund-amount" label={t('amount')} value={draft.wan} onChange={(wan) => set({ wan })} />
        </Form.Item>
        {isRelease ? (
          <>
            <Form.Item label={t('source')} htmlFor="fund-source">
              <Select<FundSource>
                id="fund-source"
                value={draft.source}
                options={FUND_SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))}
                onChange={(source) => set({ source })}
              />
            </Form.Item>
            {line('batch', t('batchHint'))}
          </>
        ) : null}
        {line('documentNo')}
        {line('note')}
      </Form>
    </Modal>
  )
}

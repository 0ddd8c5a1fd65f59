import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Input, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { FUNDING_SOURCES, PROJECT_NATURES } from '@ballast/domain/project/project-row.ts'
import { HOLDINGS, METHODS } from '@ballast/domain/report/form.ts'
import { drawWan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuanOfWan } from '../../ui/wan.ts'
import { useCodeNames } from '../project/code-names.ts'
import { reportTexts } from './report.texts.ts'
import type { ReturnDraft, TextField } from './return-draft.ts'

interface Props {
  draft: ReturnDraft
  isLocked: boolean
  invalid: readonly string[]
  onChange: (change: Partial<ReturnDraft>) => void
}

/** The rest of the form: totals, funds, floor area, method, what kind of project it is, what does not count. */
export function OtherFields(props: Props) {
  const t = useTexts(reportTexts)
  const { draft, onChange } = props
  const { isLocked } = props
  return (
    <fieldset disabled={isLocked} className="report-fields">
      <Section title={t('section.method')}>
        <Field label={t('reportedMethod')}>
          <Radio.Group
            aria-label={t('reportedMethod')}
            value={draft.method}
            options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
            onChange={({ target }) => onChange({ method: target.value as ReturnDraft['method'] })}
          />
        </Field>
        <MoneyField {...props} field="monthByProgress" label={t('monthByProgress')} />
        <MoneyField {...props} field="monthByFinance" label={t('monthByFinance')} />
      </Section>
      <Section title={t('section.totals')}>
        <MoneyField {...props} field="planTotal" label={t('planTotal')} />
        <Text {...props} field="adjustedTotalDocument" label={t('adjustedTotalDocument')} />
        <MoneyField {...props} field="newFixedAssets" label={t('newFixedAssets')} />
        <MoneyField {...props} field="payables" label={t('payables')} />
      </Section>
      <Funds {...props} />
      <Section title={t('section.area')}>
        <Text {...props} field="floorAreaUnderConstruction" label={t('floorAreaUnderConstruction')} path="floorAreaUnderConstructionM2" />
        <Text {...props} field="floorAreaCompleted" label={t('floorAreaCompleted')} path="floorAreaCompletedM2" />
      </Section>
      <Section title={t('section.identity')}>
        <Field label={t('nature')}>
          <Select
            allowClear
            aria-label={t('nature')}
            value={draft.nature}
            style={{ width: '100%' }}
            options={PROJECT_NATURES.map((value) => ({ value, label: t(`nature.${value}`) }))}
            onChange={(nature: ReturnDraft['nature'] | undefined) => onChange({ nature: nature ?? null })}
          />
        </Field>
        <Field label={t('holding')}>
          <Select
            allowClear
            aria-label={t('holding')}
            value={draft.holding}
            style={{ width: '100%' }}
            options={HOLDINGS.map((value) => ({ value, label: t(`holding.${value}`) }))}
            onChange={(holding: ReturnDraft['holding'] | undefined) => onChange({ holding: holding ?? null })}
          />
        </Field>
        <Text {...props} field="startMonth" label={t('startMonth')} type="month" />
        <Text {...props} field="productionMonth" label={t('productionMonth')} type="month" />
        <Text {...props} field="statAreaCode" label={t('statAreaCode')} />
        <Text {...props} field="industryCode" label={t('industryCode')} />
      </Section>
      <NotCountable {...props} />
      <Section title={t('note')}>
        <Input.TextArea
          aria-label={t('note')}
          maxLength={500}
          autoSize={{ minRows: 1, maxRows: 4 }}
          value={draft.note}
          onChange={({ target }) => onChange({ note: target.value })}
        />
      </Section>
    </fieldset>
  )
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="report-section">
      <h2>{title}</h2>
      <div className="report-grid">{children}</div>
    </section>
  )
}

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="report-field">
    <span className="quiet">{label}</span>
    {children}
  </div>
)

function MoneyField({ draft, onChange, field, label }: Props & { field: TextField; label: string }) {
  return (
    <Field label={label}>
      <MoneyInput label={label} value={draft.texts[field]} onChange={(wan) => onChange({ texts: { ...draft.texts, [field]: wan } })} />
    </Field>
  )
}

function Text({
  draft,
  onChange,
  invalid,
  field,
  label,
  path = field,
  type = 'text',
}: Props & { field: TextField; label: string; path?: string; type?: string }) {
  return (
    <Field label={label}>
      <Input
        type={type}
        aria-label={label}
        maxLength={200}
        status={invalid.includes(path) ? 'error' : ''}
        value={draft.texts[field]}
        onChange={({ target }) => onChange({ texts: { ...draft.texts, [field]: target.value } })}
      />
    </Field>
  )
}

function Funds({ draft, onChange }: Props) {
  const t = useTexts(reportTexts)
  const total = sumFen(
    FUNDING_SOURCES.map((source) => {
      const yuan = yuanOfWan(draft.funds[source])
      return yuan === null || yuan === undefined ? 0n : parseYuan(yuan)
    }),
  )
  return (
    <Section title={t('section.funds')}>
      {FUNDING_SOURCES.map((source) => (
        <Field key={source} label={t(`fund.${source}`)}>
          <MoneyInput
            label={t(`fund.${source}`)}
            value={draft.funds[source]}
            onChange={(wan) => onChange({ funds: { ...draft.funds, [source]: wan } })}
          />
        </Field>
      ))}
      <Field label={t('fundsTotal')}>
        <b className="number">{drawWan(total)}</b>
      </Field>
    </Section>
  )
}

function NotCountable({ draft, onChange, isLocked }: Props) {
  const t = useTexts(reportTexts)
  const name = useName()
  const codes = useCodeNames()
  const reasons = codes.lists?.lists['not-countable-reason'] ?? []
  const rows = draft.notCountable
  const set = (index: number, change: Partial<(typeof rows)[number]>) =>
    onChange({ notCountable: rows.map((row, at) => (at === index ? { ...row, ...change } : row)) })
  return (
    <section className="report-section">
      <h2>{t('section.notCountable')}</h2>
      {rows.map(({ reasonCode, wan }, index) => (
        <Flex key={index} gap={8} wrap className="report-not-countable">
          <Select
            aria-label={t('notCountableReason')}
            placeholder={t('notCountableReason')}
            style={{ flex: '1 1 220px' }}
            value={reasonCode === '' ? null : reasonCode}
            options={reasons.map((item) => ({ value: item.code, label: name(item) }))}
            onChange={(code: string) => set(index, { reasonCode: code })}
          />
          <MoneyInput label={t('amount')} value={wan} onChange={(next) => set(index, { wan: next })} />
          {isLocked ? null : (
            <Button
              icon={<DeleteOutlined />}
              aria-label={t('removeRow')}
              onClick={() => onChange({ notCountable: rows.filter((_, at) => at !== index) })}
            />
          )}
        </Flex>
      ))}
      {isLocked ? null : (
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange({ notCountable: [...rows, { reasonCode: '', wan: '' }] })}>
          {t('addRow')}
        </Button>
      )}
    </section>
  )
}

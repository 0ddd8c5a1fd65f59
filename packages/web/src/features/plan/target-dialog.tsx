import { useQueryClient } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { PlanTarget } from '@ballast/contract/plan-edit.ts'
import type { RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { COMPARATORS, targetKey } from '@ballast/domain/plan/plan-row.ts'
import { PERIODS } from '@ballast/domain/plan/period.ts'
import { parsePercent, parsePpm, percentText, ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MergeDialog } from '../../ui/merge-dialog.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { useCellName } from './cell-name.ts'
import { nowOf } from './now-of.ts'
import { planTexts } from './plan.texts.ts'
import { usePeriodName, usePlan } from './use-plan.ts'

export type TargetsAnswer = RouteResponse<Routes['plan.targets']>

interface Values {
  indicator: string
  scope: string
  period: string
  comparator: PlanTarget['comparator']
  value: string
  note?: string
}

type Unit = PlanTarget['unit']

const BODY: Readonly<Record<Unit, (value: string) => { valueYuan?: string; valueRatio?: string; valueCount?: number }>> = {
  fen: (value) => ({ valueYuan: yuanOfWan(value) ?? '0' }),
  ppm: (value) => ({ valueRatio: ratioText(parsePercent(value), WHOLE_PPM, 6) ?? '0' }),
  count: (value) => ({ valueCount: Number(value) }),
}
const IS_VALUE: Readonly<Record<Unit, (text: string) => boolean>> = {
  fen: (text) => /^\d/.test(text.trim()) && typeof yuanOfWan(text) === 'string',
  ppm: (text) => /^-?\d+(\.\d{1,4})?$/.test(text),
  count: (text) => /^\d{1,6}$/.test(text),
}

/** A target's value as it is typed: 万元, percent, a number. */
function typedValue({ unit, valueYuan, valueRatio, valueCount }: PlanTarget): string {
  if (unit === 'fen') return wanOfYuan(valueYuan)
  return unit === 'ppm' ? String(Number(percentText(parsePpm(valueRatio ?? '0'), 4))) : String(valueCount)
}

interface Props {
  /** Null: a target that is not there yet. */
  target: PlanTarget | null
  data: TargetsAnswer
  /** With the key of what was saved. */
  onClose: (key?: string) => void
}

export function TargetDialog({ target, data, onClose }: Props) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const periodOf = usePeriodName()
  const cellName = useCellName()
  const queries = useQueryClient()
  const { versionId } = usePlan().version
  const [form] = Form.useForm<Values>()
  const [indicatorId, setIndicatorId] = useState(target?.indicator ?? data.indicators[0]?.id ?? '')
  const [conflict, setConflict] = useState<{ mine: { value: string; note: string }; theirs: PlanTarget } | null>(null)
  const indicator = data.indicators.find((item) => item.id === indicatorId)
  const unit = indicator?.unit ?? 'fen'
  const unitName = unit === 'fen' ? t('wan') : unit === 'ppm' ? '%' : t('count')
  const scopesOf = (id: string) => {
    const kinds = data.indicators.find((item) => item.id === id)?.scopes ?? []
    return data.scopes
      .filter((scope) => kinds.includes(scope.kind))
      .map((scope) => ({ value: `${scope.kind}:${scope.code}`, label: nameOf(scope) }))
  }
  const add = useAction('plan.add-target', ['plan.', 'cockpit.'])
  const edit = useAction('plan.edit-target', ['plan.', 'cockpit.'])
  const bodyOf = ({ value, note }: { value: string; note: string }) => ({ ...BODY[unit](value), note: note === '' ? null : note })
  const saveOver = (old: PlanTarget, mine: { value: string; note: string }) =>
    edit.mutate(
      { params: { versionId, targetId: old.targetId }, ifMatch: old.version, body: bodyOf(mine) },
      {
        onSuccess: () => onClose(targetKey(old)),
        onError: (error) => {
          const theirs = nowOf(error) as PlanTarget | undefined
          if (theirs) setConflict({ mine, theirs })
        },
      },
    )
  const save = (values: Values) => {
    const [scopeKind, scopeCode] = values.scope.split(':') as [PlanTarget['scopeKind'], string]
    const mine = { value: values.value.trim(), note: values.note?.trim() ?? '' }
    if (target !== null) return saveOver(target, mine)
    const key = { indicator: values.indicator, scopeKind, scopeCode, period: values.period, comparator: values.comparator }
    add.mutate({ params: { versionId }, body: { ...key, ...bodyOf(mine) } }, { onSuccess: () => onClose(targetKey(key)) })
  }
  const error = add.error ?? edit.error
  if (target !== null && conflict !== null) {
    const { mine, theirs } = conflict
    const current = { value: typedValue(theirs), note: theirs.note ?? '' }
    return (
      <MergeDialog
        subjects={[
          {
            key: target.targetId,
            title: nameOf(target),
            before: { value: typedValue(target), note: target.note ?? '' },
            mine,
            theirs: current,
          },
        ]}
        labelOf={cellName}
        drawn={(field, text) => (field === 'value' ? `${text} ${unitName}` : text)}
        savesAtOnce
        onCancel={() => {
          void queries.invalidateQueries({ queryKey: ['plan.targets'] })
          onClose()
        }}
        onMerge={(changes) => {
          setConflict(null)
          saveOver(theirs, { ...current, ...changes.get(target.targetId) })
        }}
      />
    )
  }
  return (
    <Modal
      open
      title={target === null ? t('addTarget') : t('editValue', { name: nameOf(target) })}
      okText={t('save')}
      cancelText={t('cancel')}
      onOk={() => form.submit()}
      confirmLoading={add.isPending || edit.isPending}
      onCancel={() => onClose()}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        className="plan-dialog"
        onFinish={save}
        initialValues={{
          indicator: indicatorId,
          scope: target === null ? scopesOf(indicatorId)[0]?.value : `${target.scopeKind}:${target.scopeCode}`,
          period: target?.period ?? 'year',
          comparator: target?.comparator ?? 'at_least',
          value: target === null ? '' : typedValue(target),
          note: target?.note ?? '',
        }}
      >
        <Form.Item name="indicator" label={t('indicator')} rules={[{ required: true }]}>
          <Select
            disabled={target !== null}
            options={data.indicators.map((item) => ({ value: item.id, label: nameOf(item) }))}
            onChange={(id: string) => {
              setIndicatorId(id)
              form.setFieldValue('scope', scopesOf(id)[0]?.value)
              // Last year's months are not on record, so growth can only be measured for the year.
              if (id === 'growth') form.setFieldValue('period', 'year')
            }}
          />
        </Form.Item>
        <Form.Item name="scope" label={t('scope')} rules={[{ required: true, message: t('required') }]}>
          <Select disabled={target !== null} options={scopesOf(indicatorId)} />
        </Form.Item>
        <Form.Item name="period" label={t('period')} rules={[{ required: true }]}>
          <Select
            disabled={target !== null || indicatorId === 'growth'}
            showSearch={{ optionFilterProp: 'label' }}
            options={PERIODS.map((period) => ({ value: period, label: periodOf(period) }))}
          />
        </Form.Item>
        <Form.Item name="comparator" label={t('comparator')} rules={[{ required: true }]}>
          <Select disabled={target !== null} options={COMPARATORS.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item
          name="value"
          label={unitName === '' ? t('value') : t('withUnit', { name: t('value'), unit: unitName })}
          rules={[
            {
              required: true,
              validator: (_, text: string) => (IS_VALUE[unit](text) ? Promise.resolve() : Promise.reject(new Error(t(`invalid_${unit}`)))),
            },
          ]}
        >
          <Input inputMode="decimal" suffix={unitName} autoFocus={target !== null} />
        </Form.Item>
        <Form.Item name="note" label={t('note')} className="whole-line">
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        <button type="submit" hidden />
      </Form>
      {error ? <ProblemAlert error={error} /> : null}
    </Modal>
  )
}

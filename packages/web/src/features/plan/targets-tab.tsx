import { Button, Form, Input, Modal, Popconfirm, Select, Space, Table, Tag } from 'antd'
import type { ColumnType } from 'antd/es/table'
import { useState } from 'react'
import type { PlanTarget } from '@ballast/contract/plan-edit.ts'
import { COMPARATORS } from '@ballast/domain/plan/plan-row.ts'
import { PERIODS } from '@ballast/domain/plan/period.ts'
import { parsePercent, parsePpm, percentText, ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import type { RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { planTexts } from './plan.texts.ts'
import { ofVersion, usePeriodName, usePlan } from './use-plan.ts'

type Answer = RouteResponse<Routes['plan.targets']>
const COLORS = { met: 'green', missed: 'red', unknown: 'default' } as const

export function TargetsTab() {
  const view = usePlan()
  const query = useRoute('plan.targets', ofVersion(view), { keepPrevious: true })
  return <Loaded query={query}>{(data) => <Targets data={data} />}</Loaded>
}

/** A ratio text as percent: "0.6000" → "60.00". */
const percentOf = (ratio: string): string => percentText(parsePpm(ratio))

function ValueText({
  unit,
  yuan,
  ratio,
  count,
}: {
  unit: PlanTarget['unit']
  yuan: string | null
  ratio: string | null
  count: number | null
}) {
  const t = useTexts(planTexts)
  if (unit === 'fen') return <Money yuan={yuan} withUnit />
  if (unit === 'ppm') return ratio === null ? <>—</> : <>{percentOf(ratio)} %</>
  return count === null ? <>—</> : <>{`${count} ${t('count')}`}</>
}

function Targets({ data }: { data: Answer }) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const periodOf = usePeriodName()
  const { locale } = useLanguage()
  const { version, canEdit } = usePlan()
  const [editing, setEditing] = useState<PlanTarget | 'new' | null>(null)
  const remove = useAction('plan.remove-target', ['plan.', 'cockpit.'])
  const columns: ColumnType<PlanTarget>[] = [
    {
      title: t('indicator'),
      width: 240,
      fixed: 'start',
      render: (_, row) => (
        <>
          {nameOf(row)} <SourceBadge kind={row.sourceKind} citation={row.citation} />
        </>
      ),
    },
    { title: t('scope'), width: 160, render: (_, row) => (locale === 'en' ? row.scopeNameEn : row.scopeNameZh) },
    { title: t('period'), width: 120, render: (_, row) => periodOf(row.period) },
    {
      title: t('value'),
      align: 'right',
      width: 220,
      render: (_, row) => (
        <>
          {t(row.comparator)} <ValueText unit={row.unit} yuan={row.valueYuan} ratio={row.valueRatio} count={row.valueCount} />
        </>
      ),
    },
    {
      title: t('reached'),
      align: 'right',
      width: 200,
      render: (_, row) => <ValueText unit={row.unit} yuan={row.reachedYuan} ratio={row.reachedRatio} count={row.reachedCount} />,
    },
    { title: t('standing'), width: 110, render: (_, row) => <Tag color={COLORS[row.standing]}>{t(`standing_${row.standing}`)}</Tag> },
    {
      title: t('gap'),
      align: 'right',
      width: 150,
      render: (_, row) => (row.standing === 'missed' && row.unit !== 'count' ? <Money yuan={row.gapYuan} withUnit /> : null),
    },
    { title: t('note'), width: 200, dataIndex: 'note' },
  ]
  if (canEdit) {
    columns.push({
      title: t('actions'),
      width: 130,
      render: (_, row) => (
        <Space size={4}>
          <Button size="small" type="link" onClick={() => setEditing(row)}>
            {t('edit')}
          </Button>
          <Popconfirm
            title={t('removeTargetAsk')}
            onConfirm={() => remove.mutate({ params: { versionId: version.versionId, targetId: row.targetId }, ifMatch: row.version })}
          >
            <Button size="small" type="link" danger>
              {t('remove')}
            </Button>
          </Popconfirm>
        </Space>
      ),
    })
  }
  return (
    <>
      {canEdit ? (
        <div className="plan-bar">
          <Button onClick={() => setEditing('new')}>{t('addTarget')}</Button>
        </div>
      ) : null}
      {remove.error ? <ProblemAlert error={remove.error} /> : null}
      <Table<PlanTarget>
        className="plan-table"
        size="small"
        bordered
        rowKey="targetId"
        columns={columns}
        dataSource={data.targets}
        pagination={false}
        scroll={{ x: 1200 }}
      />
      {editing === null ? null : (
        <TargetDialog
          key={editing === 'new' ? 'new' : editing.targetId}
          target={editing === 'new' ? null : editing}
          data={data}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

interface Values {
  indicator: string
  scope: string
  period: string
  comparator: PlanTarget['comparator']
  value: string
  note?: string
}

function TargetDialog({ target, data, onClose }: { target: PlanTarget | null; data: Answer; onClose: () => void }) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const periodOf = usePeriodName()
  const { versionId } = usePlan().version
  const [form] = Form.useForm<Values>()
  const [indicatorId, setIndicatorId] = useState(target?.indicator ?? data.indicators[0]?.id ?? '')
  const indicator = data.indicators.find((item) => item.id === indicatorId)
  const add = useAction('plan.add-target', ['plan.', 'cockpit.'])
  const edit = useAction('plan.edit-target', ['plan.', 'cockpit.'])
  const bodyOf = (value: string) => {
    if (indicator?.unit === 'fen') return { valueYuan: yuanOfWan(value) ?? undefined }
    if (indicator?.unit === 'ppm') return { valueRatio: ratioText(parsePercent(value), WHOLE_PPM, 6) ?? undefined }
    return { valueCount: Number(value) }
  }
  const save = async () => {
    const values = await form.validateFields()
    const [scopeKind, scopeCode] = values.scope.split(':') as [PlanTarget['scopeKind'], string]
    const value = { ...bodyOf(values.value), note: values.note?.trim() ? values.note.trim() : null }
    const options = { onSuccess: onClose }
    if (target !== null) edit.mutate({ params: { versionId, targetId: target.targetId }, ifMatch: target.version, body: value }, options)
    else {
      const { period, comparator } = values
      add.mutate(
        { params: { versionId }, body: { indicator: values.indicator, scopeKind, scopeCode, period, comparator, ...value } },
        options,
      )
    }
  }
  const given =
    target === null
      ? ''
      : target.unit === 'fen'
        ? wanOfYuan(target.valueYuan)
        : target.unit === 'ppm'
          ? String(Number(percentText(parsePpm(target.valueRatio ?? '0'), 4)))
          : String(target.valueCount)
  const unit = indicator?.unit === 'fen' ? t('wan') : indicator?.unit === 'ppm' ? '%' : t('count')
  const isValue = (text: string) =>
    indicator?.unit === 'fen'
      ? typeof yuanOfWan(text) === 'string'
      : indicator?.unit === 'ppm'
        ? /^-?\d+(\.\d{1,4})?$/.test(text)
        : /^\d+$/.test(text)
  const error = add.error ?? edit.error
  return (
    <Modal
      open
      title={target === null ? t('addTarget') : t('editValue', { name: nameOf(target) })}
      okText={t('save')}
      cancelText={t('cancel')}
      onOk={() => void save().catch(() => undefined)}
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          indicator: indicatorId,
          scope: target === null ? undefined : `${target.scopeKind}:${target.scopeCode}`,
          period: target?.period ?? 'year',
          comparator: target?.comparator ?? 'at_least',
          value: given,
          note: target?.note ?? '',
        }}
      >
        <Form.Item name="indicator" label={t('indicator')} rules={[{ required: true }]}>
          <Select
            disabled={target !== null}
            options={data.indicators.map((item) => ({ value: item.id, label: nameOf(item) }))}
            onChange={(id: string) => {
              setIndicatorId(id)
              form.setFieldValue('scope', undefined)
            }}
          />
        </Form.Item>
        <Form.Item name="scope" label={t('scope')} rules={[{ required: true }]}>
          <Select
            disabled={target !== null}
            options={data.scopes
              .filter((scope) => indicator?.scopes.includes(scope.kind))
              .map((scope) => ({ value: `${scope.kind}:${scope.code}`, label: nameOf(scope) }))}
          />
        </Form.Item>
        <Form.Item name="period" label={t('period')} rules={[{ required: true }]}>
          <Select disabled={target !== null} options={PERIODS.map((period) => ({ value: period, label: periodOf(period) }))} />
        </Form.Item>
        <Form.Item name="comparator" label={t('comparator')} rules={[{ required: true }]}>
          <Select disabled={target !== null} options={COMPARATORS.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item
          name="value"
          label={t('withUnit', { name: t('value'), unit })}
          rules={[
            {
              required: true,
              validator: (_, text: string) => (isValue(text) ? Promise.resolve() : Promise.reject(new Error(t('invalidAmount')))),
            },
          ]}
        >
          <Input inputMode="decimal" suffix={unit} />
        </Form.Item>
        <Form.Item name="note" label={t('note')}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
      </Form>
      {error ? <ProblemAlert error={error} /> : null}
    </Modal>
  )
}

import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { App, Button, Checkbox, Drawer, Flex, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { ProjectType } from '@ballast/contract/gate-rule.ts'
import { blocksByDefault, LIFE_GATES, type LifeGate } from '@ballast/domain/gate/life.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { useGateName } from '../gate/use-gate-names.ts'
import { gateRuleTexts } from './gate-rule.texts.ts'
import { useRuleAction } from './use-rule-action.ts'

interface Typed {
  typeCode: string
  nameZh: string
  nameEn: string
  sort: number
}
type TypeGate = ProjectType['gates'][number]

/** Makes a project type, or changes its names and its gates. */
export function TypeDrawer({ type, onClose }: { type: ProjectType | undefined; onClose: () => void }) {
  const t = useTexts(gateRuleTexts)
  const name = useName()
  const { modal } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const [gates, setGates] = useState<readonly TypeGate[]>(
    type?.gates ?? LIFE_GATES.map((gate) => ({ gate, isBlocking: blocksByDefault(gate), offsetWorkdays: null })),
  )
  const save = useRuleAction('gate-rule.save-type', onClose)
  const remove = useRuleAction('gate-rule.remove-type', onClose)
  const store = ({ typeCode, ...facts }: Typed) =>
    save.run({ params: { typeCode: typeCode.trim() }, body: { ...facts, gates: [...gates] }, ifMatch: type?.version ?? '0' })
  const ask = (given: ProjectType) =>
    void modal.confirm({
      title: t('removeConfirm', { name: name(given) }),
      okButtonProps: { danger: true },
      onOk: () => remove.run({ params: { typeCode: given.typeCode }, ifMatch: given.version }),
    })
  const error = save.error ?? remove.error
  return (
    <Drawer
      open
      title={type === undefined ? t('newType') : name(type)}
      size={560}
      onClose={onClose}
      footer={
        <Flex justify="space-between">
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('save')}
          </Button>
          {type === undefined ? null : (
            <Button danger type="text" loading={remove.isPending} onClick={() => ask(type)}>
              {t('remove')}
            </Button>
          )}
        </Flex>
      }
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <Form<Typed> form={form} layout="vertical" initialValues={type ?? { sort: 1 }} onFinish={store}>
        <Form.Item name="typeCode" label={t('code')} extra={t('codeHint')} rules={[{ required: true, message: t('needed') }]}>
          <Input disabled={type !== undefined} autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="nameZh" label={t('nameZh')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
          <Input />
        </Form.Item>
        <Form.Item name="nameEn" label={t('nameEn')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
          <Input />
        </Form.Item>
        <Form.Item name="sort" label={t('sort')} rules={[{ required: true, message: t('needed') }]}>
          <InputNumber min={0} max={999999} precision={0} />
        </Form.Item>
      </Form>
      <h3>{t('gates')}</h3>
      <GateOrder gates={gates} onChange={setGates} />
    </Drawer>
  )
}

function GateOrder({ gates, onChange }: { gates: readonly TypeGate[]; onChange: (gates: readonly TypeGate[]) => void }) {
  const t = useTexts(gateRuleTexts)
  const gateName = useGateName()
  const left = LIFE_GATES.filter((gate) => gates.every((one) => one.gate !== gate))
  const change = (gate: LifeGate, facts: Partial<TypeGate>) =>
    onChange(gates.map((one) => (one.gate === gate ? { ...one, ...facts } : one)))
  const move = (index: number, by: number) => {
    const next = [...gates]
    const [moved] = next.splice(index, 1)
    if (moved) next.splice(index + by, 0, moved)
    onChange(next)
  }
  return (
    <>
      <ol className="gate-order">
        {gates.map(({ gate, isBlocking, offsetWorkdays }, index) => (
          <li key={gate}>
            <strong>{gateName(gate)}</strong>
            <label>
              <span className="quiet">{t('offset')}</span>
              <InputNumber
                size="small"
                min={0}
                max={5000}
                precision={0}
                value={offsetWorkdays}
                aria-label={`${gateName(gate)} ${t('offset')}`}
                onChange={(offset) => change(gate, { offsetWorkdays: offset })}
              />
            </label>
            <Checkbox checked={isBlocking} onChange={({ target }) => change(gate, { isBlocking: target.checked })}>
              {t('blocking')}
            </Checkbox>
            <span className="gate-order-actions">
              <Button
                size="small"
                icon={<ArrowUpOutlined />}
                disabled={index === 0}
                aria-label={`${gateName(gate)} ${t('up')}`}
                onClick={() => move(index, -1)}
              />
              <Button
                size="small"
                icon={<ArrowDownOutlined />}
                disabled={index === gates.length - 1}
                aria-label={`${gateName(gate)} ${t('down')}`}
                onClick={() => move(index, 1)}
              />
              <Button
                size="small"
                danger
                icon={<DeleteOutlined />}
                aria-label={`${gateName(gate)} ${t('removeGate')}`}
                onClick={() => onChange(gates.filter((one) => one.gate !== gate))}
              />
            </span>
          </li>
        ))}
      </ol>
      {left.length === 0 ? null : (
        <Select
          aria-label={t('addGate')}
          placeholder={t('addGate')}
          value={null}
          style={{ minWidth: 200 }}
          options={left.map((gate) => ({ value: gate as LifeGate | null, label: gateName(gate) }))}
          onChange={(gate: LifeGate | null) => {
            if (gate !== null) onChange([...gates, { gate, isBlocking: blocksByDefault(gate), offsetWorkdays: null }])
          }}
        />
      )}
    </>
  )
}

import { App, Button, Drawer, Flex, Form, Input, InputNumber, Select, Switch } from 'antd'
import { OWING_ROLES, type ProjectType, type RuleCondition } from '@ballast/contract/gate-rule.ts'
import { CONDITION_FACTS, CONDITION_KINDS, LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useRoleName } from '../../app/role-names.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { useGateName } from '../gate/use-gate-names.ts'
import { gateRuleTexts } from './gate-rule.texts.ts'
import { useRuleAction } from './use-rule-action.ts'

type Typed = Omit<RuleCondition, 'version' | 'projects' | 'minimumYuan' | 'citation'> & { minimumWan: string; citation?: string }

interface Props {
  condition: RuleCondition | undefined
  types: readonly ProjectType[]
  onClose: () => void
}

const NEW = { typeCodes: [], isRequired: true, needsEvidence: true, sort: 1, sourceKind: 'entered', minimumWan: '' } as const

/** Makes a condition of a gate, or changes it. */
export function ConditionDrawer({ condition, types, onClose }: Props) {
  const t = useTexts(gateRuleTexts)
  const name = useName()
  const roleName = useRoleName()
  const gateName = useGateName()
  const { modal } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const kind = Form.useWatch('kind', form)
  const fact = Form.useWatch('fact', form)
  const save = useRuleAction('gate-rule.save-condition', onClose)
  const remove = useRuleAction('gate-rule.remove-condition', onClose)
  const hasMinimum = kind === 'figure' || (kind === 'fact' && fact === 'total')
  const store = ({ conditionCode, minimumWan, citation, ...facts }: Typed) => {
    const typed = hasMinimum && minimumWan !== '' ? yuanOfWan(minimumWan) : null
    if (typed === undefined) return
    save.run({
      params: { conditionCode: conditionCode.trim() },
      body: {
        ...facts,
        fact: facts.kind === 'fact' ? facts.fact : null,
        minimumYuan: typed,
        citation: citation === undefined || citation.trim() === '' ? null : citation.trim(),
      },
      ifMatch: condition?.version ?? '0',
    })
  }
  const ask = (given: RuleCondition) =>
    void modal.confirm({
      title: t('removeConfirm', { name: name(given) }),
      okButtonProps: { danger: true },
      onOk: () => remove.run({ params: { conditionCode: given.conditionCode }, ifMatch: given.version }),
    })
  const error = save.error ?? remove.error
  const needed = [{ required: true, message: t('needed') }]
  const initial = condition
    ? { ...condition, minimumWan: wanOfYuan(condition.minimumYuan), citation: condition.citation ?? '' }
    : { ...NEW, typeCodes: [] }
  return (
    <Drawer
      open
      title={condition === undefined ? t('newCondition') : name(condition)}
      size={520}
      onClose={onClose}
      footer={
        <Flex justify="space-between">
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('save')}
          </Button>
          {condition === undefined ? null : (
            <Button danger type="text" loading={remove.isPending} onClick={() => ask(condition)}>
              {t('remove')}
            </Button>
          )}
        </Flex>
      }
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <Form<Typed> form={form} layout="vertical" initialValues={initial} onFinish={store}>
        <Form.Item name="conditionCode" label={t('code')} extra={t('codeHint')} rules={needed}>
          <Input disabled={condition !== undefined} autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="nameZh" label={t('nameZh')} rules={needed}>
          <Input />
        </Form.Item>
        <Form.Item name="nameEn" label={t('nameEn')} rules={needed}>
          <Input />
        </Form.Item>
        <Form.Item name="gate" label={t('gate')} rules={needed}>
          <Select options={LIFE_GATES.map((value) => ({ value, label: gateName(value) }))} />
        </Form.Item>
        <Form.Item name="typeCodes" label={t('typeCodes')}>
          <Select
            mode="multiple"
            placeholder={t('allTypes')}
            options={types.map((type) => ({ value: type.typeCode, label: name(type) }))}
          />
        </Form.Item>
        <Form.Item name="kind" label={t('kind')} rules={needed}>
          <Select options={CONDITION_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
        </Form.Item>
        {kind === 'fact' ? (
          <Form.Item name="fact" label={t('fact')} rules={needed}>
            <Select options={CONDITION_FACTS.map((value) => ({ value, label: t(`fact.${value}`) }))} />
          </Form.Item>
        ) : null}
        {hasMinimum ? (
          <Form.Item name="minimumWan" label={t('minimum')} trigger="onChange">
            <MoneyInput value="" onChange={() => undefined} label={t('minimum')} />
          </Form.Item>
        ) : null}
        <Form.Item name="owedBy" label={t('owedBy')} rules={needed}>
          <Select options={OWING_ROLES.map((value) => ({ value, label: roleName(value) }))} />
        </Form.Item>
        <Form.Item name="isRequired" label={t('required')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="needsEvidence" label={t('evidence')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="sourceKind" label={t('source')} rules={needed}>
          <Select options={(['public', 'entered', 'simulated'] as const).map((value) => ({ value, label: t(`source.${value}`) }))} />
        </Form.Item>
        <Form.Item name="citation" label={t('citation')}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
        </Form.Item>
        <Form.Item name="sort" label={t('sort')} rules={needed}>
          <InputNumber min={0} max={999999} precision={0} />
        </Form.Item>
      </Form>
    </Drawer>
  )
}

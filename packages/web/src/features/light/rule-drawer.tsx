import { Button, Drawer, Form, Input, InputNumber, Select, Switch } from 'antd'
import type { LightRuleFacts } from '@ballast/contract/light.ts'
import { ROLES, type Role } from '@ballast/contract/roles.ts'
import { isMeasured, LIGHT_UNITS, type LightUnit } from '@ballast/domain/light/light-rule.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useRoleName } from '../../app/role-names.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { uiTexts } from '../../ui/ui.texts.ts'
import { lightTexts } from './light.texts.ts'

interface Typed {
  nameZh: string
  nameEn: string
  unit: LightUnit
  yellowAfter: number | null
  redAfter: number | null
  owedBy: Role
  owedPerson: string | null
  conditionCode?: string
  citation: string | null
  isActive: boolean
}

const FIELDS = {
  unit: 'unit',
  yellowAfter: 'yellowAfter',
  redAfter: 'redAfter',
  conditionCode: 'conditionCode',
  nameZh: 'nameZh',
  nameEn: 'nameEn',
} as const
const OWING = ROLES.filter((role) => role !== 'leader' && role !== 'auditor')
const orNull = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim())

export function RuleDrawer({ rule, onClose }: { rule: LightRuleFacts; onClose: () => void }) {
  const t = useTexts(lightTexts)
  const u = useTexts(uiTexts)
  const roleName = useRoleName()
  const [form] = Form.useForm<Typed>()
  const edit = useAction('light.edit-rule', ['light.', 'my-projects.'])
  const save = ({ conditionCode, ...typed }: Typed) =>
    edit.mutate(
      {
        params: { kind: rule.kind },
        ifMatch: rule.version,
        body: {
          ...typed,
          yellowAfter: typed.yellowAfter ?? null,
          redAfter: typed.redAfter ?? null,
          owedPerson: orNull(typed.owedPerson),
          citation: orNull(typed.citation),
          ...(conditionCode === undefined ? {} : { conditionCode }),
        },
      },
      { onSuccess: onClose },
    )
  return (
    <Drawer
      open
      title={t('editRule')}
      size={460}
      onClose={onClose}
      footer={
        <Button type="primary" loading={edit.isPending} onClick={() => form.submit()}>
          {u('save')}
        </Button>
      }
    >
      {edit.error ? (
        <ProblemAlert error={edit.error} labelOf={(at) => (at in FIELDS ? t(FIELDS[at as keyof typeof FIELDS]) : undefined)} />
      ) : null}
      <Form<Typed>
        form={form}
        layout="vertical"
        initialValues={{ ...rule, ...(rule.conditionCode === null ? { conditionCode: undefined } : {}) }}
        onFinish={save}
      >
        <Form.Item name="nameZh" label={t('nameZh')} rules={[{ required: true, whitespace: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="nameEn" label={t('nameEn')} rules={[{ required: true, whitespace: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="unit" label={t('unit')}>
          <Select
            options={LIGHT_UNITS.filter((unit) => isMeasured(rule.kind) === (unit === 'points')).map((unit) => ({
              value: unit,
              label: t(`${unit}_`),
            }))}
          />
        </Form.Item>
        <Form.Item name="yellowAfter" label={t('yellowAfter')} extra={t('emptyNever')}>
          <InputNumber min={0} max={3650} precision={0} />
        </Form.Item>
        <Form.Item name="redAfter" label={t('redAfter')} extra={t('emptyNever')}>
          <InputNumber min={0} max={3650} precision={0} />
        </Form.Item>
        <Form.Item name="owedBy" label={t('owedBy')}>
          <Select options={OWING.map((role) => ({ value: role, label: roleName(role) }))} />
        </Form.Item>
        <Form.Item name="owedPerson" label={t('owedPerson')}>
          <Input />
        </Form.Item>
        {rule.kind === 'permit-lapse' ? (
          <Form.Item name="conditionCode" label={t('conditionCode')} rules={[{ required: true, whitespace: true }]}>
            <Input />
          </Form.Item>
        ) : null}
        <Form.Item name="citation" label={t('source')}>
          <Input />
        </Form.Item>
        <Form.Item name="isActive" label={t('isActive')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
    </Drawer>
  )
}

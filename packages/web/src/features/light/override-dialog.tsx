import { Button, Form, Input, Modal, Radio } from 'antd'
import type { LightRow } from '@ballast/contract/light.ts'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { uiTexts } from '../../ui/ui.texts.ts'
import { useColourName } from './light-mark.tsx'
import { lightTexts } from './light.texts.ts'

interface Typed {
  colour: 'green' | 'yellow'
  reason: string
  untilOn: string
}

const CHANGED = ['light.', 'my-projects.', 'escalation.']
const FIELDS = { colour: 'overrideTo', untilOn: 'untilOn', reason: 'reason' } as const

/** Somebody answers for a light until a day. */
export function OverrideDialog({ row, businessOn, onClose }: { row: LightRow; businessOn: string; onClose: () => void }) {
  const t = useTexts(lightTexts)
  const u = useTexts(uiTexts)
  const name = useName()
  const colourName = useColourName()
  const [form] = Form.useForm<Typed>()
  const override = useAction('light.override', CHANGED)
  const lift = useAction('light.end-override', CHANGED)
  const { light, projectId } = row
  const params = { projectId, kind: light.kind }
  const error = override.error ?? lift.error
  return (
    <Modal
      open
      title={t('overrideTitle', { name: name(row) })}
      onCancel={onClose}
      footer={[
        light.override === null ? null : (
          <Button key="lift" danger loading={lift.isPending} onClick={() => lift.mutate({ params }, { onSuccess: onClose })}>
            {t('liftOverride')}
          </Button>
        ),
        <Button key="cancel" onClick={onClose}>
          {u('cancel')}
        </Button>,
        <Button key="save" type="primary" loading={override.isPending} onClick={() => form.submit()}>
          {u('save')}
        </Button>,
      ]}
    >
      <p>{light.says}</p>
      <p className="quiet">{t('overrideHint', { colour: colourName(light.ruleColour) })}</p>
      {error ? <ProblemAlert error={error} labelOf={(at) => (at in FIELDS ? t(FIELDS[at as keyof typeof FIELDS]) : undefined)} /> : null}
      <Form<Typed>
        form={form}
        layout="vertical"
        initialValues={light.override ?? { colour: 'green' }}
        onFinish={({ colour, reason, untilOn }) => override.mutate({ params, body: { colour, reason, untilOn } }, { onSuccess: onClose })}
      >
        <Form.Item name="colour" label={t('overrideTo')}>
          <Radio.Group
            options={(light.ruleColour === 'red' ? (['green', 'yellow'] as const) : (['green'] as const)).map((value) => ({
              value,
              label: colourName(value),
            }))}
          />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true }]}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <Form.Item name="untilOn" label={t('untilOn')} rules={[{ required: true }]} extra={businessOn}>
          <DateField label={t('untilOn')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

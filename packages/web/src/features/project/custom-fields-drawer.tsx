import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Drawer, Flex, Form, Input, InputNumber, Select, Tag } from 'antd'
import { useState } from 'react'
import { ProblemError } from '@ballast/contract/client.ts'
import { CUSTOM_VALUE_TYPES, type CustomField } from '@ballast/contract/code-list.ts'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { useCodeNames } from './code-names.ts'
import { customFieldTexts } from './custom-fields.texts.ts'

type Subject = CustomField['subjectType']

/** Opens the zone's own fields of a register for those who may define them. */
export function CustomFieldsButton({ subject }: { subject: Subject }) {
  const t = useTexts(customFieldTexts)
  const mayDefine = useMay('custom-field.define')
  const [isOpen, setOpen] = useState(false)
  if (!mayDefine) return null
  return (
    <>
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        {t('manage')}
      </Button>
      {isOpen ? <CustomFieldsDrawer subject={subject} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

/** The zone's own fields of a register: defined, changed, and removed while no record uses them. */
function CustomFieldsDrawer({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  const t = useTexts(customFieldTexts)
  const name = useName()
  const { message, modal } = App.useApp()
  const fields = (useCodeNames().lists?.customFields ?? []).filter((field) => field.subjectType === subject)
  const [edited, setEdited] = useState<CustomField | 'new' | null>(null)
  const remove = useAction('custom-field.remove', ['code-list.'])
  const drop = async ({ fieldCode }: CustomField) => {
    try {
      await remove.mutateAsync({ params: { subjectType: subject, fieldCode } })
      void message.success(t('removed'))
    } catch (error) {
      const problem = error instanceof ProblemError ? error.problem : undefined
      modal.error({ title: problem?.title ?? String(error), content: problem?.reasons.map((reason) => reason.message).join(' ') })
    }
  }
  return (
    <Drawer open title={t(`title.${subject}`)} size={520} onClose={onClose}>
      <p className="quiet" style={{ marginTop: 0 }}>
        {t('hint')}
      </p>
      {fields.length === 0 ? <p>{t('none')}</p> : null}
      <ul className="field-list">
        {fields.map((field) => (
          <li key={field.fieldCode}>
            <span>
              <strong>{name(field)}</strong> <Tag>{t(`type.${field.valueType}`)}</Tag>
              <span className="quiet number">{field.fieldCode}</span>
            </span>
            <span>
              <Button
                size="small"
                icon={<EditOutlined />}
                aria-label={t('change', { name: name(field) })}
                onClick={() => setEdited(field)}
              />{' '}
              <Button
                size="small"
                danger
                icon={<DeleteOutlined />}
                aria-label={t('remove', { name: name(field) })}
                onClick={() => void drop(field)}
              />
            </span>
          </li>
        ))}
      </ul>
      {edited === null ? (
        <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {t('add')}
        </Button>
      ) : (
        <FieldForm
          key={edited === 'new' ? 'new' : edited.fieldCode}
          subject={subject}
          field={edited === 'new' ? undefined : edited}
          taken={fields.map(({ fieldCode }) => fieldCode)}
          onDone={() => setEdited(null)}
        />
      )}
    </Drawer>
  )
}

/** A code out of the English name; a number where that has no letters of use. */
function codeOf(nameEn: string, taken: readonly string[]): string {
  const slug = nameEn
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 36)
    .replace(/_+$/, '')
  const base = slug === '' ? 'field' : slug
  const isFree = (code: string) => !taken.includes(code)
  if (slug !== '' && isFree(base)) return base
  let number = 1
  while (!isFree(`${base}_${number}`)) number += 1
  return `${base}_${number}`
}

interface Typed {
  nameZh: string
  nameEn?: string
  valueType: CustomField['valueType']
  choices?: string
  sort?: number
}

function FieldForm({
  subject,
  field,
  taken,
  onDone,
}: {
  subject: Subject
  field: CustomField | undefined
  taken: readonly string[]
  onDone: () => void
}) {
  const t = useTexts(customFieldTexts)
  const { message } = App.useApp()
  const define = useAction('custom-field.define', ['code-list.'])
  const [form] = Form.useForm<Typed>()
  const valueType = Form.useWatch('valueType', form) ?? field?.valueType ?? 'text'
  const save = ({ nameZh, nameEn = '', choices = '', sort, ...typed }: Typed) => {
    const english = nameEn.trim() === '' ? nameZh.trim() : nameEn.trim()
    const listed = choices.split('\n').flatMap((choice) => (choice.trim() === '' ? [] : [choice.trim()]))
    define.mutate(
      {
        params: { subjectType: subject, fieldCode: field?.fieldCode ?? codeOf(nameEn, taken) },
        body: {
          nameZh: nameZh.trim(),
          nameEn: english,
          valueType: typed.valueType,
          choices: typed.valueType === 'choice' ? [...new Set(listed)] : [],
          sort: sort ?? taken.length + 1,
        },
      },
      {
        onSuccess: () => {
          void message.success(t('saved'))
          onDone()
        },
      },
    )
  }
  return (
    <section className="card" aria-label={field ? t('change', { name: field.nameZh }) : t('add')}>
      {define.error ? <ProblemAlert error={define.error} /> : null}
      <Form<Typed>
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={
          field === undefined
            ? { valueType: 'text' }
            : {
                nameZh: field.nameZh,
                nameEn: field.nameEn,
                valueType: field.valueType,
                choices: field.choices.join('\n'),
                sort: field.sort,
              }
        }
      >
        <Form.Item name="nameZh" label={t('nameZh')} rules={[{ required: true, whitespace: true, message: t('required') }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('nameEn')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="valueType" label={t('valueType')}>
          <Select options={CUSTOM_VALUE_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))} />
        </Form.Item>
        {valueType === 'choice' ? (
          <Form.Item name="choices" label={t('choices')} rules={[{ required: true, whitespace: true, message: t('required') }]}>
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
          </Form.Item>
        ) : null}
        <Form.Item name="sort" label={t('sort')}>
          <InputNumber min={0} max={9999} />
        </Form.Item>
        <Flex gap={8}>
          <Button type="primary" htmlType="submit" loading={define.isPending}>
            {t('save')}
          </Button>
          <Button onClick={onDone}>{t('cancel')}</Button>
        </Flex>
      </Form>
    </section>
  )
}

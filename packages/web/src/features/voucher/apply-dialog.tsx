import { App, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { VoucherUnitName } from '@ballast/contract/voucher.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { QuantityInput, typedAmount } from './quantity.tsx'
import { UnitChoice } from './unit-choice.tsx'
import { voucherTexts } from './voucher.texts.ts'

/** An enterprise applies for its own. */
export function ApplyDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(voucherTexts)
  const name = useName()
  const { message } = App.useApp()
  const [unit, setUnit] = useState<VoucherUnitName>('yuan')
  const [typed, setTyped] = useState('')
  const [purpose, setPurpose] = useState('')
  const [projectId, setProjectId] = useState<string>()
  const projects = useRoute('project.list', { query: { limit: 100 } })
  const apply = useAction('voucher-application.apply', ['voucher'])
  const amount = typedAmount(unit, typed)
  const send = () =>
    apply.mutate(
      { body: { unit, amount: amount as string, purpose: purpose.trim(), projectId: projectId ?? null } },
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
      title={t('applyTitle')}
      okText={t('apply')}
      okButtonProps={{ disabled: amount === undefined || purpose.trim() === '' }}
      confirmLoading={apply.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {apply.error ? <ProblemAlert error={apply.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('unit')}>
          <UnitChoice value={unit} onChange={setUnit} />
        </Form.Item>
        <Form.Item label={t('amount')} htmlFor="apply-amount">
          <QuantityInput id="apply-amount" unit={unit} label={t('amount')} value={typed} onChange={setTyped} />
        </Form.Item>
        <Form.Item label={t('purpose')} htmlFor="apply-purpose" extra={t('purposeHint')}>
          <Input.TextArea
            id="apply-purpose"
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={purpose}
            onChange={({ target }) => setPurpose(target.value)}
          />
        </Form.Item>
        <Form.Item label={t('project')} htmlFor="apply-project" extra={t('projectHint')}>
          <Select
            id="apply-project"
            allowClear
            value={projectId ?? null}
            options={(projects.data?.rows ?? []).map((project) => ({ value: project.projectId, label: name(project) }))}
            onChange={(id: string | undefined) => setProjectId(id)}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}

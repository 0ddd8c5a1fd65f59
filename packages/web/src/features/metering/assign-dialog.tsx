import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { SuspenseRow } from '@ballast/contract/metering.ts'
import { runLabel } from '@ballast/domain/metering/book-run.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { meteringTexts } from './metering.texts.ts'

/** Whom the use of a run is charged to, and why. Firms with an account at any centre can be chosen. */
export function AssignDialog({ row, onClose }: { row: SuspenseRow; onClose: () => void }) {
  const t = useTexts(meteringTexts)
  const name = useName()
  const [enterpriseId, setEnterpriseId] = useState<string | undefined>(row.enterpriseId ?? undefined)
  const [reason, setReason] = useState('')
  const tenants = useRoute('compute-tenant.list', {})
  const assign = useAction('metering.assign', ['metering.', 'compute-bill.', 'voucher-use.'])
  const firms = new Map(
    (tenants.data?.rows ?? []).map((tenant) => [
      tenant.enterpriseId,
      name({ nameZh: tenant.enterpriseNameZh, nameEn: tenant.enterpriseNameEn }),
    ]),
  )
  const send = () =>
    assign.mutate(
      {
        params: { suspenseId: row.suspenseId },
        body: { enterpriseId: enterpriseId as string, reason: reason.trim() },
        ifMatch: row.version,
      },
      { onSuccess: onClose },
    )
  return (
    <Modal
      open
      title={t('assignTitle', { run: runLabel(row.centreCode, row.engineJob, row.restart) })}
      okText={t('assign')}
      okButtonProps={{ disabled: enterpriseId === undefined || reason.trim() === '' }}
      confirmLoading={assign.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {assign.error ? <ProblemAlert error={assign.error} labelOf={() => undefined} /> : null}
      <p className="quiet">{t('assignHint')}</p>
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('firm')} htmlFor="assign-firm">
          <Select
            id="assign-firm"
            showSearch={{ optionFilterProp: 'label' }}
            value={enterpriseId ?? null}
            options={[...firms].map(([value, label]) => ({ value, label }))}
            onChange={(id: string) => setEnterpriseId(id)}
          />
        </Form.Item>
        <Form.Item label={t('assignWhy')} htmlFor="assign-why">
          <Input.TextArea
            id="assign-why"
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}

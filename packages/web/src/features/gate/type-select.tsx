import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import type { GateSheet } from '@ballast/contract/gate.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { gateTexts } from './gate.texts.ts'
import { useGateAction } from './use-gate-action.ts'

/** The type of a project, which says what gates it has; chosen anew by whoever may. */
export function TypeSelect({ sheet }: { sheet: GateSheet }) {
  const t = useTexts(gateTexts)
  const name = useName()
  const mayChange = useMay('gate.set-type')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <span>
      <span className="quiet">{t('type')}</span> {sheet.type === null ? t('noType') : name(sheet.type)}{' '}
      {mayChange ? (
        <Button
          autoInsertSpace={false}
          size="small"
          type="link"
          className="no-print"
          aria-label={`${t('edit')} ${t('type')}`}
          onClick={() => setIsOpen(true)}
        >
          {t('edit')}
        </Button>
      ) : null}
      {isOpen ? <TypeDialog sheet={sheet} onClose={() => setIsOpen(false)} /> : null}
    </span>
  )
}

function TypeDialog({ sheet, onClose }: { sheet: GateSheet; onClose: () => void }) {
  const t = useTexts(gateTexts)
  const name = useName()
  const types = useRoute('gate-rule.list', {}).data?.types ?? []
  const [typeCode, setTypeCode] = useState(sheet.type?.typeCode ?? null)
  const { run, error, isPending } = useGateAction('gate.set-type', onClose)
  const save = () => run({ params: { projectId: sheet.projectId }, body: { typeCode }, ifMatch: sheet.projectVersion })
  return (
    <Modal open title={t('type')} okText={t('ok')} confirmLoading={isPending} onOk={save} onCancel={onClose}>
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <Select
        aria-label={t('type')}
        style={{ width: '100%' }}
        value={typeCode}
        options={[
          ...types.map((type) => ({ value: type.typeCode as string | null, label: name(type) })),
          { value: null, label: t('noType') },
        ]}
        onChange={setTypeCode}
      />
    </Modal>
  )
}

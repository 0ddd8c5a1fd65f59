import { App, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ComputeContract } from '@ballast/contract/compute-contract.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { contractTexts } from './contract.texts.ts'
import { TermFields, type Term } from './term-fields.tsx'

const bodyOf = ({ untilOn, note }: Term) => ({ untilOn, note: note.trim() === '' ? null : note.trim() })

export function AddContractDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(contractTexts)
  const name = useName()
  const { message } = App.useApp()
  const { zone } = useSession()
  const [q, setQ] = useState('')
  const [centreId, setCentreId] = useState<string>()
  const [enterpriseId, setEnterpriseId] = useState<string>()
  const [contractNo, setContractNo] = useState('')
  const [fromOn, setFromOn] = useState<string>(zone.businessOn)
  const [change, setChange] = useState<Term>({ untilOn: '', note: '' })
  const centres = useRoute('compute-centre.list', {})
  const firms = useRoute('compute-contract.firms', { query: q.trim() === '' ? {} : { q: q.trim() } })
  const add = useAction('compute-contract.add', ['compute-'])
  const isWhole = centreId !== undefined && enterpriseId !== undefined && contractNo.trim() !== '' && fromOn !== '' && change.untilOn !== ''
  const send = () =>
    add.mutate(
      {
        body: {
          centreId: centreId as string,
          enterpriseId: enterpriseId as string,
          contractNo: contractNo.trim(),
          fromOn,
          ...bodyOf(change),
        },
      },
      {
        onSuccess: () => {
          void message.success(t('saved'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('add')}
      okText={t('save')}
      okButtonProps={{ disabled: !isWhole }}
      confirmLoading={add.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {add.error ? <ProblemAlert error={add.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('firm')} htmlFor="contract-firm">
          <Select
            id="contract-firm"
            showSearch={{ filterOption: false, onSearch: setQ }}
            loading={firms.isPending}
            value={enterpriseId ?? null}
            options={(firms.data?.rows ?? []).map((firm) => ({
              value: firm.enterpriseId,
              label: name({ nameZh: firm.enterpriseNameZh, nameEn: firm.enterpriseNameEn }),
            }))}
            onChange={(id: string) => setEnterpriseId(id)}
          />
        </Form.Item>
        <Form.Item label={t('centre')} htmlFor="contract-centre">
          <Select
            id="contract-centre"
            value={centreId ?? null}
            options={(centres.data?.rows ?? []).map((centre) => ({ value: centre.centreId, label: name(centre) }))}
            onChange={(id: string) => setCentreId(id)}
          />
        </Form.Item>
        <Form.Item label={t('contractNo')} htmlFor="contract-no">
          <Input id="contract-no" maxLength={80} value={contractNo} onChange={({ target }) => setContractNo(target.value)} />
        </Form.Item>
        <Form.Item label={t('fromOn')} htmlFor="contract-from">
          <DateField id="contract-from" label={t('fromOn')} value={fromOn} onChange={setFromOn} />
        </Form.Item>
        <TermFields id="contract" labels={{ untilOn: t('untilOn'), note: t('note') }} value={change} onChange={setChange} />
      </Form>
    </Modal>
  )
}

export function EditContractDialog({ contract, onClose }: { contract: ComputeContract; onClose: () => void }) {
  const t = useTexts(contractTexts)
  const { message } = App.useApp()
  const [change, setChange] = useState<Term>({ untilOn: contract.untilOn, note: contract.note ?? '' })
  const edit = useAction('compute-contract.edit', ['compute-'])
  const { contractId, version } = contract
  const send = () =>
    edit.mutate(
      { params: { contractId }, body: bodyOf(change), ifMatch: version },
      {
        onSuccess: () => {
          void message.success(t('saved'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('editTitle', { no: contract.contractNo })}
      okText={t('save')}
      okButtonProps={{ disabled: change.untilOn === '' }}
      confirmLoading={edit.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <TermFields id="contract" labels={{ untilOn: t('untilOn'), note: t('note') }} value={change} onChange={setChange} />
      </Form>
    </Modal>
  )
}

import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Registration } from '@ballast/contract/registration.ts'
import { useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { registrationTexts } from './registration.texts.ts'
import { usePackAction } from './use-pack-action.ts'

/** The number in the library and its day: the gate is passed with them. */
export function RegisterDialog({ given, onClose }: { given: Registration; onClose: () => void }) {
  const t = useTexts(registrationTexts)
  const { message } = App.useApp()
  const [on, setOn] = useState(given.businessOn)
  const [libraryNo, setLibraryNo] = useState('')
  const [note, setNote] = useState('')
  const register = usePackAction('registration.register')
  const send = () =>
    register.mutate(
      {
        params: { projectId: given.projectId },
        body: { on, libraryNo: libraryNo.trim(), note: note.trim() === '' ? null : note.trim() },
        ifMatch: given.version,
      },
      {
        onSuccess: () => {
          void message.success(t('registered'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('registerTitle')}
      okText={t('register')}
      okButtonProps={{ disabled: libraryNo.trim() === '' || on === '' }}
      confirmLoading={register.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {register.error ? <ProblemAlert error={register.error} labelOf={() => undefined} /> : null}
      <p className="quiet">{t('registerHint')}</p>
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('libraryNo')} htmlFor="library-no">
          <Input id="library-no" maxLength={64} value={libraryNo} onChange={({ target }) => setLibraryNo(target.value)} />
        </Form.Item>
        <Form.Item label={t('on')} htmlFor="library-on">
          <DateField id="library-on" label={t('on')} value={on} onChange={setOn} />
        </Form.Item>
        <Form.Item label={t('note')} htmlFor="library-note">
          <Input id="library-note" maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

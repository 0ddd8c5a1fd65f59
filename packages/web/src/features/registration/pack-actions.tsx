import { App, Button } from 'antd'
import { useState } from 'react'
import type { Registration } from '@ballast/contract/registration.ts'
import { mayTake } from '@ballast/domain/registration/state.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { RegisterDialog } from './register-dialog.tsx'
import { ReturnPackDialog } from './return-pack-dialog.tsx'
import { registrationTexts } from './registration.texts.ts'
import { usePackAction } from './use-pack-action.ts'

/** The officer's steps, and taking back; handing in belongs to the form. */
export function PackActions({ given }: { given: Registration }) {
  const t = useTexts(registrationTexts)
  const { message } = App.useApp()
  const [open, setOpen] = useState<'return' | 'register'>()
  const may = {
    recall: useMay('registration.recall'),
    return: useMay('registration.return'),
    accept: useMay('registration.accept'),
    register: useMay('registration.register'),
  }
  const recall = usePackAction('registration.recall')
  const accept = usePackAction('registration.accept')
  const can = (step: keyof typeof may) => may[step] && mayTake(given.state, step)
  const request = { params: { projectId: given.projectId }, ifMatch: given.version }
  const done = { onSuccess: () => void message.success(t('saved')) }
  const error = recall.error ?? accept.error
  return (
    <>
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      {can('recall') ? (
        <Button loading={recall.isPending} onClick={() => recall.mutate(request, done)}>
          {t('recall')}
        </Button>
      ) : null}
      {can('return') ? <Button onClick={() => setOpen('return')}>{t('return')}</Button> : null}
      {can('accept') ? (
        <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate(request, done)}>
          {t('accept')}
        </Button>
      ) : null}
      {can('register') ? (
        <Button type="primary" onClick={() => setOpen('register')}>
          {t('register')}
        </Button>
      ) : null}
      {open === 'return' ? <ReturnPackDialog given={given} onClose={() => setOpen(undefined)} /> : null}
      {open === 'register' ? <RegisterDialog given={given} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

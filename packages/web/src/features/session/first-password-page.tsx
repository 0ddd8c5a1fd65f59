import { Button } from 'antd'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { NewPasswordForm } from './new-password-form.tsx'
import { sessionTexts } from './session.texts.ts'
import './session.css'

/** A password that somebody else knows is replaced before anything else. */
export function FirstPasswordPage() {
  const t = useTexts(sessionTexts)
  const signOut = useAction('session.close', [''])
  return (
    <main className="sign-in">
      <section className="sign-in-box card">
        <h1>{t('firstTitle')}</h1>
        <p className="quiet">{t('firstHint')}</p>
        <NewPasswordForm />
        <Button type="link" onClick={() => signOut.mutate({})}>
          {t('signOut')}
        </Button>
      </section>
    </main>
  )
}

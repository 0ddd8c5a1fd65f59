import { Form, Input } from 'antd'
import { useTexts } from '../../app/language.tsx'
import { sessionTexts } from './session.texts.ts'

/** Six digits of an authenticator, which a phone or a password manager can fill in. */
export function CodeField({ autoFocus = false }: { autoFocus?: boolean }) {
  const t = useTexts(sessionTexts)
  return (
    <Form.Item name="code" label={t('code')} rules={[{ required: true, pattern: /^\d{6}$/, message: t('codeRule') }]}>
      <Input
        autoFocus={autoFocus}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        style={{ letterSpacing: '0.3em', maxWidth: 160 }}
      />
    </Form.Item>
  )
}

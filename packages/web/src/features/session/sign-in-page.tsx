import { IdcardOutlined } from '@ant-design/icons'
import { Alert, Button, Divider, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { routeUrl, type ProblemError } from '@ballast/contract/client.ts'
import { messageText, messages } from '@ballast/contract/messages.ts'
import type { SignInOptions } from '@ballast/contract/session.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { useRoleNames } from '../../app/role-names.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { CodeField } from './code-field.tsx'
import { sessionTexts } from './session.texts.ts'
import './session.css'

interface Typed {
  login: string
  password: string
  code?: string
}

const here = () => new URL(window.location.href)
const pathOf = ({ pathname, search, hash }: URL) => pathname + search + hash

/** Why a sign-in with the identity provider came back without a session: said once, and only in words of our own. */
function useRefusal(): string | undefined {
  const [code] = useState(() => here().searchParams.get('refused') ?? '')
  useEffect(() => {
    const url = here()
    url.searchParams.delete('refused')
    if (url.href !== window.location.href) window.history.replaceState(window.history.state, '', pathOf(url))
  }, [])
  return code.startsWith('oidc.') && code in messages ? code : undefined
}

/** Before the app: who are you? */
export function SignInPage() {
  const t = useTexts(sessionTexts)
  const name = useName()
  const { locale, setLocale } = useLanguage()
  const options = useRoute('session.options', {})
  // Everything that was asked before belongs to nobody, or to somebody else.
  const signIn = useAction('session.open', [''])
  const [form] = Form.useForm<Typed>()
  // Whose password was right; the code belongs to this login alone.
  const [codeFor, setCodeFor] = useState<string>()
  const open = (body: Typed) => {
    const onError = ({ problem }: ProblemError) => {
      if (problem?.code === 'session.code-required') {
        form.setFieldsValue({ ...body, code: '' })
        setCodeFor(body.login)
      } else if (problem?.code === 'session.refused') setCodeFor(undefined)
    }
    signIn.mutate({ body }, { onError })
  }
  const refusedWith = useRefusal()
  const isCodeAsked = signIn.error?.problem?.code === 'session.code-required'
  return (
    <main className="sign-in">
      <section className="sign-in-box card">
        <header>
          <img src="/icon.svg" alt="" width={36} height={36} />
          <div>
            <h1>{t('product')}</h1>
            <p className="quiet">{t('slogan')}</p>
          </div>
          <Button size="small" onClick={() => setLocale(locale === 'en' ? 'zh-CN' : 'en')}>
            {t('language')}
          </Button>
        </header>
        <Loaded query={options}>
          {({ zones, demonstration, identityProvider }) => (
            <>
              <p className="sign-in-zone">{zones.map((zone) => name(zone)).join(locale === 'en' ? ', ' : '、')}</p>
              {refusedWith !== undefined && signIn.isIdle ? <Alert type="error" showIcon title={messageText(locale, refusedWith)} /> : null}
              {signIn.error && !isCodeAsked ? <ProblemAlert error={signIn.error} /> : null}
              {isCodeAsked ? <Alert type="info" showIcon title={t('codeHint')} /> : null}
              <Form<Typed>
                form={form}
                layout="vertical"
                requiredMark={false}
                onFinish={open}
                onValuesChange={({ login }: Partial<Typed>) => {
                  if (login !== undefined) setCodeFor(undefined)
                }}
              >
                <Form.Item
                  name="login"
                  label={t('login')}
                  rules={[{ required: true, message: t('login') }]}
                  extra={zones.length > 1 ? t('loginHint') : undefined}
                >
                  <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
                </Form.Item>
                <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('password') }]}>
                  <Input.Password autoComplete="current-password" />
                </Form.Item>
                {codeFor === undefined ? null : <CodeField autoFocus />}
                <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
                  {t('signIn')}
                </Button>
              </Form>
              {identityProvider === null ? null : (
                <>
                  <Divider plain>{t('or')}</Divider>
                  <Button block href={routeUrl('oidc.begin', { query: { to: pathOf(here()) } })} icon={<IdcardOutlined />}>
                    {name(identityProvider)}
                  </Button>
                </>
              )}
              {demonstration.length === 0 ? (
                <p className="quiet">{t('forgotten')}</p>
              ) : (
                <Demonstration
                  accounts={demonstration}
                  isBusy={signIn.isPending}
                  onChoose={({ login, zone, password }) => open({ login: `${login}@${zone}`, password })}
                />
              )}
            </>
          )}
        </Loaded>
      </section>
    </main>
  )
}

type Account = SignInOptions['demonstration'][number]

function Demonstration({
  accounts,
  isBusy,
  onChoose,
}: {
  accounts: readonly Account[]
  isBusy: boolean
  onChoose: (account: Account) => void
}) {
  const t = useTexts(sessionTexts)
  const name = useName()
  const roleNames = useRoleNames()
  return (
    <section className="sign-in-demonstration">
      <h2>{t('demonstration')}</h2>
      <p className="quiet">{t('demonstrationHint', { password: accounts[0]?.password ?? '' })}</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.userId}>
            <button type="button" disabled={isBusy} onClick={() => onChoose(account)}>
              <strong>{roleNames(account.roles)}</strong>
              <span className="quiet">
                {name(account)} · {account.login}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

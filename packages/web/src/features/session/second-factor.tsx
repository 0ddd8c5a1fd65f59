import { App, Button, Form, Input, Space, Tag, Typography } from 'antd'
import { useState } from 'react'
import { renderSVG } from 'uqr'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { CodeField } from './code-field.tsx'
import { sessionTexts } from './session.texts.ts'

/** An authenticator beside the password: set up, put in force with a code, removed with a code. */
export function SecondFactor() {
  const t = useTexts(sessionTexts)
  const query = useRoute('second-factor.read', {})
  return (
    <Loaded query={query}>
      {({ hasPassword, confirmedAt }) => (
        <div className="second-factor">
          {confirmedAt === null ? (
            <p className="quiet">{t(hasPassword ? 'factorOff' : 'factorWithout')}</p>
          ) : (
            <p>
              <Tag color="green">{t('factorOn')}</Tag>
              <span className="quiet">{t('factorSince', { at: drawInstant(confirmedAt) })}</span>
            </p>
          )}
          {confirmedAt !== null ? <Removal /> : hasPassword ? <SetUp /> : null}
        </div>
      )}
    </Loaded>
  )
}

function SetUp() {
  const t = useTexts(sessionTexts)
  const { message } = App.useApp()
  const [isAsked, setIsAsked] = useState(false)
  const begin = useAction('second-factor.begin', [])
  const confirm = useAction('second-factor.confirm', ['second-factor.', 'account.'])
  const given = begin.data
  if (!isAsked) return <Button onClick={() => setIsAsked(true)}>{t('factorBegin')}</Button>
  const cancel = (
    <Button
      onClick={() => {
        begin.reset()
        confirm.reset()
        setIsAsked(false)
      }}
    >
      {t('cancel')}
    </Button>
  )
  if (given === undefined) {
    return (
      <Form<{ password: string }> layout="vertical" requiredMark={false} onFinish={(body) => begin.mutate({ body })}>
        {begin.error ? <ProblemAlert error={begin.error} labelOf={() => undefined} /> : null}
        <Form.Item name="password" label={t('current')} rules={[{ required: true, message: t('current') }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <Space>
          <Button type="primary" htmlType="submit" loading={begin.isPending}>
            {t('factorBegin')}
          </Button>
          {cancel}
        </Space>
      </Form>
    )
  }
  return (
    <>
      <p>{t('factorScan')}</p>
      <img alt={t('factorQr')} src={`data:image/svg+xml,${encodeURIComponent(renderSVG(given.uri, { border: 2 }))}`} />
      <Typography.Text copyable={{ text: given.secret }} code>
        {given.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
      </Typography.Text>
      <p>{t('factorType')}</p>
      <Form<{ code: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => confirm.mutate({ body }, { onSuccess: () => void message.success(t('factorConfirmed')) })}
      >
        {confirm.error ? <ProblemAlert error={confirm.error} /> : null}
        <CodeField autoFocus />
        <Space>
          <Button type="primary" htmlType="submit" loading={confirm.isPending}>
            {t('factorConfirm')}
          </Button>
          {cancel}
        </Space>
      </Form>
    </>
  )
}

function Removal() {
  const t = useTexts(sessionTexts)
  const { message } = App.useApp()
  const [isAsked, setIsAsked] = useState(false)
  const remove = useAction('second-factor.remove', ['second-factor.', 'account.'])
  if (!isAsked) return <Button onClick={() => setIsAsked(true)}>{t('factorRemove')}</Button>
  return (
    <Form<{ code: string }>
      layout="vertical"
      requiredMark={false}
      onFinish={(body) => remove.mutate({ body }, { onSuccess: () => void message.success(t('factorRemoved')) })}
    >
      {remove.error ? <ProblemAlert error={remove.error} /> : null}
      <p className="quiet">{t('factorRemoveHint')}</p>
      <CodeField autoFocus />
      <Space>
        <Button danger htmlType="submit" loading={remove.isPending}>
          {t('factorRemove')}
        </Button>
        <Button onClick={() => setIsAsked(false)}>{t('cancel')}</Button>
      </Space>
    </Form>
  )
}

import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Select, Table } from 'antd'
import { useState } from 'react'
import { NOTIFICATION_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { NotificationPreference } from '@ballast/contract/notification.ts'
import { MAIL_CHOICES, NOTIFICATION_KINDS, type MailChoice } from '@ballast/domain/notification/kind.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { preferenceTexts } from './preference.texts.ts'
import './notification.css'

/** When each kind of notification comes to the signed-in user by e-mail. */
export function NotificationPreferences() {
  const t = useTexts(preferenceTexts)
  const query = useRoute('notification-preference.read', {})
  return (
    <section className="card" aria-label={t('title')}>
      <header className="preference-head">
        <h2>{t('title')}</h2>
        <Link to="/notifications">{t('toPage')}</Link>
      </header>
      {/* What was saved meanwhile is a new start for the form. */}
      <Loaded query={query}>{(preference) => <Choices key={preference.version} preference={preference} />}</Loaded>
    </section>
  )
}

function Choices({ preference }: { preference: NotificationPreference }) {
  const t = useTexts(preferenceTexts)
  const { locale } = useLanguage()
  const { message } = App.useApp()
  const [mail, setMail] = useState(preference.mail)
  const [mailLocale, setMailLocale] = useState(preference.locale)
  const edit = useAction('notification-preference.edit', ['notification-preference.'])
  const isChanged = mailLocale !== preference.locale || NOTIFICATION_KINDS.some((kind) => mail[kind] !== preference.mail[kind])
  const save = () =>
    edit.mutate({ body: { locale: mailLocale, mail }, ifMatch: preference.version }, { onSuccess: () => void message.success(t('saved')) })
  return (
    <>
      <p className="quiet">
        {t('inApp')} <QuietHours />
      </p>
      <Reachable preference={preference} />
      <Table
        size="small"
        rowKey="kind"
        pagination={false}
        dataSource={NOTIFICATION_KINDS.map((kind) => ({ kind }))}
        columns={[
          { title: t('kind'), key: 'kind', render: (_, { kind }) => nameIn(locale, NOTIFICATION_NAMES[kind]) },
          {
            title: t('mail'),
            key: 'mail',
            width: 160,
            render: (_, { kind }) => (
              <Select<MailChoice>
                size="small"
                style={{ width: '100%' }}
                aria-label={`${nameIn(locale, NOTIFICATION_NAMES[kind])} ${t('mail')}`}
                value={mail[kind]}
                options={MAIL_CHOICES.map((value) => ({ value, label: t(value) }))}
                onChange={(value) => setMail((before) => ({ ...before, [kind]: value }))}
              />
            ),
          },
        ]}
      />
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => undefined} /> : null}
      <div className="preference-foot">
        <label>
          {t('locale')}{' '}
          <Select
            size="small"
            aria-label={t('locale')}
            value={mailLocale}
            options={[
              { value: 'zh-CN', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
            onChange={setMailLocale}
          />
        </label>
        <Button type="primary" disabled={!isChanged} loading={edit.isPending} onClick={save}>
          {t('save')}
        </Button>
      </div>
    </>
  )
}

function Reachable({ preference: { email, isMailSetUp } }: { preference: NotificationPreference }) {
  const t = useTexts(preferenceTexts)
  if (!isMailSetUp) return <Alert className="preference-note" type="info" showIcon title={t('noServer')} />
  if (email === null) return <Alert className="preference-note" type="warning" showIcon title={t('noAddress')} />
  return <p>{t('to', { email })}</p>
}

/** When the zone keeps quiet, in a sentence. */
function QuietHours() {
  const t = useTexts(preferenceTexts)
  const hours = useRoute('notification-hours.read', {}).data
  if (hours === undefined) return null
  const { quietFrom, quietUntil, quietDays, digestTime } = hours
  const byHour = quietFrom !== quietUntil
  if (!byHour && !quietDays) return <>{t('never_quiet', { digest: digestTime })}</>
  const when = byHour ? `${t('quietHours', { from: quietFrom, until: quietUntil })}${quietDays ? t('quietDays') : ''}` : t('quietDaysOnly')
  return <>{t('quiet', { hours: when, digest: digestTime })}</>
}

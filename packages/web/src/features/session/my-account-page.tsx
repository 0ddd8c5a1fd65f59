import { App, Button, Table, Tag } from 'antd'
import type { RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { drawInstant } from '../../ui/instant.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useRoleNames } from '../../app/role-names.ts'
import { useSession } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { NotificationPreferences } from '../notification/preferences.tsx'
import { NewPasswordForm } from './new-password-form.tsx'
import { SecondFactor } from './second-factor.tsx'
import { sessionTexts } from './session.texts.ts'
import { Tokens } from './tokens.tsx'
import './session.css'
import { deviceName } from './device-name.ts'

export function MyAccountPage() {
  const t = useTexts(sessionTexts)
  const name = useName()
  const roleNames = useRoleNames()
  const { message } = App.useApp()
  const { user } = useSession()
  const hasPassword = useRoute('second-factor.read', {}).data?.hasPassword !== false
  return (
    <Page title={t('myAccount')} subtitle={`${name(user)} · ${user.login} · ${roleNames(user.roles)}`}>
      <div className="my-account">
        <div className="my-account-column">
          {hasPassword ? (
            <section className="card">
              <h2>{t('change')}</h2>
              <NewPasswordForm onDone={() => void message.success(t('changed'))} />
            </section>
          ) : null}
          <section className="card">
            <h2>{t('factor')}</h2>
            <SecondFactor />
          </section>
        </div>
        <div className="my-account-column">
          <section className="card">
            <h2>{t('sessions')}</h2>
            <Sessions />
          </section>
          <NotificationPreferences />
          <Tokens />
        </div>
      </div>
    </Page>
  )
}

type OpenSession = RouteResponse<Routes['session.list']>['sessions'][number]

function Sessions() {
  const t = useTexts(sessionTexts)
  const query = useRoute('session.list', {})
  const revoke = useAction('session.revoke', ['session.list'])
  return (
    <>
      {revoke.error ? <ProblemAlert error={revoke.error} /> : null}
      <Loaded query={query}>
        {({ sessions }) => (
          <Table<OpenSession>
            size="small"
            rowKey="sessionId"
            pagination={false}
            dataSource={sessions}
            scroll={{ x: 760 }}
            columns={[
              {
                title: t('device'),
                key: 'device',
                ellipsis: true,
                width: 220,
                render: (_, { method, userAgent }) => (
                  <span title={userAgent}>{`${deviceName(userAgent)} · ${t(method === 'oidc' ? 'byProvider' : 'byPassword')}`}</span>
                ),
              },
              { title: t('address'), dataIndex: 'address', width: 120 },
              { title: t('since'), dataIndex: 'createdAt', width: 150, render: drawInstant },
              { title: t('lastSeen'), dataIndex: 'lastSeenAt', width: 150, render: drawInstant },
              { title: t('expires'), dataIndex: 'expiresAt', width: 150, render: drawInstant },
              {
                key: 'end',
                width: 90,
                render: (_, { sessionId, isThisOne }) =>
                  isThisOne ? (
                    <Tag color="green">{t('thisOne')}</Tag>
                  ) : (
                    <Button size="small" loading={revoke.isPending} onClick={() => revoke.mutate({ params: { sessionId } })}>
                      {t('end')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </>
  )
}

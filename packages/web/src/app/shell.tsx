import { Link, Outlet } from '@tanstack/react-router'
import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown, Tag } from 'antd'
import { NotificationBell } from '../features/notification/notification-bell.tsx'
import { useAction } from './api.ts'
import { useLanguage, useName, useTexts } from './language.tsx'
import { useRoleNames } from './role-names.ts'
import { Navigation } from './navigation.tsx'
import { useSession } from './session.tsx'
import { shellTexts } from './shell.texts.ts'

/** The frame of every page: zone, pages, date, language, user. */
export function Shell() {
  const t = useTexts(shellTexts)
  const name = useName()
  const { locale, setLocale } = useLanguage()
  const { zone, user, actions, actsFor, mayActFor } = useSession()
  const roleNames = useRoleNames()
  const who = actsFor === null ? name(user) : `${name(user)} ${t('inPlaceOf', { name: name(actsFor) })}`
  const signOut = useAction('session.close', [''])
  // Everything that was asked before was asked with other rights.
  const act = useAction('deputy.act', [''])
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <header className="shell-head">
        <span className="shell-brand">
          <img src="/icon.svg" alt="" width={22} height={22} />
          {name(zone)}
        </span>
        <Navigation />
        <span className="shell-tools">
          {zone.isDemonstration ? (
            <Tag color="gold" title={t('today', { date: zone.businessOn })}>
              {t('demonstration')} {zone.businessOn}
            </Tag>
          ) : null}
          <NotificationBell />
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'account', label: <Link to="/account">{t('myAccount')}</Link> },
                ...(actions.includes('account.list') ? [{ key: 'accounts', label: <Link to="/accounts">{t('accounts')}</Link> }] : []),
                ...(actions.includes('notification-channel.list')
                  ? [{ key: 'channels', label: <Link to="/notification-channels">{t('channels')}</Link> }]
                  : []),
                { key: 'gateRules', label: <Link to="/gate-rules">{t('gateRules')}</Link> },
                ...(actsFor === null
                  ? []
                  : [
                      {
                        key: 'myself',
                        label: t('actAsMyself', { name: name(user) }),
                        onClick: () => act.mutate({ body: { userId: null } }),
                      },
                    ]),
                ...mayActFor
                  .filter(({ userId }) => userId !== actsFor?.userId)
                  .map((person) => ({
                    key: person.userId,
                    label: t('actFor', { name: name(person), until: person.untilOn }),
                    onClick: () => act.mutate({ body: { userId: person.userId } }),
                  })),
                { type: 'divider' },
                { key: 'out', label: t('signOut'), onClick: () => signOut.mutate({}) },
              ],
            }}
          >
            <button
              type="button"
              className={actsFor === null ? 'shell-user' : 'shell-user shell-deputy'}
              aria-label={`${t('user')} ${who}`}
              title={roleNames(user.roles)}
            >
              {who} <DownOutlined />
            </button>
          </Dropdown>
          <Button size="small" ghost onClick={() => setLocale(locale === 'en' ? 'zh-CN' : 'en')}>
            {t('language')}
          </Button>
        </span>
      </header>
      <div id="content">
        <Outlet />
      </div>
    </div>
  )
}

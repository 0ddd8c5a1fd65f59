import { Link, Outlet } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useAction } from './api.ts'
import { useLanguage, useName, useTexts } from './language.tsx'
import { useSession } from './session.tsx'
import { shellTexts } from './shell.texts.ts'

const PAGES = [
  ['/', 'cockpit'],
  ['/plan', 'plan'],
  ['/projects', 'projects'],
  ['/parcels', 'parcels'],
  ['/enterprises', 'enterprises'],
  ['/exchange', 'exchange'],
  ['/audit', 'audit'],
] as const

/** The frame of every page: zone, pages, date, language, user. */
export function Shell() {
  const t = useTexts(shellTexts)
  const name = useName()
  const { locale, setLocale } = useLanguage()
  const { zone, user, users } = useSession()
  const switchUser = useAction('session.switch', [''])
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
        <nav>
          {PAGES.map(([to, key]) => (
            <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }} activeProps={{ className: 'active' }}>
              {t(key)}
            </Link>
          ))}
        </nav>
        <span className="shell-tools">
          {zone.isDemonstration ? (
            <Tag color="gold" title={t('today', { date: zone.businessOn })}>
              {t('demonstration')} {zone.businessOn}
            </Tag>
          ) : null}
          <select
            className="shell-user"
            aria-label={t('user')}
            value={user.login}
            onChange={(event) => switchUser.mutate({ body: { login: event.target.value } })}
          >
            {users.map((item) => (
              <option key={item.login} value={item.login}>
                {name(item)} · {t(item.role)}
              </option>
            ))}
          </select>
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

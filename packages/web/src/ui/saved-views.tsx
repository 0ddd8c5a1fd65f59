import { DeleteOutlined, EyeOutlined, ShareAltOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { App, Button, Input, Popover, Space, Tag } from 'antd'
import { useState } from 'react'
import type { SavedView } from '@ballast/contract/saved-view.ts'
import { useAction, useRoute } from '../app/api.ts'
import { useLanguage, useTexts } from '../app/language.tsx'
import { Loaded, ProblemAlert } from './loaded.tsx'
import { registerTexts } from './register.texts.ts'

/** A view is a link: it can be opened beside the page, sent to a colleague, kept as a bookmark. */
const PAGES = { project: '/projects', enterprise: '/enterprises', parcel: '/parcels', gantt: '/gantt' } as const

interface Props {
  /** Whose views. */
  resource: keyof typeof PAGES
  /** The search part of the address as it is now. */
  query: Record<string, unknown>
}

/** Views of a list by name: the user's own, and those that others share. */
export function SavedViews({ resource, query }: Props) {
  const t = useTexts(registerTexts)
  const { locale } = useLanguage()
  const { message } = App.useApp()
  const [name, setName] = useState('')
  const views = useRoute('saved-view.list', { query: { resource } })
  const save = useAction('saved-view.save', ['saved-view.'])
  const share = useAction('saved-view.share', ['saved-view.'])
  const remove = useAction('saved-view.remove', ['saved-view.'])
  const error = save.error ?? share.error ?? remove.error
  const onSave = () =>
    save.mutate(
      { body: { resource, name: name.trim(), query } },
      {
        onSuccess: () => {
          setName('')
          void message.success(t('viewSaved'))
        },
      },
    )
  const line = (view: SavedView) => (
    <li key={view.viewId}>
      <Link to={PAGES[resource]} search={view.query as never} className="view-link">
        {view.name}
      </Link>
      {view.isMine ? (
        <>
          {view.isShared ? (
            <Tag color="blue" className="badge">
              {t('shared')}
            </Tag>
          ) : null}
          <Button
            size="small"
            type="text"
            icon={<ShareAltOutlined />}
            aria-label={`${view.isShared ? t('unshare') : t('share')} ${view.name}`}
            title={view.isShared ? t('unshare') : t('share')}
            onClick={() => share.mutate({ params: { viewId: view.viewId }, body: { isShared: !view.isShared }, ifMatch: view.version })}
          />
          <Button
            size="small"
            type="text"
            danger
            icon={<DeleteOutlined />}
            aria-label={`${t('remove')} ${view.name}`}
            onClick={() => remove.mutate({ params: { viewId: view.viewId } })}
          />
        </>
      ) : (
        <span className="quiet">{t('by', { name: locale === 'en' ? view.ownerNameEn : view.ownerNameZh })}</span>
      )}
    </li>
  )
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div style={{ width: 300 }}>
          <Loaded query={views} isEmpty={(data) => data.views.length === 0} empty={<p className="quiet">{t('noViews')}</p>}>
            {({ views: all }) => (
              <>
                {[true, false].map((mine) => {
                  const some = all.filter((view) => view.isMine === mine)
                  return some.length === 0 ? null : (
                    <div key={String(mine)}>
                      <strong>{mine ? t('myViews') : t('sharedViews')}</strong>
                      <ul className="picker-list">{some.map(line)}</ul>
                    </div>
                  )
                })}
              </>
            )}
          </Loaded>
          <Space.Compact style={{ width: '100%', marginTop: 8 }}>
            <Input
              size="small"
              value={name}
              maxLength={100}
              aria-label={t('viewName')}
              placeholder={t('viewName')}
              onChange={({ target }) => setName(target.value)}
              onPressEnter={() => (name.trim() === '' ? undefined : onSave())}
            />
            <Button size="small" type="primary" disabled={name.trim() === ''} loading={save.isPending} onClick={onSave}>
              {t('saveView')}
            </Button>
          </Space.Compact>
          {error ? <ProblemAlert error={error} /> : null}
        </div>
      }
    >
      <Button icon={<EyeOutlined />}>{t('views')}</Button>
    </Popover>
  )
}

import { EditOutlined, HistoryOutlined, StarFilled, StarOutlined } from '@ant-design/icons'
import { Button, Drawer, Empty, Input, Tag } from 'antd'
import { useState } from 'react'
import type { MyProject } from '@ballast/contract/my-projects.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { myProjectsTexts } from './my-projects.texts.ts'

const CHANGED = ['my-projects.', 'project-update.']

/** How a project stands in one line: written in place, with its history and whoever follows it. */
export function UpdateLine({ project }: { project: MyProject }) {
  const t = useTexts(myProjectsTexts)
  const name = useName()
  const mayWrite = useMay('project-update.write')
  const [isWriting, setIsWriting] = useState(false)
  const [isOpen, setIsOpen] = useState(false)
  const { update, isUpdateDue, isFollowed, followers, projectId } = project
  const follow = useAction('project.follow', CHANGED)
  const unfollow = useAction('project.unfollow', CHANGED)
  const error = follow.error ?? unfollow.error
  return (
    <section aria-label={t('update')}>
      <h3>
        {t('update')}{' '}
        {isUpdateDue ? (
          <Tag color="gold" className="badge">
            {t('updateDue')}
          </Tag>
        ) : null}
      </h3>
      {error ? <ProblemAlert error={error} /> : null}
      {isWriting ? (
        <UpdateEditor project={project} onClose={() => setIsWriting(false)} />
      ) : (
        <p className="my-project-update">
          {update === null ? <span className="quiet">{t('noUpdate')}</span> : update.text}
          {update === null ? null : (
            <span className="quiet">
              {' '}
              — {update.byName} {drawInstant(update.at).slice(0, 10)}
            </span>
          )}
        </p>
      )}
      <div className="my-project-tools no-print">
        {mayWrite && !isWriting ? (
          <Button
            size="small"
            icon={<EditOutlined />}
            aria-label={t('editUpdate', { name: name(project) })}
            onClick={() => setIsWriting(true)}
          />
        ) : null}
        <Button size="small" icon={<HistoryOutlined />} onClick={() => setIsOpen(true)}>
          {t('history', { count: followers })}
        </Button>
        <Button
          size="small"
          icon={isFollowed ? <StarFilled /> : <StarOutlined />}
          loading={follow.isPending || unfollow.isPending}
          onClick={() => (isFollowed ? unfollow : follow).mutate({ params: { projectId } })}
        >
          {t(isFollowed ? 'unfollow' : 'follow')}
        </Button>
      </div>
      {isOpen ? <UpdateHistory project={project} onClose={() => setIsOpen(false)} /> : null}
    </section>
  )
}

function UpdateEditor({ project, onClose }: { project: MyProject; onClose: () => void }) {
  const t = useTexts(myProjectsTexts)
  const name = useName()
  const [text, setText] = useState(project.isUpdateDue ? '' : (project.update?.text ?? ''))
  const write = useAction('project-update.write', CHANGED)
  const save = () => {
    const said = text.trim()
    if (said !== '') write.mutate({ params: { projectId: project.projectId }, body: { text: said } }, { onSuccess: onClose })
  }
  return (
    <>
      {write.error ? <ProblemAlert error={write.error} /> : null}
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2 }}
        maxLength={500}
        value={text}
        aria-label={t('editUpdate', { name: name(project) })}
        placeholder={t('updateHint')}
        onChange={({ target }) => setText(target.value)}
        onPressEnter={(event) => {
          // Enter also chooses among the characters that an input method offers.
          if (event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          save()
        }}
        onKeyDown={({ key }) => (key === 'Escape' ? onClose() : undefined)}
      />
      <div className="my-project-tools">
        <Button size="small" type="primary" loading={write.isPending} disabled={text.trim() === ''} onClick={save}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </>
  )
}

function UpdateHistory({ project, onClose }: { project: MyProject; onClose: () => void }) {
  const t = useTexts(myProjectsTexts)
  const { locale } = useLanguage()
  const name = useName()
  const query = useRoute('project-update.list', { params: { projectId: project.projectId } })
  return (
    <Drawer open title={t('historyTitle', { name: name(project) })} size={460} onClose={onClose}>
      <Loaded query={query}>
        {({ updates, followers }) => (
          <>
            {followers.length === 0 ? null : (
              <p className="quiet">{t('followers', { names: followers.join(locale === 'en' ? ', ' : '、') })}</p>
            )}
            {updates.length === 0 ? <Empty description={t('noUpdate')} /> : null}
            <ol className="update-history">
              {updates.map((update) => (
                <li key={update.updateId}>
                  {update.text}
                  <div className="quiet">
                    {update.byName} · {drawInstant(update.at)}
                  </div>
                </li>
              ))}
            </ol>
          </>
        )}
      </Loaded>
    </Drawer>
  )
}

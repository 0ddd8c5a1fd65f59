import { Button, Drawer, Empty } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { TASK_GROUPS, type Today, type TaskGroup, type TaskKind } from '@ballast/contract/today.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { TaskList } from './task-list.tsx'
import { todayTexts } from './today.texts.ts'
import './today.css'

type Section = Today['sections'][number]
// As often as the bell asks.
const REFRESH_MS = 60_000

/** Where a working day begins: what is late, due, red, returned or waiting, each one click from where it is done. */
export function TodayPage() {
  const t = useTexts(todayTexts)
  const name = useName()
  const { user, actsFor, zone } = useSession()
  const [opened, setOpened] = useState<TaskKind>()
  const today = useRoute('today.read', {}, { refetchMs: REFRESH_MS })
  return (
    <Page title={t('title')} subtitle={t('subtitle', { name: name(actsFor ?? user), date: zone.businessOn })}>
      <Loaded
        query={today}
        isEmpty={({ sections }) => sections.length === 0}
        empty={
          <Empty
            description={
              <>
                <strong>{t('nothing')}</strong>
                <br />
                {t('nothingHint')}
              </>
            }
          />
        }
      >
        {({ sections }) => (
          <>
            <Summary sections={sections} />
            <div className="today-sections">
              {TASK_GROUPS.flatMap((group) => sections.filter((section) => section.group === group)).map((section) => (
                <SectionCard key={section.kind} section={section} onOpen={() => setOpened(section.kind)} />
              ))}
            </div>
          </>
        )}
      </Loaded>
      {opened === undefined ? null : <AllOf kind={opened} onClose={() => setOpened(undefined)} />}
    </Page>
  )
}

function Summary({ sections }: { sections: readonly Section[] }) {
  const t = useTexts(todayTexts)
  const countOf = (group: TaskGroup) => sections.reduce((sum, section) => sum + (section.group === group ? section.count : 0), 0)
  return (
    <dl className="today-summary" aria-label={t('summary')}>
      {TASK_GROUPS.map((group) => {
        const count = countOf(group)
        return (
          <div key={group} className={count === 0 ? 'card' : `card today-${group}`}>
            <dt>{t(`group.${group}`)}</dt>
            <dd className="number">{count}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function SectionCard({ section, onOpen }: { section: Section; onOpen: () => void }) {
  const t = useTexts(todayTexts)
  const { kind, group, count, place, first } = section
  const title = t(`kind.${kind}`)
  return (
    <section className={`card today-card today-${group}`} aria-labelledby={`today-${kind}`}>
      <header>
        <h2 id={`today-${kind}`}>
          {title} <span className="today-count number">{count}</span>
        </h2>
        {place !== null ? (
          <Link to={place.to as never} search={place.search as never} className="underlined" aria-label={`${t('open')} · ${title}`}>
            {t('open')}
          </Link>
        ) : count > first.length ? (
          <Button type="link" size="small" onClick={onOpen} aria-label={`${t('all', { count })} · ${title}`}>
            {t('all', { count })}
          </Button>
        ) : null}
      </header>
      <TaskList kind={kind} items={first} />
    </section>
  )
}

function AllOf({ kind, onClose }: { kind: TaskKind; onClose: () => void }) {
  const t = useTexts(todayTexts)
  const query = useRoute('today.list', { params: { kind } })
  return (
    <Drawer open title={t(`kind.${kind}`)} size={560} onClose={onClose}>
      <Loaded query={query}>{({ items }) => <TaskList kind={kind} items={items} />}</Loaded>
    </Drawer>
  )
}

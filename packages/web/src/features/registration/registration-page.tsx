import { Alert, App, Button, Flex } from 'antd'
import { Link, useBlocker, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Registration } from '@ballast/contract/registration.ts'
import { mayTake } from '@ballast/domain/registration/state.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { PackActions } from './pack-actions.tsx'
import { PackEvents, PackItems, PackOpen } from './pack-aside.tsx'
import { bodyOf, draftOf, liveChecks, type PackDraft } from './pack-draft.ts'
import { PackForm } from './pack-form.tsx'
import { QueueStateTag } from './queue-state.tsx'
import { registrationTexts } from './registration.texts.ts'
import { usePackAction } from './use-pack-action.ts'
import './registration.css'

export function RegistrationPage() {
  const t = useTexts(registrationTexts)
  const { projectId } = useParams({ from: '/registrations/$projectId' })
  const query = useRoute('registration.show', { params: { projectId } })
  if (query.data) return <PackView key={`${query.data.version} ${query.data.state}`} given={query.data} />
  return (
    <Page title={t('packTitle')}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  )
}

function PackView({ given }: { given: Registration }) {
  const t = useTexts(registrationTexts)
  const name = useName()
  const { message } = App.useApp()
  const first = useMemo(() => draftOf(given), [given])
  const [draft, setDraft] = useState<PackDraft>(first)
  const checks = useMemo(() => liveChecks(given, draft), [given, draft])
  const isLocked = !useMay('registration.save') || !mayTake(given.state, 'save')
  const isDirty = draft !== first
  const save = usePackAction('registration.save')
  const submit = usePackAction('registration.submit')
  const body = bodyOf(draft)
  const params = { projectId: given.projectId }
  useBlocker({ shouldBlockFn: () => isDirty && !save.isPending && !window.confirm(t('unsaved')), enableBeforeUnload: isDirty })
  const keep = async (): Promise<Registration | undefined> => {
    if (body === undefined) return undefined
    try {
      return await save.mutateAsync({ params, body, ifMatch: given.version })
    } catch {
      return undefined
    }
  }
  const handIn = async () => {
    const saved = isDirty || given.state === 'none' ? await keep() : given
    if (saved === undefined) return
    submit.mutate(
      { params, ifMatch: saved.version },
      { onSuccess: ({ batch }) => void message.success(t('submitted', { month: batch ?? '' })) },
    )
  }
  const error = save.error ?? submit.error
  const returned = given.state === 'returned' ? given.events.findLast(({ step }) => step === 'return') : undefined
  return (
    <Page
      title={`${name(given)} · ${t('packTitle')}`}
      subtitle={<Facts given={given} />}
      actions={
        <>
          <PackActions given={given} />
          {isLocked ? null : (
            <>
              <Button
                loading={save.isPending && !submit.isPending}
                disabled={!isDirty || body === undefined}
                onClick={() => void keep().then((saved) => (saved === undefined ? undefined : message.success(t('saved'))))}
              >
                {t('save')}
              </Button>
              <Button type="primary" loading={submit.isPending} disabled={body === undefined} onClick={() => void handIn()}>
                {t('submit')}
              </Button>
            </>
          )}
        </>
      }
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      {returned === undefined ? null : (
        <Alert type="warning" showIcon title={`${returned.byName ?? returned.by}：${returned.note ?? ''}`} />
      )}
      {given.state === 'registered' && given.version === '0' ? <Alert type="info" showIcon title={t('earlier')} /> : null}
      <div className="pack-layout">
        <PackForm
          given={given}
          draft={draft}
          checks={checks}
          isLocked={isLocked}
          onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
        />
        <aside className="pack-aside">
          <PackOpen given={given} />
          <PackItems given={given} />
          <PackEvents given={given} />
        </aside>
      </div>
    </Page>
  )
}

function Facts({ given }: { given: Registration }) {
  const t = useTexts(registrationTexts)
  const { next } = given
  return (
    <Flex wrap gap="4px 16px" align="center">
      <QueueStateTag state={given.state} />
      {given.sourceKind === 'simulated' ? <SourceBadge kind="simulated" citation={null} /> : null}
      <span className="number">{given.projectNo}</span>
      <Link to="/registrations">{t('backToList')}</Link>
      <Link to="/projects/$projectId" params={{ projectId: given.projectId }}>
        {t('projectPage')}
      </Link>
      {given.batch === null ? null : <span className="number">{t('inBatch', { month: given.batch })}</span>}
      {given.registeredOn === null ? (
        given.batch === null && next !== null ? (
          <span>{t('nextBatch', { month: next.month, due: next.dueOn })}</span>
        ) : null
      ) : (
        <span>
          {t('registeredOn')} <span className="number">{given.registeredOn}</span>
        </span>
      )}
      {given.libraryNo === null ? null : (
        <span>
          {t('libraryNo')} <span className="number">{given.libraryNo}</span>
        </span>
      )}
    </Flex>
  )
}

import { Alert, App, Button, Flex } from 'antd'
import { Link, useBlocker, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ReportReturn } from '@ballast/contract/report.ts'
import { pathOnWire } from '@ballast/contract/report-form.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { EvidenceList } from '../evidence/evidence-list.tsx'
import { TellButton } from '../dispatch/tell-dialog.tsx'
import { ChecksPanel, useFieldName } from './checks-panel.tsx'
import { PrintFormButton } from '../return-file/print-form-button.tsx'
import { CorrectButton, Corrections } from './corrections.tsx'
import { ItemsGrid } from './items-grid.tsx'
import { OtherFields } from './other-fields.tsx'
import { reportTexts } from './report.texts.ts'
import { bodyOf, draftOf, workOut, type ReturnDraft } from './return-draft.ts'
import { ReturnEvents } from './return-events.tsx'
import { ReturnStateTag } from './return-state.tsx'
import { ReviewActions } from './review-actions.tsx'
import { useReturnAction } from './use-return-action.ts'
import './report.css'

export function ReturnPage() {
  const t = useTexts(reportTexts)
  const { month, projectId } = useParams({ from: '/reports/$month/$projectId' })
  const query = useRoute('report.show', { params: { projectId, month } })
  if (query.data) return <ReturnView key={`${query.data.version} ${query.data.state ?? ''}`} given={query.data} />
  return (
    <Page title={t('formTitle', { month })}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  )
}

function ReturnView({ given }: { given: ReportReturn }) {
  const t = useTexts(reportTexts)
  const name = useName()
  const fieldName = useFieldName()
  const { message } = App.useApp()
  const first = useMemo(() => draftOf(given), [given])
  const [draft, setDraft] = useState<ReturnDraft>(first)
  const worked = useMemo(() => workOut(draft, given), [draft, given])
  const mayWrite = useMay('report.save')
  const isLocked = given.lock !== null || !mayWrite
  const isDirty = draft !== first
  const change = (part: Partial<ReturnDraft>) => setDraft((now) => ({ ...now, ...part }))
  const params = { projectId: given.projectId, month: given.month }
  const save = useAction('report.save', ['report.', 'period.'])
  const submit = useReturnAction('report.submit')
  useBlocker({ shouldBlockFn: () => isDirty && !save.isPending && !window.confirm(t('unsaved')), enableBeforeUnload: isDirty })
  const marks = useMemo(() => {
    const { refusals, warnings } = worked.verdict
    const places = [
      ...warnings.map(({ at }) => [pathOnWire(at), 'warning'] as const),
      ...refusals.flatMap(({ at }) => (at === undefined ? [] : [[pathOnWire(at), 'error'] as const])),
    ]
    return new Map(places)
  }, [worked])
  const saveDraft = async (): Promise<ReportReturn | undefined> => {
    try {
      return await save.mutateAsync({ params, body: bodyOf(draft, worked), ifMatch: given.version })
    } catch {
      return undefined
    }
  }
  const handIn = async () => {
    const saved = isDirty || given.state === null ? await saveDraft() : given
    if (saved !== undefined) submit.mutate({ params, ifMatch: saved.version }, { onSuccess: () => void message.success(t('submitted')) })
  }
  const error = save.error ?? submit.error
  const buttons = isLocked ? null : (
    <>
      <Button
        loading={save.isPending && !submit.isPending}
        disabled={!isDirty || worked.invalid.length > 0}
        onClick={() => void saveDraft().then((saved) => (saved === undefined ? undefined : message.success(t('saved'))))}
      >
        {t('save')}
      </Button>
      <Button type="primary" loading={submit.isPending} disabled={worked.invalid.length > 0} onClick={() => void handIn()}>
        {t('submit')}
      </Button>
    </>
  )
  return (
    <Page
      title={`${name(given)} · ${t('formTitle', { month: given.month })}`}
      subtitle={<Facts given={given} />}
      actions={
        <>
          <ReviewActions given={given} />
          {buttons}
          <CorrectButton given={given} />
          {given.state === null ? null : <PrintFormButton {...params} projectNo={given.projectNo} />}
        </>
      }
    >
      {error ? <ProblemAlert error={error} labelOf={fieldName} /> : null}
      {given.lock === null || given.state === 'closed' ? null : <Alert type="info" showIcon title={given.lock.message} />}
      <Returned given={given} />
      <div className="return-layout">
        <div className="card return-form">
          <section className="report-section">
            <h2>{t('section.items')}</h2>
            <ItemsGrid
              given={given}
              draft={draft}
              worked={worked}
              marks={marks}
              isLocked={isLocked}
              onMonth={(item, wan) => change({ month: { ...draft.month, [item]: wan } })}
            />
          </section>
          <OtherFields draft={draft} isLocked={isLocked} invalid={worked.invalid} onChange={change} />
        </div>
        <aside className="return-aside">
          <ChecksPanel
            worked={worked}
            draft={draft}
            isLocked={isLocked}
            onReason={(rule, reason) => change({ reasons: { ...draft.reasons, [rule]: reason } })}
          />
          <section className="card">
            <EvidenceList
              subject={{ projectId: given.projectId, subjectType: 'return', subjectId: given.month }}
              name={t('formTitle', { month: given.month })}
              title={t('section.evidence')}
            />
          </section>
          <Corrections given={given} />
          <ReturnEvents events={given.events} />
        </aside>
      </div>
      {buttons === null ? null : (
        <Flex gap={8} justify="end" className="return-foot no-print">
          {buttons}
        </Flex>
      )}
    </Page>
  )
}

function Facts({ given }: { given: ReportReturn }) {
  const t = useTexts(reportTexts)
  return (
    <Flex wrap gap="4px 16px" align="center">
      <ReturnStateTag state={given.state} />
      <span className="number">{given.projectNo}</span>
      <Link to="/reports" search={{ month: given.month } as never}>
        {t('backToList')}
      </Link>
      <Link to="/projects/$projectId" params={{ projectId: given.projectId }}>
        {t('projectPage')}
      </Link>
      {given.firstMonth === given.month ? null : <span>{t('covers', { first: given.firstMonth, last: given.month })}</span>}
      <span>
        {t('registeredOn')} {given.registeredOn === null ? t('notRegistered') : <span className="number">{given.registeredOn}</span>}
      </span>
      <span>
        {t('planOfMonth')} <Money yuan={given.planYuan} withUnit />
      </span>
      <span>
        {t('dispatchedOfMonth')} <Money yuan={given.dispatchedYuan} withUnit />
      </span>
      <TellButton projectId={given.projectId} name={given} month={given.month} />
    </Flex>
  )
}

/** Why it came back, where it did. */
function Returned({ given }: { given: ReportReturn }) {
  const fieldName = useFieldName()
  const last = given.events.findLast(({ step }) => step === 'return')
  if (given.state !== 'returned' || last === undefined) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={`${last.byName}：${last.note ?? ''}`}
      description={
        last.fields.length === 0 ? undefined : (
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {last.fields.map(({ field, reason }) => (
              <li key={field}>
                <b>{fieldName(field) ?? field}</b> {reason}
              </li>
            ))}
          </ul>
        )
      }
    />
  )
}

import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { ProjectPlan } from '@ballast/contract/plan-edit.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { monthNumber, monthsOfYear } from '@ballast/domain/shared/time.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MergeDialog } from '../../ui/merge-dialog.tsx'
import { Money } from '../../ui/money.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { useCellName } from './cell-name.ts'
import { MonthGrid } from './month-grid.tsx'
import { nowOf } from './now-of.ts'
import { bodyOf, cellFen, countableTotal, formOf, notCountableMonths, withLines, type PlanForm } from './plan-form.ts'
import { planTexts } from './plan.texts.ts'
import { ProfilePicker } from './profile-picker.tsx'
import { SharesEditor } from './shares-editor.tsx'
import { ofVersion, useNodeChoices, usePlan } from './use-plan.ts'

interface FormProps {
  plan: ProjectPlan
  onClose: () => void
  /** Whether closing would lose something. */
  onDirty: (isDirty: boolean) => void
}

export function ProjectPlanForm({ plan, onClose, onDirty }: FormProps) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const choicesOf = useNodeChoices()
  const cellName = useCellName()
  const { message, modal } = App.useApp()
  const view = usePlan()
  const { year, canEdit } = view
  const nodes = useRoute('plan.tree', ofVersion(view)).data?.nodes ?? []
  const codeOf = (nodeId: string | null) => nodes.find((node) => node.nodeId === nodeId)?.code ?? ''
  // What the edit started from: the other's version takes its place after a merge.
  const [seen, setSeen] = useState(plan)
  const [edits, setEdits] = useState<PlanForm>({})
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set())
  const [theirs, setTheirs] = useState<ProjectPlan | null>(null)
  const [hasOtherShares, setHasOtherShares] = useState(false)
  const saved = formOf(seen, codeOf(seen.nodeId))
  const form: PlanForm = Object.fromEntries(Object.entries({ ...saved, ...edits }).filter(([field]) => !removed.has(field)))
  const save = useAction('plan.edit-project', ['plan.', 'cockpit.'])
  const remove = useAction('plan.remove-project', ['plan.', 'cockpit.'])
  const change = (next: PlanForm, without: ReadonlySet<string> = removed) => {
    setEdits(next)
    setRemoved(without)
    onDirty(true)
  }
  const set = (field: string, text: string) => change({ ...edits, [field]: text }, new Set([...removed].filter((item) => item !== field)))
  const replace = (next: PlanForm) => change(next, new Set(Object.keys(saved).filter((field) => !(field in next))))
  const reset = (to: ProjectPlan) => {
    setSeen(to)
    setEdits({})
    setRemoved(new Set())
    setHasOtherShares(false)
    onDirty(false)
  }
  const body = bodyOf(form, year)
  const difference = countableTotal(form, year) - (cellFen(form, 'annual') ?? 0n)
  const drawn = (field: string, text: string): string => {
    if (field === 'profile') return t(`profile_${text as 'even'}`)
    return field === 'nodeCode' ? nameOf(nodes.find((node) => node.code === text) ?? { nameZh: text, nameEn: null }) : text
  }
  const isDirty = Object.keys(edits).length > 0 || removed.size > 0
  const submit = () =>
    body &&
    save.mutate(
      { params: { versionId: seen.versionId, projectId: seen.projectId }, ifMatch: seen.version, body },
      {
        onSuccess: (answer) => {
          reset(answer)
          void message.success(t('saved'))
        },
        onError: (error) => {
          const current = nowOf(error) as ProjectPlan | undefined
          if (current) setTheirs(current)
        },
      },
    )
  const takeOut = () =>
    remove.mutate({ params: { versionId: seen.versionId, projectId: seen.projectId }, ifMatch: seen.version }, { onSuccess: onClose })
  const addLine = () => {
    const free = monthsOfYear(year).find((month) => !notCountableMonths(form).includes(month))
    if (free) set(`n.${free}.reason`, '')
  }
  return (
    <>
      <div className="plan-bar">
        <SourceBadge kind={seen.sourceKind} citation={seen.citation} />
        <span>
          {t('totalInvestment')} <Money yuan={seen.totalYuan} withUnit />
        </span>
        <span>
          {t('startOn')} {seen.startOn ?? '—'}
        </span>
        <span>
          {t('completionOn')} {seen.completionOn ?? '—'}
        </span>
        <Link to="/projects/$projectId" params={{ projectId: seen.projectId }} className="push">
          {t('openProject')}
        </Link>
      </div>
      <div className="plan-form">
        <div>
          <label htmlFor="plan-annual">{t('annual')}</label>
          {canEdit ? (
            <MoneyInput id="plan-annual" label={t('annual')} value={form.annual ?? ''} onChange={(text) => set('annual', text)} />
          ) : (
            <Money yuan={seen.annualYuan} withUnit />
          )}
        </div>
        <div>
          <label htmlFor="plan-node">{t('node')}</label>
          <Select
            id="plan-node"
            aria-label={t('node')}
            disabled={!canEdit}
            allowClear
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('placeInTree')}
            status={form.nodeCode === '' ? 'warning' : ''}
            value={form.nodeCode === '' ? null : (form.nodeCode ?? null)}
            options={choicesOf(nodes)}
            labelRender={({ value }) => nameOf(nodes.find((node) => node.code === value) ?? { nameZh: String(value), nameEn: null })}
            onChange={(code: string | null) => set('nodeCode', code ?? '')}
          />
        </div>
        <div>
          <label htmlFor="plan-note">{t('note')}</label>
          <Input
            id="plan-note"
            disabled={!canEdit}
            value={form.note ?? ''}
            maxLength={2000}
            onChange={({ target }) => set('note', target.value)}
          />
        </div>
      </div>
      <Alert
        type={difference === 0n ? 'success' : 'error'}
        showIcon
        title={
          difference === 0n ? (
            t('annualMatches')
          ) : (
            <>
              {t('annualDiffers')} <Money yuan={formatYuan(difference)} withUnit />
            </>
          )
        }
        action={
          canEdit && difference !== 0n ? (
            <Button size="small" onClick={() => set('annual', wanOfYuan(formatYuan(countableTotal(form, year))))}>
              {t('useMonths')}
            </Button>
          ) : undefined
        }
      />
      {canEdit ? (
        <>
          <h2 className="plan-section">{t('spread')}</h2>
          <ProfilePicker
            form={form}
            year={year}
            startMonth={seen.startOn?.startsWith(String(year)) ? monthNumber(seen.startOn as never) : 1}
            onApply={(profile, lines) => replace({ ...withLines(form, lines), profile })}
          />
        </>
      ) : null}
      <h2 className="plan-section">
        {t('composition')} <span className="unit">{t('wan')}</span>
      </h2>
      <MonthGrid
        form={form}
        year={year}
        canEdit={canEdit}
        onChange={(fields) => change({ ...edits, ...fields, profile: 'custom' }, new Set([...removed].filter((item) => !(item in fields))))}
        onRemoveLine={(month) => replace(Object.fromEntries(Object.entries(form).filter(([field]) => !field.startsWith(`n.${month}.`))))}
      />
      {canEdit ? (
        <div className="plan-bar" style={{ marginTop: 8 }}>
          <Button size="small" onClick={addLine}>
            {t('addNotCountable')}
          </Button>
          <span className="quiet">{t('pasteHint')}</span>
        </div>
      ) : null}
      <h2 className="plan-section" id="plan-shares">
        {t('shares')}
      </h2>
      {canEdit && isDirty ? <p className="quiet">{t('saveFirst')}</p> : null}
      <SharesEditor
        key={seen.version}
        plan={seen}
        canEdit={canEdit && !isDirty}
        onSaved={reset}
        onDirty={(isOther) => {
          setHasOtherShares(isOther)
          onDirty(isOther || isDirty)
        }}
      />
      {save.error && theirs === null ? <ProblemAlert error={save.error} /> : null}
      {remove.error ? <ProblemAlert error={remove.error} /> : null}
      {canEdit ? (
        <div className="plan-foot">
          <Button type="primary" disabled={!isDirty || body === null || hasOtherShares} loading={save.isPending} onClick={submit}>
            {t('save')}
          </Button>
          <Button disabled={!isDirty} onClick={() => reset(seen)}>
            {t('revert')}
          </Button>
          {isDirty && hasOtherShares ? <span className="amount-over">{t('saveSharesFirst')}</span> : null}
          {body === null ? <span className="amount-over">{t('invalidAmount')}</span> : null}
          <Button
            danger
            className="push"
            onClick={() => void modal.confirm({ title: t('removeProjectAsk', { name: nameOf(seen) }), onOk: takeOut })}
          >
            {t('removeProject')}
          </Button>
        </div>
      ) : null}
      {theirs === null ? null : (
        <MergeDialog
          subjects={[
            {
              key: seen.projectId,
              title: nameOf(seen),
              before: filled(saved, form),
              mine: filled(form, saved),
              theirs: filled(formOf(theirs, codeOf(theirs.nodeId)), form),
            },
          ]}
          labelOf={cellName}
          drawn={(field, text) => drawn(field, text)}
          savesAtOnce={false}
          onCancel={() => setTheirs(null)}
          onMerge={(changes) => {
            reset(theirs)
            change(changes.get(seen.projectId) ?? {}, new Set())
            setTheirs(null)
          }}
        />
      )}
    </>
  )
}

/** With an empty text for every field that only the other form has. */
const filled = (form: PlanForm, other: PlanForm): PlanForm => ({
  ...Object.fromEntries(Object.keys(other).map((field) => [field, ''])),
  ...form,
})

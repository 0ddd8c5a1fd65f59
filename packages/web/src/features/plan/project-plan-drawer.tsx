import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Drawer, Input, Popconfirm, Select, Space } from 'antd'
import { useState } from 'react'
import type { ProjectPlan } from '@ballast/contract/plan-edit.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { monthNumber, monthsOfYear } from '@ballast/domain/shared/time.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { MergeDialog } from '../../ui/merge-dialog.tsx'
import { Money } from '../../ui/money.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { MonthGrid } from './month-grid.tsx'
import { bodyOf, cellFen, countableTotal, formOf, notCountableMonths, withLines, type PlanForm } from './plan-form.ts'
import { planTexts } from './plan.texts.ts'
import { ProfilePicker } from './profile-picker.tsx'
import { SharesEditor } from './shares-editor.tsx'
import { ofVersion, usePlan } from './use-plan.ts'

/** One project's plan of the year, to read or to edit. */
export function ProjectPlanDrawer({ projectId }: { projectId: string }) {
  const t = useTexts(planTexts)
  const { modal } = App.useApp()
  const { version, setSearch } = usePlan()
  const [isDirty, setIsDirty] = useState(false)
  const plan = useRoute('plan.project', { params: { versionId: version.versionId, projectId } })
  const close = () => setSearch({ project: undefined })
  return (
    <Drawer
      open
      size={920}
      title={t('planOf', { name: plan.data ? `${plan.data.projectNo} ${plan.data.nameZh}` : '…' })}
      onClose={() => (isDirty ? void modal.confirm({ title: t('unsavedAsk'), onOk: close }) : close())}
    >
      <Loaded query={plan}>{(data) => <ProjectPlanForm plan={data} onClose={close} onDirty={setIsDirty} />}</Loaded>
    </Drawer>
  )
}

interface FormProps {
  plan: ProjectPlan
  onClose: () => void
  onDirty: (isDirty: boolean) => void
}

function ProjectPlanForm({ plan, onClose, onDirty }: FormProps) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const { message } = App.useApp()
  const view = usePlan()
  const { year, canEdit } = view
  const nodes = useRoute('plan.tree', ofVersion(view)).data?.nodes ?? []
  const codeOf = (nodeId: string | null) => nodes.find((node) => node.nodeId === nodeId)?.code ?? ''
  // What the edit started from: the other's version takes its place after a merge.
  const [seen, setSeen] = useState(plan)
  const [edits, setEdits] = useState<PlanForm>({})
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set())
  const [theirs, setTheirs] = useState<ProjectPlan | null>(null)
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
    onDirty(false)
  }
  const body = bodyOf(form, year)
  const difference = countableTotal(form, year) - (cellFen(form, 'annual') ?? 0n)
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
          if (error.problem?.code === 'changed-meanwhile') setTheirs(error.problem.extra?.current as ProjectPlan)
        },
      },
    )
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
            value={form.nodeCode === '' ? null : (form.nodeCode ?? null)}
            options={nodes.map((node) => ({ value: node.code, label: `${'　'.repeat(node.depth)}${nameOf(node)}` }))}
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
        onChange={(field, text) =>
          change({ ...edits, [field]: text, profile: 'custom' }, new Set([...removed].filter((item) => item !== field)))
        }
        onRemoveLine={(month) => replace(Object.fromEntries(Object.entries(form).filter(([field]) => !field.startsWith(`n.${month}.`))))}
      />
      {canEdit ? (
        <Space wrap style={{ marginTop: 10 }}>
          <Button onClick={addLine}>{t('addNotCountable')}</Button>
          <Button type="primary" disabled={!isDirty || body === null} loading={save.isPending} onClick={submit}>
            {t('save')}
          </Button>
          {body === null ? <span className="amount-over">{t('invalidAmount')}</span> : null}
          <Popconfirm
            title={t('removeProjectAsk', { name: seen.nameZh })}
            onConfirm={() =>
              remove.mutate(
                { params: { versionId: seen.versionId, projectId: seen.projectId }, ifMatch: seen.version },
                { onSuccess: onClose },
              )
            }
          >
            <Button danger>{t('removeProject')}</Button>
          </Popconfirm>
        </Space>
      ) : null}
      {save.error && theirs === null ? <ProblemAlert error={save.error} /> : null}
      {remove.error ? <ProblemAlert error={remove.error} /> : null}
      <h2 className="plan-section">{t('shares')}</h2>
      <SharesEditor key={plan.version} plan={plan} canEdit={canEdit && !isDirty} />
      {theirs === null ? null : (
        <MergeDialog
          subjects={[
            {
              key: seen.projectId,
              title: seen.nameZh,
              before: filled(saved, form),
              mine: filled(form, saved),
              theirs: filled(formOf(theirs, codeOf(theirs.nodeId)), form),
            },
          ]}
          labelOf={(field) => fieldName(field, t)}
          drawn={(_, text) => text}
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

function fieldName(field: string, t: ReturnType<typeof useTexts<keyof (typeof planTexts)['en']>>): string {
  const [kind, month, part] = field.split('.')
  if (month === undefined || part === undefined) return field === 'nodeCode' ? t('node') : t(field as 'annual' | 'note' | 'profile')
  const name = part === 'reason' ? t('reason') : t(part as 'construction')
  return `${kind === 'n' ? `${t('notCountable')} ` : ''}${t('month', { number: monthNumber(month as never) })} ${name}`
}

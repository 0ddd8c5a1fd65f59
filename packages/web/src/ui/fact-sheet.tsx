import { EditOutlined } from '@ant-design/icons'
import { App, AutoComplete, Button, Flex, Input, Select } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { ProblemError } from '@ballast/contract/client.ts'
import { useTexts } from '../app/language.tsx'
import { DateField } from './date-field.tsx'
import { factProblem, type Fact } from './fact-fields.ts'
import { drawCellText } from './grid-cells.ts'
import { ProblemAlert } from './loaded.tsx'
import { MergeDialog, type MergeSubject } from './merge-dialog.tsx'
import { MoneyInput } from './money-input.tsx'
import { registerTexts } from './register.texts.ts'
import { uiTexts } from './ui.texts.ts'
import './data-table.css'

interface Props {
  title: string
  facts: readonly Fact[]
  version: string
  mayEdit: boolean
  /** How a fact is drawn when it is not plain text: a link, a badge beside it. */
  render?: (fact: Fact) => ReactNode
  renderBadge?: (fact: Fact) => ReactNode
  /** The field of a fact that is chosen from another register; nothing for the usual one. */
  renderInput?: (fact: Fact, input: { id: string; text: string; onText: (text: string) => void }) => ReactNode
  /** Saves the changed facts over the version that was seen. */
  save: (changes: Record<string, string>, ifMatch: string) => Promise<unknown>
  /** The texts of these facts in what the server holds now, when somebody else was faster. */
  readCurrent: (current: unknown) => { version: string; texts: Record<string, string> }
  /** Beside the button that edits. */
  actions?: ReactNode
  /** More of the form: what only editing shows. */
  extra?: ReactNode
}

export function drawFact(fact: Pick<Fact, 'kind' | 'choices'>, text: string, unit: string): string {
  if (fact.kind === 'choice') return fact.choices?.find(({ value }) => value === text)?.label ?? text
  if (fact.kind === 'money') return text === '' ? '' : `${drawCellText({ key: '', title: '', width: 0, kind: 'money' }, text)} ${unit}`
  return text
}

/** The facts of one record: read with their provenance, edited in place, saved once, merged when somebody else was faster. */
export function FactSheet({ title, facts, version, mayEdit, render, renderBadge, renderInput, save, readCurrent, actions, extra }: Props) {
  const t = useTexts(registerTexts)
  const ui = useTexts(uiTexts)
  const { message } = App.useApp()
  const id = useId()
  // What the form began from stays, even when the page is read anew below it, so that a merge can tell the sides apart.
  const [form, setForm] = useState<{ version: string; before: Record<string, string>; typed: Record<string, string> } | null>(null)
  const [merge, setMerge] = useState<{ subject: MergeSubject; version: string } | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [saving, setSaving] = useState(false)
  const begin = () => {
    setError(null)
    setForm({ version, before: Object.fromEntries(facts.map((fact) => [fact.key, fact.value])), typed: {} })
  }
  const changes = form
    ? Object.fromEntries(Object.entries(form.typed).filter(([key, text]) => text.trim() !== (form.before[key] ?? '')))
    : {}
  const problems = facts.filter((fact) => fact.key in changes && factProblem(fact, changes[fact.key] ?? '') !== undefined)
  const store = async (wanted: Record<string, string>, ifMatch: string) => {
    if (Object.keys(wanted).length === 0) {
      setForm(null)
      setMerge(null)
      return
    }
    setSaving(true)
    setError(null)
    try {
      await save(wanted, ifMatch)
      setForm(null)
      setMerge(null)
      void message.success(t('saved'))
    } catch (problem) {
      const current =
        problem instanceof ProblemError && problem.problem.code === 'changed-meanwhile' ? problem.problem.extra?.['current'] : undefined
      if (current === undefined || !form) {
        setMerge(null)
        setError(problem as Error)
      } else {
        const now = readCurrent(current)
        setMerge({ subject: { key: '', title, before: form.before, mine: wanted, theirs: now.texts }, version: now.version })
      }
    } finally {
      setSaving(false)
    }
  }
  const set = (key: string, text: string) => setForm((old) => old && { ...old, typed: { ...old.typed, [key]: text } })
  const labelOf = (key: string) => facts.find((fact) => fact.key === key)?.label ?? key
  const drawn = (key: string, text: string) => {
    const fact = facts.find((item) => item.key === key)
    return fact ? drawFact(fact, text, t('wan')) : text
  }
  return (
    <section className="card" aria-label={title} style={{ marginBottom: 12 }}>
      <Flex justify="space-between" align="center" wrap gap={8} style={{ marginBottom: 4 }}>
        <h2 style={{ margin: 0, fontSize: 16 }}>{title}</h2>
        {form ? (
          <Flex gap={8} align="center">
            <span className="quiet">{t('unsaved', { count: Object.keys(changes).length })}</span>
            <Button size="small" onClick={() => setForm(null)}>
              {ui('cancel')}
            </Button>
            <Button
              size="small"
              type="primary"
              loading={saving}
              disabled={problems.length > 0 || Object.keys(changes).length === 0}
              onClick={() => void store(changes, form.version)}
            >
              {ui('save')}
            </Button>
          </Flex>
        ) : (
          <Flex gap={8}>
            {actions}
            {mayEdit ? (
              <Button size="small" icon={<EditOutlined />} aria-label={t('editField', { name: title })} onClick={begin}>
                {t('edit')}
              </Button>
            ) : null}
          </Flex>
        )}
      </Flex>
      {error ? <ProblemAlert error={error} labelOf={(at) => facts.find(({ key }) => key === at)?.label} /> : null}
      <dl className="fact-sheet">
        {facts.map((fact) => {
          const text = form ? (form.typed[fact.key] ?? form.before[fact.key] ?? '') : fact.value
          const problem = form && fact.key in changes ? factProblem(fact, text) : undefined
          return (
            <div key={fact.key} className={`fact${fact.wide ? ' fact-wide' : ''}${fact.key in changes ? ' changed' : ''}`}>
              <dt>{form ? <label htmlFor={`${id}${fact.key}`}>{fact.label}</label> : fact.label}</dt>
              <dd>
                {form ? (
                  <>
                    {renderInput?.(fact, { id: `${id}${fact.key}`, text, onText: (next) => set(fact.key, next) }) ?? (
                      <FactInput id={`${id}${fact.key}`} fact={fact} text={text} onText={(next) => set(fact.key, next)} />
                    )}
                    {problem ? <div className="fact-error">{t(problem)}</div> : null}
                  </>
                ) : (
                  <>
                    {render?.(fact) ??
                      (text === '' ? (
                        <span className="quiet">—</span>
                      ) : (
                        <span className="number" style={{ whiteSpace: 'pre-wrap' }}>
                          {fact.kind === 'money' ? (
                            <>
                              {drawFact(fact, text, '').trim()} <span className="unit">{t('wan')}</span>
                            </>
                          ) : (
                            drawFact(fact, text, '')
                          )}
                        </span>
                      ))}
                    {renderBadge?.(fact)}
                  </>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      {form ? extra : null}
      {merge ? (
        <MergeDialog
          subjects={[merge.subject]}
          labelOf={labelOf}
          drawn={drawn}
          savesAtOnce
          onCancel={() => setMerge(null)}
          onMerge={(merged) => void store(merged.get('') ?? {}, merge.version)}
        />
      ) : null}
    </section>
  )
}

/** The field in which one fact is typed. */
export function FactInput({ id, fact, text, onText }: { id: string; fact: Fact; text: string; onText: (text: string) => void }) {
  const t = useTexts(registerTexts)
  if (fact.kind === 'money') return <MoneyInput id={id} label={fact.label} value={text} onChange={onText} />
  if (fact.kind === 'date') return <DateField id={id} label={fact.label} value={text} onChange={onText} />
  if (fact.kind === 'choice')
    return (
      <Select
        id={id}
        aria-label={fact.label}
        style={{ width: '100%', maxWidth: 320 }}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear={!fact.required}
        value={text === '' ? undefined : text}
        options={(fact.choices ?? []).map(({ value, label }) => ({ value, label }))}
        onChange={(value: string | undefined) => onText(value ?? '')}
      />
    )
  if (fact.kind === 'suggest')
    return (
      <AutoComplete
        id={id}
        aria-label={fact.label}
        style={{ width: '100%', maxWidth: 320 }}
        showSearch={{ filterOption: true }}
        value={text}
        options={(fact.choices ?? []).map(({ value }) => ({ value }))}
        onChange={(value: string) => onText(value)}
      />
    )
  if (fact.kind === 'long' || fact.kind === 'list')
    return (
      <Input.TextArea
        id={id}
        aria-label={fact.label}
        value={text}
        autoSize={{ minRows: fact.kind === 'long' ? 2 : 1, maxRows: 8 }}
        {...(fact.kind === 'list' ? { placeholder: t('listHint') } : {})}
        onChange={({ target }) => onText(target.value)}
      />
    )
  return <Input id={id} aria-label={fact.label} value={text} onChange={({ target }) => onText(target.value)} />
}

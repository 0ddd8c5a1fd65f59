import { Alert, Button, Skeleton } from 'antd'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import type { RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import type { Scenario, WireChange } from '@ballast/contract/scenario.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { sumFen } from '@ballast/domain/shared/money.ts'
import { monthOfYear, monthsKnown } from '@ballast/forecast/input.ts'
import { readInput } from '@ballast/forecast/read-input.ts'
import { movableGates } from '@ballast/forecast/scenario.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { useCodeNames } from '../project/code-names.ts'
import { AddDialog, type Kind } from './add-dialog.tsx'
import { withGate } from './edits.ts'
import type { GateRow } from './gate-rows.tsx'
import { EMPTY, step } from './history.ts'
import { KeepDialog } from './keep-dialog.tsx'
import { ProjectDialog } from './project-dialog.tsx'
import { ProjectsCard } from './projects-card.tsx'
import { ResultCard } from './result-card.tsx'
import { sayChange, sayReason } from './say.ts'
import { ScenariosCard } from './scenarios-card.tsx'
import { useWhatIf } from './use-what-if.ts'
import { whatIfTexts } from './what-if.texts.ts'

interface Props {
  readonly given: RouteResponse<Routes['forecast.input']>
  readonly scenario: Scenario | undefined
  readonly compared: readonly string[]
  readonly onSearch: (change: { scenario?: string | undefined; compare?: string[] | undefined }) => void
}

/** The forecast on the bench: what is changed, what comes of it, what was kept. */
export function Workbench({ given, scenario, compared, onSearch }: Props) {
  const t = useTexts(whatIfTexts)
  const { locale } = useLanguage()
  const [history, dispatch] = useReducer(step, { ...EMPTY, now: scenario?.changes ?? [] })
  const [edited, setEdited] = useState<string>()
  const [dialog, setDialog] = useState<'add' | 'keep'>()
  const input = useMemo(() => readInput(given.input), [given.input])
  const changes = history.now
  const changesNow = useRef(changes)
  useEffect(() => {
    changesNow.current = changes
  }, [changes])
  const { base, outcome, reasons, of } = useWhatIf(given, changes)
  const rows = useRows(given, input)
  const nameOf = useMemo(() => {
    const names = new Map(rows.map(({ projectId, name }) => [projectId, name]))
    return (projectId: string) => names.get(projectId) ?? projectId
  }, [rows])
  const list = useRoute('scenario.list', { query: { year: given.year } })
  const edit = useAction('scenario.edit', ['scenario.'])
  const kinds = useKinds(input)
  const known = monthsKnown(input)

  const scenarioId = scenario?.scenarioId
  const loaded = useRef(scenarioId)
  useEffect(() => {
    if (scenario === undefined || loaded.current === scenarioId) return
    loaded.current = scenarioId
    dispatch({ kind: 'load', changes: scenario.changes })
  }, [scenario, scenarioId])

  const set = (wanted: readonly WireChange[]) => dispatch({ kind: 'set', changes: wanted })
  const onGate = useCallback((projectId: string, gate: LifeGate, on: string | null, isDrag: boolean) => {
    const wanted = withGate(changesNow.current, projectId, gate, on)
    changesNow.current = wanted
    dispatch({ kind: isDrag ? 'drag' : 'set', changes: wanted })
  }, [])
  const onDropped = useCallback(() => dispatch({ kind: 'drop' }), [])
  const project = input.projects.find(({ id }) => id === edited)
  const isOwn = scenario?.isMine === true && JSON.stringify(scenario.changes) !== JSON.stringify(changes)
  return (
    <div className="what-if">
      <div className="what-if-bar" role="toolbar" aria-label={t('changes', { count: changes.length })}>
        <Button disabled={history.past.length === 0} onClick={() => dispatch({ kind: 'undo' })}>
          {t('undo')}
        </Button>
        <Button disabled={history.future.length === 0} onClick={() => dispatch({ kind: 'redo' })}>
          {t('redo')}
        </Button>
        <Button disabled={changes.length === 0} onClick={() => dispatch({ kind: 'reset' })}>
          {t('reset')}
        </Button>
        <Button onClick={() => setDialog('add')}>{t('add')}</Button>
        {isOwn && changes.length > 0 && reasons.length === 0 ? (
          <Button
            loading={edit.isPending}
            onClick={() =>
              edit.mutate({ params: { scenarioId: scenario.scenarioId }, body: { changes: [...changes] }, ifMatch: scenario.version })
            }
          >
            {t('saveChanges')}
          </Button>
        ) : null}
        <Button type="primary" disabled={changes.length === 0 || reasons.length > 0} onClick={() => setDialog('keep')}>
          {t('keep')}
        </Button>
        {scenario === undefined ? null : <span className="quiet">{t('opened', { name: scenario.name })}</span>}
      </div>
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => undefined} /> : null}
      {base === null || outcome === null ? (
        <section className="card">
          <Skeleton active title={false} paragraph={{ rows: 6 }} />
        </section>
      ) : (
        <ResultCard
          base={base}
          outcome={outcome}
          count={changes.length}
          isBusy={of !== changes}
          targetYuan={given.targetYuan}
          year={given.year}
          reasons={reasons.map((reason) => sayReason(locale, reason, nameOf))}
          t={t}
        />
      )}
      {changes.length === 0 ? null : (
        <section className="card">
          <h2>{t('changes', { count: changes.length })}</h2>
          <ul className="what-if-changes">
            {changes.map((one, place) => (
              <li key={place}>
                {sayChange(t, locale, one, nameOf)}{' '}
                <Button
                  size="small"
                  type="text"
                  aria-label={`${t('remove')}: ${sayChange(t, locale, one, nameOf)}`}
                  onClick={() => set(changes.filter((_, at) => at !== place))}
                >
                  ✕
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ProjectsCard
        rows={rows}
        year={given.year}
        known={known}
        changes={changes}
        onGate={onGate}
        onDropped={onDropped}
        onEdit={setEdited}
      />
      {list.error ? <Alert type="error" title={list.error.message} /> : null}
      <ScenariosCard
        scenarios={list.data?.scenarios ?? []}
        runId={given.runId}
        openId={scenarioId}
        compared={compared}
        onOpen={(one) => onSearch({ scenario: one.scenarioId })}
        onCompare={(ids) => onSearch({ compare: ids.length === 0 ? undefined : ids })}
      />
      {project === undefined ? null : (
        <ProjectDialog
          project={project}
          name={nameOf(project.id)}
          others={rows}
          known={known}
          changes={changes}
          onChange={set}
          onClose={() => setEdited(undefined)}
        />
      )}
      {dialog === 'add' ? (
        <AddDialog
          reserve={given.reserve}
          kinds={kinds}
          year={given.year}
          known={known}
          onAdd={(change) => {
            set([...changes, change])
            setDialog(undefined)
          }}
          onClose={() => setDialog(undefined)}
        />
      ) : null}
      {dialog === 'keep' ? (
        <KeepDialog
          runId={given.runId}
          changes={changes}
          onKept={(one) => {
            setDialog(undefined)
            loaded.current = one.scenarioId
            onSearch({ scenario: one.scenarioId })
          }}
          onClose={() => setDialog(undefined)}
        />
      ) : null}
    </div>
  )
}

/** Those whose gates would move the year most come first, then those with the largest plan. */
function useRows({ runId, projects }: Props['given'], input: ReturnType<typeof readInput>): readonly GateRow[] {
  const name = useName()
  const why = useRoute('forecast.explain', { params: { runId }, query: { limit: 200 } })
  const drivers = why.data?.drivers
  return useMemo(() => {
    const rank = new Map<string, number>()
    for (const [place, { projectId }] of (drivers ?? []).entries()) if (!rank.has(projectId)) rank.set(projectId, place)
    const named = new Map(projects.map((one) => [one.projectId, `${one.projectNo} ${name(one)}`]))
    const rankOf = (id: string) => rank.get(id) ?? Number.MAX_SAFE_INTEGER
    return input.projects
      .map((project) => ({ project, planFen: sumFen(project.planFen) }))
      .toSorted((a, b) => rankOf(a.project.id) - rankOf(b.project.id) || Number(b.planFen - a.planFen))
      .map(({ project }) => ({
        projectId: project.id,
        name: named.get(project.id) ?? project.id,
        gates: movableGates(input, project).map((gate) => {
          const dates = project.gates.find((one) => one.gate === gate)
          const on = dates?.forecastOn ?? dates?.plannedOn ?? null
          return { gate, due: on === null ? null : monthOfYear(input.year, on) }
        }),
      }))
  }, [drivers, projects, name, input])
}

/** Every kind of project that the forecast has, once. */
function useKinds(input: ReturnType<typeof readInput>): Kind[] {
  const codes = useCodeNames()
  const kinds = new Map<string, Kind>()
  for (const { category, cluster, isIndustry, sector } of input.projects) {
    const names = [codes.nameOf('category', category), ...(cluster === null ? [] : [codes.nameOf('cluster', cluster)])]
    const name = names.join(' · ')
    if (!kinds.has(name)) kinds.set(name, { category, cluster, isIndustry, sector, name })
  }
  return [...kinds.values()]
}

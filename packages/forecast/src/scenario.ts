import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { fen, formatYuan, parseYuan, sumFen, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { HORIZONS, monthOfYear, monthsKnown, type ForecastGate, type ForecastInput, type ForecastProject, type Horizon } from './input.ts'
import type { Spread } from './outcome.ts'
import { openGates } from './prepare.ts'
import { openWhatIf, type Change, type WhatIfOutcome } from './what-if.ts'
import type { DrawCount } from './run.ts'

/** A project that is not in the forecast, as somebody adds it. */
export interface AddedProject {
  readonly projectId: string
  readonly name: string
  readonly category: string
  readonly cluster: string | null
  readonly isIndustry: boolean
  readonly sector: string
  readonly totalYuan: string
  readonly startOn: string
  readonly constructionMonths: number
  readonly planYuan: readonly string[]
}

/** What somebody tries out, as it is kept and sent: amounts in yuan. */
export type ScenarioChange =
  | { readonly kind: 'gate'; readonly projectId: string; readonly gate: LifeGate; readonly on: string }
  | { readonly kind: 'months'; readonly projectId: string; readonly deltaYuan: readonly string[] }
  | {
      readonly kind: 'funds'
      readonly fromProjectId: string
      readonly toProjectId: string
      readonly month: number
      readonly yuan: string
    }
  | { readonly kind: 'drop'; readonly projectId: string }
  | { readonly kind: 'add'; readonly project: AddedProject }

interface YuanSpread {
  readonly p10Yuan: string
  readonly p50Yuan: string
  readonly p90Yuan: string
  readonly meanYuan: string
}

export interface ScenarioOutcome {
  readonly horizons: { horizon: Horizon; spread: YuanSpread }[]
  /** Year to date at the end of each month, January first. */
  readonly path: YuanSpread[]
  /** Chances of reaching the target, industry's share, and both; null: there is none to reach. */
  readonly reached: number | null
  readonly share: number | null
  readonly both: number | null
}

/** The changes as the engine takes them, or every reason why it cannot. */
export function readScenario(
  input: ForecastInput,
  given: readonly ScenarioChange[],
): { readonly changes: readonly Change[]; readonly reasons: readonly Reason[] } {
  const known = monthsKnown(input)
  const projects = new Map(input.projects.map((project) => [project.id, project]))
  const dropped = new Set(given.flatMap((one) => (one.kind === 'drop' ? [one.projectId] : [])))
  const seen = new Set<string>()
  const planned = new Map<string, Fen[]>()
  const reasons: Reason[] = []

  const find = (projectId: string, at: string): ForecastProject | undefined => {
    const project = projects.get(projectId)
    if (project === undefined) reasons.push({ code: 'scenario.project-unknown', params: { project: projectId }, at })
    return project
  }
  /** Says twice what can be said once; or changes what is dropped. */
  const once = (key: string, projectId: string, at: string) => {
    if (seen.has(key)) reasons.push({ code: 'scenario.said-twice', at })
    seen.add(key)
    if (dropped.has(projectId) && !key.startsWith('drop')) reasons.push({ code: 'scenario.changed-and-dropped', at })
  }
  const addTo = (project: ForecastProject, month: number, delta: Fen, at: string) => {
    if (delta !== 0n && month <= known) reasons.push({ code: 'scenario.month-known', params: { month }, at })
    const months = planned.get(project.id) ?? Array.from({ length: 12 }, (_, place) => project.planFen[place] ?? ZERO_FEN)
    months[month - 1] = fen((months[month - 1] as Fen) + delta)
    planned.set(project.id, months)
  }

  const changes = given.map((one, place): Change => {
    const at = `changes.${place}`
    if (one.kind === 'gate') {
      const project = find(one.projectId, at)
      once(`gate ${one.projectId} ${one.gate}`, one.projectId, at)
      if (project !== undefined && !movableGates(input, project).includes(one.gate))
        reasons.push({ code: 'scenario.gate-not-awaited', params: { gate: one.gate }, at })
      if (monthOfYear(input.year, one.on as PlainDate) <= known) reasons.push({ code: 'scenario.date-known', params: { on: one.on }, at })
      return { ...one, on: one.on as PlainDate }
    }
    if (one.kind === 'months') {
      const project = find(one.projectId, at)
      once(`months ${one.projectId}`, one.projectId, at)
      const deltaFen = one.deltaYuan.map(parseYuan)
      if (project !== undefined) for (const [month, delta] of deltaFen.entries()) addTo(project, month + 1, delta, at)
      return { kind: 'months', projectId: one.projectId, deltaFen }
    }
    if (one.kind === 'funds') {
      const [from, to] = [find(one.fromProjectId, at), find(one.toProjectId, at)]
      for (const id of [one.fromProjectId, one.toProjectId]) if (dropped.has(id)) reasons.push({ code: 'scenario.changed-and-dropped', at })
      const amount = parseYuan(one.yuan)
      if (one.fromProjectId === one.toProjectId) reasons.push({ code: 'scenario.funds-to-itself', at })
      if (amount <= 0n) reasons.push({ code: 'scenario.amount-not-positive', at })
      if (from !== undefined) addTo(from, one.month, fen(-amount), at)
      if (to !== undefined) addTo(to, one.month, amount, at)
      return { kind: 'funds', fromProjectId: one.fromProjectId, toProjectId: one.toProjectId, month: one.month, fen: amount }
    }
    if (one.kind === 'drop') {
      find(one.projectId, at)
      once(`drop ${one.projectId}`, one.projectId, at)
      return one
    }
    once(`add ${one.project.projectId}`, one.project.projectId, at)
    if (projects.has(one.project.projectId)) reasons.push({ code: 'scenario.already-there', params: { project: one.project.name }, at })
    reasons.push(...reasonsOfAdded(one.project, input, at))
    return { kind: 'add', project: forecastProject(one.project) }
  })
  for (const [projectId, months] of planned) {
    for (const [place, amount] of months.entries()) {
      if (amount >= 0n) continue
      const first = given.findIndex((one) => touches(one, projectId))
      reasons.push({ code: 'scenario.plan-below-zero', params: { month: place + 1, yuan: formatYuan(amount) }, at: `changes.${first}` })
    }
  }
  return { changes, reasons }
}

const touches = (one: ScenarioChange, projectId: string): boolean =>
  (one.kind === 'months' && one.projectId === projectId) || (one.kind === 'funds' && one.fromProjectId === projectId)

/** Gates of a project that its work or its reporting still waits for: those that a scenario can move. */
export function movableGates(input: ForecastInput, project: ForecastProject): LifeGate[] {
  const { workGates, registration } = openGates({ year: input.year, known: monthsKnown(input), experience: input.experience }, project)
  return [...workGates.map(({ gate }) => gate), ...(registration === null ? [] : [registration.gate])]
}

function reasonsOfAdded(project: AddedProject, input: ForecastInput, at: string): Reason[] {
  const plan = project.planYuan.map(parseYuan)
  const known = monthsKnown(input)
  return [
    ...(parseYuan(project.totalYuan) <= 0n ? [{ code: 'scenario.amount-not-positive', at: `${at}.project.totalYuan` }] : []),
    ...(sumFen(plan) > parseYuan(project.totalYuan) ? [{ code: 'scenario.plan-beyond-total', at: `${at}.project.planYuan` }] : []),
    ...(monthOfYear(input.year, project.startOn as PlainDate) <= known
      ? [{ code: 'scenario.date-known', params: { on: project.startOn }, at: `${at}.project.startOn` }]
      : []),
    ...plan.flatMap((amount, place) => {
      if (amount < 0n)
        return [
          {
            code: 'scenario.plan-below-zero',
            params: { month: place + 1, yuan: formatYuan(amount) },
            at: `${at}.project.planYuan.${place}`,
          },
        ]
      return amount > 0n && place < known
        ? [{ code: 'scenario.month-known', params: { month: place + 1 }, at: `${at}.project.planYuan.${place}` }]
        : []
    }),
  ]
}

/** It waits for its start, and for being registered by then; both are as likely to be late as those of others. */
function forecastProject(project: AddedProject): ForecastProject {
  const gate = (name: LifeGate): ForecastGate => ({ gate: name, plannedOn: project.startOn as PlainDate, forecastOn: null, actualOn: null })
  return {
    id: project.projectId,
    category: project.category,
    cluster: project.cluster,
    isIndustry: project.isIndustry,
    sector: project.sector,
    totalFen: parseYuan(project.totalYuan),
    cumulativeBeforeFen: ZERO_FEN,
    reportedFen: [],
    planFen: project.planYuan.map(parseYuan),
    constructionShare: USUAL_BUILDING_SHARE,
    constructionMonths: project.constructionMonths,
    gates: [gate('registration'), gate('construction_start')],
  }
}

/** 建安 of a project of which nothing else is known. */
const USUAL_BUILDING_SHARE = 0.6

const shown = ({ p10, p50, p90, mean }: Spread): YuanSpread => ({
  p10Yuan: formatYuan(p10),
  p50Yuan: formatYuan(p50),
  p90Yuan: formatYuan(p90),
  meanYuan: formatYuan(mean),
})

export function shownOutcome(input: ForecastInput, { horizons, path, chance }: WhatIfOutcome): ScenarioOutcome {
  const hasTarget = input.targetFen > 0n
  const hasShare = input.industryShareTarget > 0
  return {
    horizons: HORIZONS.map((horizon) => ({ horizon, spread: shown(horizons[horizon]) })),
    path: path.map(shown),
    reached: hasTarget ? chance.reached : null,
    share: hasShare ? chance.share : null,
    both: hasTarget && hasShare ? chance.both : null,
  }
}

/** A forecast that is open for trying out: the base, and what changes make of it. */
export function openScenario(input: ForecastInput, count: DrawCount) {
  const whatIf = openWhatIf(input, count)
  return {
    base: shownOutcome(input, whatIf.base),
    outcomeOf: (changes: readonly Change[]): ScenarioOutcome => shownOutcome(input, whatIf.change(changes)),
  }
}

import { messageText } from '@ballast/contract/messages.ts'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { WireChange } from '@ballast/contract/scenario.ts'
import type { PlanProjectRow } from '@ballast/domain/plan/plan-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen, formatYuan, parseYuan, sumFen, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import { refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { monthsKnown } from '@ballast/forecast/input.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { namesOf, type NamedProject } from '../forecast/index.ts'
import { adjustPlan, readPlanRows, savePlanProjects } from '../plan/index.ts'
import { findScenario } from './edit-scenario.ts'
import { countableMonths, withMonths } from './plan-changes.ts'
import type { ScenarioRow } from './scenario.queries.ts'
import { shownName } from './shown-scenario.ts'

type Names = (id: string) => NamedProject

/** A draft adjustment of the plan in force with the money of a scenario; what a plan does not hold stands in its reason. */
export async function draftPlanOfScenario(tx: WriteTx, ctx: Context, scenarioId: Uuid) {
  const { zoneId } = ctx.zone
  const scenario = await findScenario(tx, ctx, scenarioId)
  const { year, name, asOf, changes } = scenario
  const named = await namesOf(tx, zoneId, changes.flatMap(idsOf))
  const say = (code: string, params: Readonly<Record<string, string | number>>) => messageText(ctx.locale, code, params)
  const sentences = changes.map((change) => sentenceOf(ctx, change, named))
  const { versionId } = await adjustPlan(tx, ctx, {
    year,
    title: say('scenario.plan-title', { name }),
    reason: say('scenario.plan-reason', { name, asOf, changes: sentences.join(ctx.locale === 'en' ? '; ' : '；') }).slice(
      0,
      LONGEST_REASON,
    ),
  })
  const { projects } = await readPlanRows(tx, zoneId, versionId)
  const { rows, reasons, leftOut } = changedRows(ctx, scenario, new Map(projects.map((row) => [row.projectNo, row])), named)
  refuseIfAny('scenario.refused', reasons)
  const outcomes = await savePlanProjects(tx, ctx, versionId, rows, { action: 'scenario.draft-plan' })
  refuseIfAny(
    'scenario.refused',
    outcomes.flatMap(({ outcome, reasons: why }) => (outcome === 'refused' ? why : [])),
  )
  return { versionId, year, planned: outcomes.filter(({ outcome }) => outcome === 'new' || outcome === 'changed').length, leftOut }
}

const LONGEST_REASON = 2000

const idsOf = (change: WireChange): string[] =>
  change.kind === 'funds'
    ? [change.fromProjectId, change.toProjectId]
    : [change.kind === 'add' ? change.project.projectId : change.projectId]

function sentenceOf(ctx: Context, change: WireChange, named: Names): string {
  const nameOf = (id: string) => shownName(ctx, named(id))
  const say = (code: string, params: Readonly<Record<string, string | number>>) => messageText(ctx.locale, code, params)
  if (change.kind === 'gate') {
    const gate = nameIn(ctx.locale, GATE_NAMES[change.gate])
    return say('scenario.says-gate', { project: nameOf(change.projectId), gate, month: change.on.slice(0, 7) })
  }
  if (change.kind === 'months') {
    return say('scenario.says-months', {
      project: nameOf(change.projectId),
      yuan: formatYuan(sumFen(change.deltaYuan.map(parseYuan))),
    })
  }
  if (change.kind === 'funds') {
    const { month, yuan } = change
    return say('scenario.says-funds', { month, yuan, from: nameOf(change.fromProjectId), to: nameOf(change.toProjectId) })
  }
  if (change.kind === 'drop') {
    return say('scenario.says-drop', { project: nameOf(change.projectId) })
  }
  return say('scenario.says-add', { project: change.project.name, month: change.project.startOn.slice(0, 7) })
}

function changedRows(
  ctx: Context,
  { year, asOf, changes }: ScenarioRow,
  planned: ReadonlyMap<string, PlanProjectRow>,
  named: Names,
): { rows: PlanProjectRow[]; reasons: Reason[]; leftOut: string[] } {
  const known = monthsKnown({ year, asOf })
  const deltas = new Map<string, Fen[]>()
  const added: PlanProjectRow[] = []
  const reasons: Reason[] = []
  const leftOut: string[] = []
  const say = (code: string, params: Readonly<Record<string, string>>) => leftOut.push(messageText(ctx.locale, code, params))
  const nameOf = (id: string) => shownName(ctx, named(id))
  const addTo = (projectId: string, delta: readonly Fen[]) => {
    const { projectNo } = named(projectId)
    const before = deltas.get(projectNo)
    if (!planned.has(projectNo)) say('scenario.not-in-plan', { project: nameOf(projectId) })
    else
      deltas.set(
        projectNo,
        delta.map((amount, place) => fen(amount + (before?.[place] ?? 0n))),
      )
  }
  const inMonth = (month: number, amount: bigint) =>
    Array.from({ length: 12 }, (_, place) => (place + 1 === month ? fen(amount) : ZERO_FEN))
  for (const change of changes) {
    if (change.kind === 'months') addTo(change.projectId, change.deltaYuan.map(parseYuan))
    if (change.kind === 'funds') {
      addTo(change.fromProjectId, inMonth(change.month, -parseYuan(change.yuan)))
      addTo(change.toProjectId, inMonth(change.month, parseYuan(change.yuan)))
    }
    if (change.kind === 'drop') {
      const row = planned.get(named(change.projectId).projectNo)
      const rest = row === undefined ? [] : countableMonths(row)
      addTo(
        change.projectId,
        Array.from({ length: 12 }, (_, place) => fen(place < known ? 0n : -(rest[place] ?? 0n))),
      )
    }
    if (change.kind === 'gate') {
      const gate = nameIn(ctx.locale, GATE_NAMES[change.gate])
      say('scenario.gates-are-no-plan', { project: nameOf(change.projectId), gate, month: change.on.slice(0, 7) })
    }
    if (change.kind === 'add') {
      const { projectNo } = named(change.project.projectId)
      if (projectNo === '') say('scenario.not-in-register', { project: change.project.name })
      else added.push(withMonths({ projectNo, annualFen: ZERO_FEN, months: [] }, year, change.project.planYuan.map(parseYuan)))
    }
  }
  const rows = [...deltas].flatMap(([projectNo, delta]) => {
    const row = planned.get(projectNo) as PlanProjectRow
    const below = countableMonths(row).flatMap((amount, place) => {
      const left = amount + (delta[place] as Fen)
      return left < 0n ? [{ code: 'scenario.plan-below-zero', params: { month: place + 1, yuan: formatYuan(left) }, at: projectNo }] : []
    })
    reasons.push(...below)
    return below.length > 0 ? [] : [withMonths(row, year, delta)]
  })
  return { rows: [...rows, ...added], reasons, leftOut }
}

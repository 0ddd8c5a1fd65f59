import type { ActionLimit, ActionLine, ActionPlan, ActionPlanRow } from '@ballast/contract/action.ts'
import { messageText } from '@ballast/contract/messages.ts'
import type { Role } from '@ballast/contract/roles.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen, formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { lastDayOf } from '@ballast/domain/report/period.ts'
import { yearMonthOf } from '@ballast/domain/shared/time.ts'
import type { Limit } from '@ballast/forecast/actions/action.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { namesOf, type NamedProject, type Stored } from '../forecast/index.ts'
import type { StoredPlan } from './make-plan.ts'
import { findPlan, personsOf, type PlanRecord } from './plan.queries.ts'

/** A float of fen as it is shown: an estimate, rounded once. */
export const yuanOfFloat = (amount: number): string => formatYuan(fen(BigInt(Math.round(amount))))
const FEN_PER_YI = 1e10

export const planRow = ({ locale }: Pick<Context, 'locale'>, plan: PlanRecord): ActionPlanRow => ({
  planId: plan.planId,
  runId: plan.runId,
  year: plan.year,
  asOf: plan.asOf,
  state: plan.state,
  done: Number(plan.done),
  total: Number(plan.total),
  reasons: plan.reasons.map(({ code, params }) => ({ code, message: messageText(locale, code, params) })),
  startedByName: plan.startedByName,
  startedAt: plan.startedAt,
  acceptedByName: plan.acceptedByName,
  acceptedAt: plan.acceptedAt,
})

export const limitOf = (year: number, { kind, of, month }: Limit): ActionLimit => ({
  kind,
  of,
  month: month === null ? null : yearMonthOf(year, month),
})

/** A line of a plan with the person who would do it. */
export function lineOf(
  year: number,
  { candidate, gainFen, avoidedFen, expected }: StoredPlan['chosen'][number],
  { named, persons }: { named: (id: string) => NamedProject; persons: ReadonlyMap<string, string> },
): ActionLine {
  const role = (candidate.office ?? 'service_manager') as Role
  const month = yearMonthOf(year, candidate.month)
  return {
    ...named(candidate.projectId),
    lineId: candidate.id,
    kind: candidate.kind,
    gate: candidate.gate,
    month,
    effectMonth: yearMonthOf(year, expected.month),
    costYuan: yuanOfFloat(candidate.costFen),
    fundsYuan: yuanOfFloat(candidate.fundsFen),
    gainYuan: yuanOfFloat(gainFen),
    avoidedYuan: yuanOfFloat(avoidedFen),
    assigneeRole: role,
    assignee: candidate.office === null ? candidate.manager : (persons.get(role) ?? null),
    dueOn: lastDayOf(month),
  }
}

export async function showPlan(tx: ReadTx, ctx: Context, planId: Uuid): Promise<ActionPlan> {
  const { zoneId } = ctx.zone
  const record = await findPlan(tx, zoneId, planId)
  if (record.result === null) throw new Refusal('action.refused', [{ code: 'action.not-done' }])
  const plan = JSON.parse(record.result) as StoredPlan
  const ids = [...plan.chosen, ...plan.left].map(({ candidate }) => candidate.projectId)
  const known = { named: await namesOf(tx, zoneId, ids), persons: await personsOf(tx, zoneId) }
  const { year } = record
  const byWorth = <T extends { readonly avoidedFen: number }>(lines: readonly T[]): T[] =>
    lines.toSorted((a, b) => b.avoidedFen - a.avoidedFen)
  return {
    ...planRow(ctx, record),
    targetYuan: formatYuan(fen(record.targetFen)),
    candidates: plan.candidates,
    before: endOf(plan.before),
    after: endOf(plan.after),
    greedy: endOf(plan.greedy),
    greedyLines: plan.greedyChosen.length,
    method: plan.method,
    rounds: plan.rounds.map(({ state, value, bound, greedyValue, shortfallFen }) => ({
      state,
      valueYuan: yuanOfFloat(value * FEN_PER_YI),
      boundYuan: (bound as number | null) === null ? null : yuanOfFloat(bound * FEN_PER_YI),
      greedyValueYuan: yuanOfFloat(greedyValue * FEN_PER_YI),
      shortfallYuan: yuanOfFloat(shortfallFen),
    })),
    lines: byWorth(plan.chosen).map((one) => lineOf(year, one, known)),
    left: plan.left.map((one) => ({ ...lineOf(year, one, known), limit: one.limit === null ? null : limitOf(year, one.limit) })),
    limits: plan.limits.map(({ limit, used, most }) => ({ limit: limitOf(year, limit), used, most })),
    facts: record.basis.facts,
    measured: [...record.basis.measured],
  }
}

const endOf = ({ year, chance, shortfallFen }: Stored<StoredPlan>['before']): ActionPlan['before'] => ({
  year10Yuan: formatYuan(BigInt(year.p10)),
  year50Yuan: formatYuan(BigInt(year.p50)),
  year90Yuan: formatYuan(BigInt(year.p90)),
  reached: chance.reached,
  both: chance.both,
  shortfallYuan: yuanOfFloat(shortfallFen),
})

import type { ActionSettings } from '@ballast/forecast/actions/action.ts'
import type { ActedOutcome } from '@ballast/forecast/actions/effect.ts'
import { planActions, type ActionPlan, type Solve } from '@ballast/forecast/actions/plan.ts'
import { readInput } from '@ballast/forecast/read-input.ts'
import { canonicalJson } from '../../platform/audit.ts'
import type { Stored } from '../forecast/index.ts'

/** What a thread is given: plain text and numbers. */
export interface PlanTask {
  readonly input: string
  readonly draws: number
  readonly seed: number
  readonly settings: ActionSettings
  /** Names of service managers by project. */
  readonly managers: Readonly<Record<string, string>>
  /** The month of the year that it is. */
  readonly firstMonth: number
}

type End = Pick<ActedOutcome, 'chance' | 'shortfallFen'> & { readonly year: ActedOutcome['horizons']['YE'] }
type PlanResult = Omit<ActionPlan, 'before' | 'after' | 'greedy'> & Readonly<Record<'before' | 'after' | 'greedy', End>>
/** As it is kept; a bound that is not known is null. */
export type StoredPlan = Stored<PlanResult>

const endOf = ({ horizons, chance, shortfallFen }: ActedOutcome): End => ({ year: horizons.YE, chance, shortfallFen })

/** A solve stops after this long and says how far from the best it may be. */
export const SOLVE_SECONDS = 10

export function makePlan(task: PlanTask, solve: Solve, onStep: (done: number, total: number) => void): string {
  const { input, managers, ...given } = task
  const plan = planActions(readInput(input), { ...given, managerOf: (id) => managers[id] ?? null }, solve, onStep)
  const result: PlanResult = { ...plan, before: endOf(plan.before), after: endOf(plan.after), greedy: endOf(plan.greedy) }
  return canonicalJson({
    ...result,
    rounds: plan.rounds.map((round) => ({ ...round, bound: Number.isFinite(round.bound) ? round.bound : null })),
  })
}

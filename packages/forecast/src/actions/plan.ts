import type { ForecastInput } from '../input.ts'
import { baseRun } from '../what-if.ts'
import { type ActionCandidate, type ActionSettings, type Limit } from './action.ts'
import { candidatesOf } from './candidates.ts'
import { actedOutcome, aloneGains, expectedOf, openWorks, simulateActions, type ActedOutcome, type Expected } from './effect.ts'
import { greedyChoice } from './greedy.ts'
import { actionModel, brokenRows, checkModel, usedOf, valueOf, type ActionModel, type ActionWorth } from './model.ts'

/** What a solver says. `bound`: no choice is worth more. */
export interface Solution {
  readonly state: 'optimal' | 'time-limit' | 'none'
  readonly chosen: readonly number[]
  readonly bound: number
}
/** `start`: a choice that can be done, to begin with. */
export type Solve = (model: ActionModel, start?: ReadonlySet<number>) => Solution

export interface Planned {
  readonly candidate: ActionCandidate
  /** What it adds to the year on average, whether it works or not; in fen. */
  readonly gainFen: number
  /** What of the expected shortfall it avoids, alone. */
  readonly avoidedFen: number
  readonly expected: Expected
}
export interface NotPlanned extends Planned {
  /** null: it costs more than it avoids. */
  readonly limit: Limit | null
}
export interface Round {
  readonly state: Solution['state']
  /** In 亿元: what the linear programme says of its choice and of any choice. */
  readonly value: number
  readonly bound: number
  readonly greedyValue: number
  /** Simulated in full; in fen. */
  readonly shortfallFen: number
  readonly greedyShortfallFen: number
}

export interface ActionPlan {
  readonly candidates: number
  readonly before: ActedOutcome
  readonly after: ActedOutcome
  readonly greedy: ActedOutcome
  readonly method: 'milp' | 'greedy'
  readonly chosen: readonly Planned[]
  readonly greedyChosen: readonly string[]
  readonly left: readonly NotPlanned[]
  readonly limits: readonly { readonly limit: Limit; readonly used: number; readonly most: number }[]
  readonly rounds: readonly Round[]
}

const ROUNDS = 3
/** A round counts as so many candidates in telling how far it is. */
const ROUND_STEPS = 80
/** Draws that worths are read from: the mean of a gain is then known within some percent. */
const WORTH_DRAWS = 2000
const LEFT_SHOWN = 60

/**
 * The best plan of actions: worths are linear around the forecast, a solver chooses, the choice is simulated in full, and worths are read
 * anew around it. Of all choices the one that leaves the least expected shortfall and cost in the simulation counts; greedy ones too.
 */
export function planActions(
  input: ForecastInput,
  given: {
    readonly settings: ActionSettings
    readonly managerOf?: (projectId: string) => string | null
    readonly firstMonth?: number
    readonly required?: ReadonlySet<string>
    readonly draws: number
    readonly seed: number
  },
  solve: Solve,
  onStep: (done: number, total: number) => void = () => undefined,
): ActionPlan {
  const { settings, draws, seed } = given
  const candidates = candidatesOf(input, settings, given.managerOf, given.firstMonth)
  const total = candidates.length + ROUNDS * ROUND_STEPS
  const run = baseRun(input, { draws, seed })
  const few = Math.min(draws, WORTH_DRAWS)
  const gains = aloneGains(run, candidates, settings, few, (done) => onStep(done, total))
  const before = actedOutcome(input, run.totals, run.industry)
  const modelAt = (at: ActedOutcome) => {
    const worths = worthsAt(run, { candidates, gains, settings, few, at })
    const required = given.required ?? new Set<string>()
    const model = actionModel(candidates, { worths, settings, required, shareSlackFen: shareSlack(input, before) })
    checkModel(model)
    return { model, worths }
  }
  const first = modelAt(before)
  const rounds: Round[] = []
  let best: Tried | null = null
  let bestGreedy: Tried | null = null
  const tried = new Map<string, ActedOutcome>()
  const simulate = (chosen: readonly number[], method: Tried['method']): Tried => {
    const key = chosen.join(' ')
    const outcome =
      tried.get(key) ??
      simulateActions(
        run,
        chosen.map((place) => candidates[place] as ActionCandidate),
        settings,
      )
    tried.set(key, outcome)
    const cost = chosen.reduce((sum, place) => sum + (candidates[place] as ActionCandidate).costFen, 0)
    return { chosen, method, outcome, lossFen: outcome.shortfallFen + cost }
  }
  for (let { model } = first; rounds.length < ROUNDS; ) {
    const byHand = greedyChoice(model)
    const greedy = simulate(
      [...byHand].sort((a, b) => a - b),
      'greedy',
    )
    const solution = solve(model, byHand)
    const isGood = solution.state !== 'none' && brokenRows(model, new Set(solution.chosen)).length === 0
    // A solver that its clock ends may know no better than what is there by hand.
    const isBetter = isGood && valueOf(model, solution.chosen) >= valueOf(model, byHand)
    const chosen = isBetter
      ? simulate(
          [...solution.chosen].sort((a, b) => a - b),
          'milp',
        )
      : greedy
    rounds.push({
      state: isGood ? solution.state : 'none',
      value: valueOf(model, chosen.chosen),
      bound: solution.bound,
      greedyValue: valueOf(model, greedy.chosen),
      shortfallFen: chosen.outcome.shortfallFen,
      greedyShortfallFen: greedy.outcome.shortfallFen,
    })
    onStep(candidates.length + rounds.length * ROUND_STEPS, total)
    const last: number = best?.lossFen ?? Infinity
    if (best === null || chosen.lossFen < best.lossFen) best = chosen
    if (greedy.lossFen < best.lossFen) best = greedy
    // The floor is what somebody would do by hand: greedy by the worths of the forecast as it is.
    bestGreedy ??= greedy
    if (best.lossFen >= last) break
    model = modelAt(chosen.outcome).model
  }
  const expecting = <T extends Alone>(one: T) => ({
    ...one,
    expected: expectedOf(run, one.candidate, { settings, candidates, draws: few }),
  })
  const winner = best as Tried
  const floor = bestGreedy as Tried
  return {
    candidates: candidates.length,
    before,
    after: winner.outcome,
    greedy: floor.outcome,
    method: winner.method,
    chosen: winner.chosen.map((place) => expecting(planned(candidates, first.worths, place))),
    greedyChosen: floor.chosen.map((place) => (candidates[place] as ActionCandidate).id),
    left: leftOut(candidates, first, winner.chosen).map(expecting),
    limits: first.model.rows
      .filter(({ limit }) => CAPACITIES.has(limit.kind))
      .map((row) => ({ limit: row.limit, used: usedOf(row, new Set(winner.chosen)), most: row.most })),
    rounds,
  }
}

interface Tried {
  readonly chosen: readonly number[]
  readonly method: 'milp' | 'greedy'
  readonly outcome: ActedOutcome
  readonly lossFen: number
}

interface Worth extends ActionWorth {
  readonly gainFen: number
}

const CAPACITIES: ReadonlySet<Limit['kind']> = new Set(['visits', 'manager-visits', 'approvals', 'funds', 'reserve-starts'])

/** The gradient of the expected shortfall: what an action adds in the draws that miss the target. */
function worthsAt(
  run: ReturnType<typeof baseRun>,
  {
    candidates,
    gains,
    settings,
    few,
    at,
  }: {
    candidates: readonly ActionCandidate[]
    gains: readonly Float32Array[]
    settings: ActionSettings
    few: number
    at: ActedOutcome
  },
): Worth[] {
  const target = Number(run.input.targetFen)
  const isIndustry = new Map(run.input.projects.map((project) => [project.id, project.isIndustry]))
  const { chances } = openWorks(run, settings)
  return candidates.map(({ kind, projectId }, place) => {
    const gain = gains[place] as Float32Array
    const chance = chances[kind]
    let [avoided, all] = [0, 0]
    for (let draw = 0; draw < few; draw += 1) {
      const expected = (chance[draw] as number) * (gain[draw] as number)
      all += expected
      if ((at.year[draw] as number) < target) avoided += expected
    }
    const gainFen = all / few
    return {
      gainFen,
      avoidedFen: avoided / few,
      shareFen: gainFen * ((isIndustry.get(projectId) === true ? 1 : 0) - run.input.industryShareTarget),
    }
  })
}

/** Industry above its share of the year, on average; nothing where it is below already: then no action may take it further down. */
function shareSlack({ industryShareTarget }: ForecastInput, { year, industry }: ActedOutcome): number | null {
  if (industryShareTarget <= 0) return null
  let sum = 0
  for (let at = 0; at < year.length; at += 1) sum += (industry[at] as number) - industryShareTarget * (year[at] as number)
  return Math.max(0, sum / year.length)
}

type Alone = Omit<Planned, 'expected'>

const planned = (candidates: readonly ActionCandidate[], worths: readonly Worth[], place: number): Alone => {
  const { gainFen, avoidedFen } = worths[place] as Worth
  return { candidate: candidates[place] as ActionCandidate, gainFen, avoidedFen }
}

/** What is not in the plan, the most valuable first, and the limit that it would break. */
function leftOut(
  candidates: readonly ActionCandidate[],
  { model, worths }: { model: ActionModel; worths: readonly Worth[] },
  chosen: readonly number[],
): (Alone & Pick<NotPlanned, 'limit'>)[] {
  const inPlan = new Set(chosen)
  const same = ({ projectId, kind, gate }: ActionCandidate) => `${projectId} ${kind} ${gate}`
  const done = new Set(chosen.map((place) => same(candidates[place] as ActionCandidate)))
  const order = [...candidates.keys()]
    .filter((place) => !inPlan.has(place))
    .sort((a, b) => (model.columns[b]?.value ?? 0) - (model.columns[a]?.value ?? 0) || a - b)
  const left: ReturnType<typeof leftOut> = []
  for (const place of order) {
    if (left.length === LEFT_SHOWN) break
    const key = same(candidates[place] as ActionCandidate)
    if (done.has(key)) continue
    done.add(key)
    const broken = brokenRows(model, new Set([...inPlan, place]))
    left.push({
      ...planned(candidates, worths, place),
      limit: (model.columns[place]?.value ?? 0) <= 0 ? null : (broken[0]?.limit ?? null),
    })
  }
  return left
}

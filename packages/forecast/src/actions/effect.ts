import { HORIZONS, type ForecastInput, type Horizon } from '../input.ts'
import { spreadOf, chanceOf } from '../outcome.ts'
import type { OpenGate, Prepared } from '../zone.ts'
import { hashText, streamKey, t5Of, uniformOf } from '../random.ts'
import { drawAlone, type BaseRun, type WhatIfOutcome } from '../what-if.ts'
import { emptyDrawn, HORIZON_COUNT, YEAR_MONTHS } from '../simulate.ts'
import { ACTION_KINDS, chanceToWork, type ActionCandidate, type ActionKind, type ActionSettings } from './action.ts'

/** Purposes of the random numbers that say whether an action works; those of gates end below. */
const WORKS_STREAM = 64
const CHANCE_STREAM = 48

/** The project as it goes when the action works. */
export function withAction(
  known: number,
  season: Float64Array,
  project: Prepared,
  action: ActionCandidate,
  settings: ActionSettings,
): Prepared {
  const rule = settings.rules[action.kind]
  const byThen = action.month + rule.lagMonths
  if (action.kind === 'expedite' || action.kind === 'reserve') {
    const isMoved = ({ gate }: OpenGate) => action.kind === 'reserve' || gate === action.gate
    const pass = (open: OpenGate): OpenGate => (isMoved(open) ? { ...open, hazard: passedBy(open.hazard, byThen) } : open)
    return {
      ...project,
      workGates: project.workGates.map(pass),
      registration: project.registration === null ? null : pass(project.registration),
    }
  }
  if (action.kind === 'visit') {
    // Works go faster from its month on; over the whole rest of the year that is this much.
    const rest = season[YEAR_MONTHS] as number
    const from = action.month - 1 <= known ? 0 : (season[action.month - 1] as number)
    return { ...project, speed: project.speed * (1 + (rest <= 0 ? 0 : (rule.gain * (rest - from)) / rest)) }
  }
  const moved = project.moved?.slice() ?? new Float64Array(YEAR_MONTHS + 1)
  for (let month = action.month; month <= YEAR_MONTHS; month += 1) moved[month] = (moved[month] as number) + action.fundsFen
  return { ...project, moved }
}

/** As it would have gone, but passed by the end of that month at the latest: an action never makes a gate later. */
const passedBy = (hazard: Float64Array, month: number): Float64Array => hazard.map((sum, at) => (at >= month ? Infinity : sum))

/** Whether actions work, draw by draw: how often a kind works is not known either, and all of a kind share that. */
export function openWorks(run: BaseRun, settings: ActionSettings) {
  const chances = Object.fromEntries(
    ACTION_KINDS.map((kind, place): [ActionKind, Float64Array] => {
      const { mean, deviation } = chanceToWork(settings.rules[kind])
      const key = streamKey(run.seed, 0, CHANCE_STREAM + place)
      return [kind, Float64Array.from({ length: run.draws }, (_, draw) => clip(mean + deviation * t5Of(key, draw)))]
    }),
  ) as Record<ActionKind, Float64Array>
  return {
    chances,
    works: ({ id, kind }: ActionCandidate): ((draw: number) => boolean) => {
      const key = streamKey(run.seed, hashText(id), WORKS_STREAM)
      return (draw) => uniformOf(key, draw) < (chances[kind][draw] as number)
    },
  }
}

const clip = (chance: number): number => Math.min(1, Math.max(0, chance))

export interface ActedOutcome extends Omit<WhatIfOutcome, 'path'> {
  /** Mean of what is missing to the target; in fen. */
  readonly shortfallFen: number
  readonly year: Float64Array
  readonly industry: Float64Array
}

export function shortfallOf(year: Float64Array, targetFen: number): number {
  let sum = 0
  for (let at = 0; at < year.length; at += 1) sum += Math.max(0, targetFen - (year[at] as number))
  return sum / year.length
}

/** The whole zone again with the actions together: each works or not by its own draw, so that what they do to each other counts. */
export function simulateActions(run: BaseRun, chosen: readonly ActionCandidate[], settings: ActionSettings): ActedOutcome {
  const { input, draws } = run
  const totals = run.totals.map((one) => one.slice())
  const industry = run.industry.slice()
  const places = new Map(input.projects.map(({ id }, place) => [id, place]))
  const { works } = openWorks(run, settings)
  const buffer = emptyDrawn(0, draws, 1)
  for (const [projectId, actions] of Map.groupBy(chosen, (action) => action.projectId)) {
    const place = places.get(projectId) as number
    const project = run.zone.projects[place] as Prepared
    const isIndustry = input.projects[place]?.isIndustry === true
    const tests = actions.map(works)
    const masks = Uint32Array.from({ length: draws }, (_, draw) => tests.reduce((mask, test, bit) => mask | (test(draw) ? 1 << bit : 0), 0))
    const before = drawAlone(run, project, buffer).slice()
    for (const mask of new Set(masks)) {
      if (mask === 0) continue
      const acted = actions.reduce(
        (one, action, bit) => (mask & (1 << bit) ? withAction(run.zone.known, run.zone.season, one, action, settings) : one),
        project,
      )
      const after = drawAlone(run, acted, buffer)
      for (let draw = 0; draw < draws; draw += 1) {
        if (masks[draw] !== mask) continue
        const scale = run.scale[draw] as number
        for (let horizon = 0; horizon < HORIZON_COUNT; horizon += 1) {
          const index = draw * HORIZON_COUNT + horizon
          const gained = scale * ((after[index] as number) - (before[index] as number))
          const total = totals[horizon] as Float64Array
          total[draw] = (total[draw] as number) + gained
          if (isIndustry && horizon === HORIZON_COUNT - 1) industry[draw] = (industry[draw] as number) + gained
        }
      }
    }
  }
  return actedOutcome(input, totals, industry)
}

export function actedOutcome(input: ForecastInput, totals: readonly Float64Array[], industry: Float64Array): ActedOutcome {
  const year = totals[HORIZON_COUNT - 1] as Float64Array
  return {
    horizons: Object.fromEntries(HORIZONS.map((horizon, place) => [horizon, spreadOf(totals[place] as Float64Array)])) as Record<
      Horizon,
      ActedOutcome['horizons'][Horizon]
    >,
    chance: chanceOf(input, year, industry),
    shortfallFen: shortfallOf(year, Number(input.targetFen)),
    year,
    industry,
  }
}

/** What each action alone adds to the year when it works, draw by draw; beside what it needs. Kept as 32-bit floats: thousands of them. */
export function aloneGains(
  run: BaseRun,
  candidates: readonly ActionCandidate[],
  settings: ActionSettings,
  draws: number,
  onStep: (done: number) => void = () => undefined,
): Float32Array[] {
  const few: BaseRun = { ...run, draws }
  const places = new Map(run.input.projects.map(({ id }, place) => [id, place]))
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]))
  const buffer = emptyDrawn(0, draws, 1)
  const year = (project: Prepared): Float64Array => {
    const drawn = drawAlone(few, project, buffer)
    return Float64Array.from(
      { length: draws },
      (_, draw) => (run.scale[draw] as number) * (drawn[draw * HORIZON_COUNT + HORIZON_COUNT - 1] as number),
    )
  }
  const bases = new Map<string, Float64Array>()
  const act = (project: Prepared, action: ActionCandidate) => withAction(run.zone.known, run.zone.season, project, action, settings)
  return candidates.map((candidate, done) => {
    if (done % 100 === 0) onStep(done)
    const project = run.zone.projects[places.get(candidate.projectId) as number] as Prepared
    const helpers = helpersOf(candidate, byId)
    const without = helpers.reduce(act, project)
    const key = [candidate.projectId, ...helpers.map(({ id }) => id)].join('|')
    const before = bases.get(key) ?? year(without)
    bases.set(key, before)
    const after = year(act(without, candidate))
    return Float32Array.from(after, (amount, draw) => amount - (before[draw] as number))
  })
}

/** What is expected of one project with and without an action, for holding the outcome against it. */
export interface Expected {
  /** By the end of which month of the year the effect shows: the gate is passed, or the money is reported. */
  readonly month: number
  /** Money from the known months to the end of the quarter of that month. */
  readonly baseFen: number
  readonly actedFen: number
}

export function expectedOf(
  run: BaseRun,
  action: ActionCandidate,
  { settings, candidates, draws }: { settings: ActionSettings; candidates: readonly ActionCandidate[]; draws: number },
): Expected {
  const isGate = action.gate !== null
  // Money that comes in the last month of a quarter is seen in the next one.
  const month = Math.min(YEAR_MONTHS, isGate ? action.month + settings.rules[action.kind].lagMonths : Math.ceil((action.month + 1) / 3) * 3)
  const place = Math.ceil(month / 3) - 1
  const few: BaseRun = { ...run, draws }
  const { known, season } = run.zone
  const meanOf = (project: Prepared): number => {
    const drawn = drawAlone(few, project)
    let sum = 0
    for (let draw = 0; draw < draws; draw += 1) sum += (run.scale[draw] as number) * (drawn[draw * HORIZON_COUNT + place] as number)
    return sum / draws
  }
  const project = run.zone.projects.find(({ id }) => id === action.projectId) as Prepared
  const act = (one: Prepared, own: ActionCandidate) => withAction(known, season, one, own, settings)
  const without = helpersOf(action, new Map(candidates.map((one) => [one.id, one]))).reduce(act, project)
  return { month, baseFen: meanOf(without), actedFen: meanOf(act(without, action)) }
}

/** The nearest of what it needs, and of what that needs. */
function helpersOf(candidate: ActionCandidate, byId: ReadonlyMap<string, ActionCandidate>): ActionCandidate[] {
  const nearest = candidate.needs.flatMap((id) => byId.get(id) ?? []).at(-1)
  return nearest === undefined ? [] : [...helpersOf(nearest, byId), nearest]
}

import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { CommonDraws } from './common.ts'
import { certainHazard } from './gate-hazard.ts'
import { HORIZONS, monthOfYear, type ForecastInput, type ForecastProject, type Horizon } from './input.ts'
import { cellDraws, chanceOf, spreadOf, type Spread, type TargetChance } from './outcome.ts'
import { drawScale } from './part.ts'
import { knownReported } from './amounts.ts'
import { prepareProject, prepareZone, type Workshop } from './prepare.ts'
import type { OpenGate, Prepared, Zone } from './zone.ts'
import type { DrawCount } from './run.ts'
import { drawProject, drawZone, emptyDrawn, HORIZON_COUNT, YEAR_MONTHS, type Drawn } from './simulate.ts'

/** What somebody tries out. */
export type Change =
  /** The gate is passed on this day; in a month that is known already: next month. */
  | { readonly kind: 'gate'; readonly projectId: string; readonly gate: LifeGate; readonly on: PlainDate }
  /** More (or less) money in a month, January first; it comes only after the project has started, and never beyond its total. */
  | { readonly kind: 'months'; readonly projectId: string; readonly deltaFen: readonly Fen[] }
  /** Funds of one project are spent on another from a month on. */
  | { readonly kind: 'funds'; readonly fromProjectId: string; readonly toProjectId: string; readonly month: number; readonly fen: Fen }
  /** Nothing more comes of the project; what is reported stays. */
  | { readonly kind: 'drop'; readonly projectId: string }
  | { readonly kind: 'add'; readonly project: ForecastProject }

export interface WhatIfOutcome {
  readonly horizons: Readonly<Record<Horizon, Spread>>
  readonly chance: TargetChance
}

/** The base run kept in memory, so that a change costs only the projects that it touches. */
export interface WhatIf {
  readonly base: WhatIfOutcome
  /** The outcome of the changes together. Same random numbers as the base: a difference is the change and nothing else. */
  readonly change: (changes: readonly Change[]) => WhatIfOutcome
}

export interface BaseRun {
  readonly input: ForecastInput
  readonly zone: Zone
  readonly workshop: Workshop
  readonly common: CommonDraws
  readonly scale: Float64Array
  readonly draws: number
  readonly seed: number
  /** Of everything, and of industry, by horizon. */
  readonly totals: readonly Float64Array[]
  readonly industry: Float64Array
}

export function baseRun(input: ForecastInput, { draws, seed }: DrawCount): BaseRun {
  const { zone, workshop } = prepareZone(input)
  const { common, ...drawn } = drawZone(zone, seed, { from: 0, to: draws })
  const part = { ...drawn, topDown: common.topDown }
  const scale = drawScale(zone, part)
  return {
    input,
    zone,
    workshop,
    common,
    scale,
    draws,
    seed,
    totals: HORIZONS.map((horizon) => cellDraws(zone, part, { scale, horizon, isWanted: () => true })),
    industry: cellDraws(zone, part, { scale, horizon: 'YE', isWanted: ({ isIndustry }) => isIndustry }),
  }
}

/** One project's own draws up to each horizon, four a draw. */
export function drawAlone(base: BaseRun, project: Prepared, buffer: Drawn = emptyDrawn(0, base.draws, 1)): Float64Array {
  const drawn = buffer.cells[0] as Float64Array
  drawn.fill(0)
  drawProject(base.zone, { ...project, cell: 0 }, { seed: base.seed, common: base.common, drawn: buffer, from: 0, to: base.draws })
  return drawn
}

export function openWhatIf(input: ForecastInput, count: DrawCount): WhatIf {
  const run = baseRun(input, count)
  const places = new Map(input.projects.map(({ id }, place) => [id, place]))
  const buffers = [emptyDrawn(0, run.draws, 1), emptyDrawn(0, run.draws, 1)] as const
  const outcome = (totals: readonly Float64Array[], industry: Float64Array): WhatIfOutcome => ({
    chance: chanceOf(input, totals[HORIZON_COUNT - 1] as Float64Array, industry),
    horizons: Object.fromEntries(HORIZONS.map((horizon, place) => [horizon, spreadOf(totals[place] as Float64Array)])) as Record<
      Horizon,
      Spread
    >,
  })
  return { base: outcome(run.totals, run.industry), change }

  function change(changes: readonly Change[]): WhatIfOutcome {
    const totals = run.totals.map((draws) => draws.slice())
    const industry = run.industry.slice()
    const replace = (isIndustry: boolean, before: Prepared | null, after: Prepared | null, knownFen = 0) => {
      const old = before === null ? null : drawAlone(run, before, buffers[0])
      const fresh = after === null ? null : drawAlone(run, after, buffers[1])
      for (let place = 0; place < HORIZON_COUNT; place += 1) {
        const total = totals[place] as Float64Array
        const isYear = isIndustry && place === HORIZON_COUNT - 1
        for (let at = 0; at < run.draws; at += 1) {
          const index = at * HORIZON_COUNT + place
          const grown = (fresh === null ? 0 : (fresh[index] as number)) - (old === null ? 0 : (old[index] as number))
          const difference = knownFen + (run.scale[at] as number) * grown
          total[at] = (total[at] as number) + difference
          if (isYear) industry[at] = (industry[at] as number) + difference
        }
      }
    }
    for (const [projectId, own] of byProject(changes)) {
      const place = places.get(projectId)
      if (place === undefined) continue
      const before = run.zone.projects[place] as Prepared
      const isIndustry = (input.projects[place] as ForecastProject).isIndustry
      replace(isIndustry, before, changed(run.workshop, before, own))
    }
    for (const one of changes) {
      if (one.kind !== 'add') continue
      const added = prepareProject(run.workshop, one.project)
      replace(one.project.isIndustry, null, added, knownReported(one.project, run.workshop.known))
    }
    return outcome(totals, industry)
  }
}

type OwnChange =
  | { readonly kind: 'drop' }
  | Extract<Change, { kind: 'gate' }>
  | { readonly kind: 'months'; readonly delta: readonly number[] }

function byProject(changes: readonly Change[]): Map<string, OwnChange[]> {
  const found = new Map<string, OwnChange[]>()
  const add = (projectId: string, own: OwnChange) => found.set(projectId, [...(found.get(projectId) ?? []), own])
  for (const one of changes) {
    if (one.kind === 'drop') add(one.projectId, { kind: 'drop' })
    if (one.kind === 'gate') add(one.projectId, one)
    if (one.kind === 'months') add(one.projectId, { kind: 'months', delta: one.deltaFen.map(Number) })
    if (one.kind === 'funds') {
      const inMonth = (amount: number) => Array.from({ length: YEAR_MONTHS }, (_, at) => (at + 1 === one.month ? amount : 0))
      add(one.fromProjectId, { kind: 'months', delta: inMonth(-Number(one.fen)) })
      add(one.toProjectId, { kind: 'months', delta: inMonth(Number(one.fen)) })
    }
  }
  return found
}

function changed(workshop: Workshop, before: Prepared, changes: readonly OwnChange[]): Prepared | null {
  let after: Prepared = before
  for (const one of changes) {
    if (one.kind === 'drop') return null
    if (one.kind === 'gate') after = withGate(workshop, after, one.gate, monthOfYear(workshop.year, one.on))
    if (one.kind === 'months') {
      const sums = after.moved?.slice() ?? new Float64Array(YEAR_MONTHS + 1)
      let sum = 0
      for (let month = 1; month <= YEAR_MONTHS; month += 1) {
        if (month > workshop.known) sum += one.delta[month - 1] ?? 0
        sums[month] = (sums[month] as number) + sum
      }
      after = { ...after, moved: sums }
    }
  }
  return after
}

/** The project with an open gate passed in a given month. A gate it does not wait for changes nothing. */
export function withGate({ known }: Pick<Workshop, 'known'>, project: Prepared, gate: LifeGate, month: number): Prepared {
  const pass = (open: OpenGate): OpenGate => (open.gate === gate ? { ...open, hazard: certainHazard(month, known) } : open)
  return {
    ...project,
    workGates: project.workGates.map(pass),
    registration: project.registration === null ? null : pass(project.registration),
  }
}

import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { CommonDraws } from './common.ts'
import { certainHazard } from './gate-hazard.ts'
import { HORIZON_MONTHS, HORIZONS, monthOfYear, type ForecastInput, type ForecastProject, type Horizon } from './input.ts'
import { cellDraws, chanceOf, monthDraws, spreadOf, type Spread, type TargetChance } from './outcome.ts'
import { drawScale } from './part.ts'
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
  /** Year to date at the end of each month, January first. */
  readonly path: readonly Spread[]
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
  /** Year to date at the end of each month, January first. */
  readonly months: readonly Float64Array[]
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
    months: monthDraws(zone, part, scale),
  }
}

/** One project's own draws up to each horizon, four a draw. */
export function drawAlone(base: BaseRun, project: Prepared, buffer: Drawn = emptyDrawn(0, base.draws, 1)): Float64Array {
  const drawn = buffer.cells[0] as Float64Array
  drawn.fill(0)
  drawProject(base.zone, { ...project, cell: 0 }, { seed: base.seed, common: base.common, drawn: buffer, from: 0, to: base.draws })
  return drawn
}

/** What a changed project adds to the base, draw by draw: four a draw up to the horizons, twelve a draw up to the ends of the months. */
interface Difference {
  readonly horizons: Float64Array
  readonly months: Float64Array
}

export function openWhatIf(input: ForecastInput, count: DrawCount): WhatIf {
  const run = baseRun(input, count)
  const places = new Map(input.projects.map(({ id }, place) => [id, place]))
  const buffers = [emptyDrawn(0, run.draws, 1), emptyDrawn(0, run.draws, 1)] as const
  /** The last difference of each project that was changed: while one is dragged, the others are not drawn again. */
  const kept = new Map<string, { readonly key: string; readonly difference: Difference }>()
  const outcome = (totals: readonly Float64Array[], industry: Float64Array, months: readonly Float64Array[]): WhatIfOutcome => {
    const horizons = Object.fromEntries(HORIZONS.map((horizon, place) => [horizon, spreadOf(totals[place] as Float64Array)])) as Record<
      Horizon,
      Spread
    >
    return {
      chance: chanceOf(input, totals[HORIZON_COUNT - 1] as Float64Array, industry),
      horizons,
      path: months.map((draws, place) => {
        const horizon = HORIZONS.find((one) => HORIZON_MONTHS[one] === place + 1)
        return horizon === undefined ? spreadOf(draws) : horizons[horizon]
      }),
    }
  }
  return { base: outcome(run.totals, run.industry, run.months), change }

  function difference(before: Prepared | null, after: Prepared | null, known: Float64Array | null): Difference {
    const [old, fresh] = buffers
    draw(before, old)
    draw(after, fresh)
    const made = { horizons: new Float64Array(run.draws * HORIZON_COUNT), months: new Float64Array(run.draws * YEAR_MONTHS) }
    for (let at = 0; at < run.draws; at += 1) {
      const scale = run.scale[at] as number
      let sum = 0
      for (let month = 0; month < YEAR_MONTHS; month += 1) {
        const index = at * YEAR_MONTHS + month
        sum += (fresh.months[index] as number) - (old.months[index] as number)
        made.months[index] = (known?.[month + 1] ?? 0) + scale * sum
      }
      for (let place = 0; place < HORIZON_COUNT; place += 1) {
        const index = at * HORIZON_COUNT + place
        const grown = ((fresh.cells[0] as Float64Array)[index] as number) - ((old.cells[0] as Float64Array)[index] as number)
        made.horizons[index] = (known?.[HORIZON_MONTHS[HORIZONS[place] as Horizon]] ?? 0) + scale * grown
      }
    }
    return made
  }

  function draw(project: Prepared | null, buffer: Drawn): void {
    buffer.months.fill(0)
    if (project === null) (buffer.cells[0] as Float64Array).fill(0)
    else drawAlone(run, project, buffer)
  }

  function change(changes: readonly Change[]): WhatIfOutcome {
    const totals = run.totals.map((draws) => draws.slice())
    const months = run.months.map((draws) => draws.slice())
    const industry = run.industry.slice()
    const add = (isIndustry: boolean, more: Difference) => {
      for (const [place, total] of totals.entries()) {
        for (let at = 0; at < run.draws; at += 1) total[at] = (total[at] as number) + (more.horizons[at * HORIZON_COUNT + place] as number)
      }
      for (const [month, total] of months.entries()) {
        for (let at = 0; at < run.draws; at += 1) total[at] = (total[at] as number) + (more.months[at * YEAR_MONTHS + month] as number)
      }
      if (!isIndustry) return
      const year = HORIZON_COUNT - 1
      for (let at = 0; at < run.draws; at += 1)
        industry[at] = (industry[at] as number) + (more.horizons[at * HORIZON_COUNT + year] as number)
    }
    const differenceOf = (id: string, key: string, make: () => Difference): Difference => {
      const last = kept.get(id)
      if (last?.key === key) return last.difference
      const made = make()
      kept.set(id, { key, difference: made })
      return made
    }
    const touched = new Set<string>()
    for (const [projectId, own] of byProject(changes)) {
      const place = places.get(projectId)
      if (place === undefined) continue
      touched.add(projectId)
      const before = run.zone.projects[place] as Prepared
      const { isIndustry } = input.projects[place] as ForecastProject
      add(
        isIndustry,
        differenceOf(projectId, JSON.stringify(own), () => difference(before, changed(run.workshop, before, own), null)),
      )
    }
    for (const one of changes) {
      if (one.kind !== 'add') continue
      const { project } = one
      const id = `+${project.id}`
      touched.add(id)
      const key = JSON.stringify(project, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
      add(
        project.isIndustry,
        differenceOf(id, key, () => difference(null, prepareProject(run.workshop, project), knownByMonth(project, run.workshop.known))),
      )
    }
    for (const id of kept.keys()) if (!touched.has(id)) kept.delete(id)
    return outcome(totals, industry, months)
  }
}

/** Reported of a project by the end of each month, January at place 1. */
function knownByMonth(project: ForecastProject, known: number): Float64Array {
  const sums = new Float64Array(YEAR_MONTHS + 1)
  for (let month = 1; month <= YEAR_MONTHS; month += 1)
    sums[month] = (sums[month - 1] as number) + (month <= known ? Number(project.reportedFen[month - 1] ?? 0n) : 0)
  return sums
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

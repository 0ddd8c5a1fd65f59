import { drawCommon, type CommonDraws } from './common.ts'
import { HORIZONS } from './input.ts'
import { MULTIPLIER_BITS } from './multiplier.ts'
import type { OpenGate, Prepared, Zone } from './zone.ts'
import { bitsOf, EXPONENTIAL, EXPONENTIAL_SHIFT, streamKey } from './random.ts'

export const YEAR_MONTHS = 12
export const HORIZON_COUNT = HORIZONS.length
/** Draws worked on at a time: their sums stay in the fastest memory. */
const BLOCK = 256
const QUARTER = 3
const MULTIPLIER_STREAM = 16
const GATE_STREAM = 17

/**
 * What is still to come, by draw. Money in fen. `months`: increments of the total, twelve a draw; `cells` and `construction`: from now to
 * each horizon, four a draw, cell after cell.
 */
export interface Drawn {
  readonly from: number
  readonly to: number
  readonly months: Float64Array
  readonly cells: readonly Float64Array[]
  readonly construction: Float64Array
}

export function emptyDrawn(from: number, to: number, cells: number): Drawn {
  return {
    from,
    to,
    months: new Float64Array((to - from) * YEAR_MONTHS),
    cells: Array.from({ length: cells }, () => new Float64Array((to - from) * HORIZON_COUNT)),
    construction: new Float64Array((to - from) * HORIZON_COUNT),
  }
}

export function drawZone(zone: Zone, seed: number, range: { readonly from: number; readonly to: number }): Drawn & { common: CommonDraws } {
  const { from, to } = range
  const common = drawCommon({ seed, from, to }, zone)
  const drawn = emptyDrawn(from, to, zone.cells.length)
  for (let block = from; block < to; block += BLOCK) {
    const until = Math.min(to, block + BLOCK)
    for (const project of zone.projects) drawProject(zone, project, { seed, common, drawn, from: block, to: until })
  }
  return { ...drawn, common }
}

export interface ProjectRun {
  readonly seed: number
  readonly common: CommonDraws
  readonly from: number
  readonly to: number
}
type Surroundings = Pick<Zone, 'known' | 'season'>
const MULTIPLIER_SHIFT = 32 - MULTIPLIER_BITS

/** Adds one project's draws to the sums. Draw d reads nothing but its own random numbers: any split into ranges gives the same. */
export function drawProject(zone: Surroundings, project: Prepared, run: ProjectRun & { readonly drawn: Drawn }): void {
  const { land, moved, workGates, registration } = project
  const isSimple = land === null && moved === null && workGates.length === 0 && registration === null
  if (isSimple) drawUnderWay(zone, project, run)
  else drawWaiting(zone, project, run)
}

/** Most projects: nothing to wait for, and no money but that of works. */
function drawUnderWay({ season, known }: Surroundings, project: Prepared, run: ProjectRun & { readonly drawn: Drawn }): void {
  const { drawn, from, to } = run
  const { months, construction } = drawn
  const cell = drawn.cells[project.cell] as Float64Array
  const { speed } = run.common.sectorOf(project.sector)
  const { worksFen, progress, multipliers, constructionShare: share } = project
  const { a, b, c } = project.curve
  const pace = project.speed / project.months
  const key = streamKey(run.seed, project.owner, MULTIPLIER_STREAM)
  const before = spentFen(project)
  const firstHorizon = Math.floor(known / QUARTER)
  for (let draw = from; draw < to; draw += 1) {
    const at = draw - drawn.from
    const step = pace * (speed[at] as number) * (multipliers[bitsOf(key, draw) >>> MULTIPLIER_SHIFT] as number)
    let previous = before
    const base = at * YEAR_MONTHS - 1
    let month = known + 1
    for (let horizon = firstHorizon; horizon < HORIZON_COUNT; horizon += 1) {
      for (const end = (horizon + 1) * QUARTER; month <= end; month += 1) {
        const x = progress + step * (season[month] as number)
        let reached = x >= 1 ? worksFen : worksFen * (x * (a + x * (b + x * c)))
        if (reached < previous) reached = previous
        months[base + month] = (months[base + month] as number) + (reached - previous)
        previous = reached
      }
      const place = at * HORIZON_COUNT + horizon
      cell[place] = (cell[place] as number) + (previous - before)
      construction[place] = (construction[place] as number) + (previous - before) * share
    }
  }
}

function drawWaiting(zone: Surroundings, project: Prepared, run: ProjectRun & { readonly drawn: Drawn }): void {
  for (let from = run.from; from < run.to; from += BLOCK)
    drawWaitingBlock(zone, project, { ...run, from, to: Math.min(run.to, from + BLOCK) })
}

function drawWaitingBlock({ season, known }: Surroundings, project: Prepared, run: ProjectRun & { readonly drawn: Drawn }): void {
  const { drawn, from, to } = run
  const offset = from - drawn.from
  passGates(project, run, { offset, known })
  const { months, construction } = drawn
  const cell = drawn.cells[project.cell] as Float64Array
  const { worksFen, progress, land, moved, multipliers, constructionShare: share } = project
  const { a, b, c } = project.curve
  const { speed } = run.common.sectorOf(project.sector)
  const key = streamKey(run.seed, project.owner, MULTIPLIER_STREAM)
  const pace = project.speed / project.months
  const before = spentFen(project)
  const most = Math.max(before, worksFen + (land?.[YEAR_MONTHS] ?? 0))
  const isPlain = land === null && moved === null
  for (let draw = from; draw < to; draw += 1) {
    const place = draw - from
    const start = STARTS[place] as number
    const award = AWARDS[place] as number
    const reports = REPORTS[place] as number
    if (reports > YEAR_MONTHS || (start > YEAR_MONTHS && (land === null || award > YEAR_MONTHS))) continue
    const at = offset + place
    const step = pace * (speed[at] as number) * (multipliers[bitsOf(key, draw) >>> MULTIPLIER_SHIFT] as number)
    const gone = goneBefore(season, start, known)
    let previous = before
    let first = start === known ? known + 1 : start
    if (!isPlain) first = known + 1
    if (first < reports) first = reports
    const base = at * YEAR_MONTHS - 1
    for (let month = first; month <= YEAR_MONTHS; month += 1) {
      const weight = (season[month] as number) - gone
      const x = weight > 0 ? progress + step * weight : progress
      let reached = x >= 1 ? worksFen : worksFen * (x * (a + x * (b + x * c)))
      if (!isPlain) {
        if (land !== null && month >= award) reached += land[month] as number
        if (moved !== null && weight > 0) reached += moved[month] as number
        if (reached > most) reached = most
      }
      if (reached < previous) reached = previous
      months[base + month] = (months[base + month] as number) + (reached - previous)
      previous = reached
      if (month === 3 || month === 6 || month === 9 || month === YEAR_MONTHS) {
        const horizon = at * HORIZON_COUNT + month / QUARTER - 1
        cell[horizon] = (cell[horizon] as number) + (reached - before)
        construction[horizon] = (construction[horizon] as number) + (reached - before) * share
      }
    }
  }
}

/** What the rest of the year brings of one project, draw by draw, without its months: a fraction of the work, for reasons that need no more. */
export function drawYear(zone: Surroundings, project: Prepared, run: ProjectRun, year: Float64Array): void {
  if (project.moved !== null) throw new TypeError('moved money needs its months')
  for (let from = run.from; from < run.to; from += BLOCK) {
    drawYearBlock(zone, project, { ...run, from, to: Math.min(run.to, from + BLOCK) }, { year, offset: from - run.from })
  }
}

function drawYearBlock(
  { season, known }: Surroundings,
  project: Prepared,
  run: ProjectRun,
  { year, offset }: { readonly year: Float64Array; readonly offset: number },
): void {
  passGates(project, run, { offset, known })
  const { worksFen, progress, land, multipliers } = project
  const { a, b, c } = project.curve
  const { speed } = run.common.sectorOf(project.sector)
  const key = streamKey(run.seed, project.owner, MULTIPLIER_STREAM)
  const pace = project.speed / project.months
  const before = spentFen(project)
  const landFen = land?.[YEAR_MONTHS] ?? 0
  const most = Math.max(before, worksFen + landFen)
  const whole = season[YEAR_MONTHS] as number
  for (let draw = run.from; draw < run.to; draw += 1) {
    const place = draw - run.from
    const at = offset + place
    const start = STARTS[place] as number
    const isPaid = land !== null && (AWARDS[place] as number) <= YEAR_MONTHS
    let reached = before
    if ((REPORTS[place] as number) <= YEAR_MONTHS && (start <= YEAR_MONTHS || isPaid)) {
      const weight = whole - goneBefore(season, start, known)
      const step = pace * (speed[at] as number) * (multipliers[bitsOf(key, draw) >>> MULTIPLIER_SHIFT] as number)
      const x = weight > 0 ? progress + step * weight : progress
      reached = x >= 1 ? worksFen : worksFen * (x * (a + x * (b + x * c)))
      if (isPaid) reached = Math.min(most, reached + landFen)
    }
    year[at] = reached < before ? 0 : reached - before
  }
}

function spentFen({ worksFen, progress, curve: { a, b, c } }: Prepared): number {
  return progress >= 1 ? worksFen : worksFen * (progress * (a + progress * (b + progress * c)))
}

/** Season gone before the first work; half of the month in which a project starts is work. */
const goneBefore = (season: Float64Array, start: number, known: number): number =>
  start === known ? 0 : start > YEAR_MONTHS ? Infinity : ((season[start - 1] as number) + (season[start] as number)) / 2

/** Months in which a block of draws may work, pay for land and report; written anew for each project and block. */
const STARTS = new Uint8Array(BLOCK)
const AWARDS = new Uint8Array(BLOCK)
const REPORTS = new Uint8Array(BLOCK)
const LATER = YEAR_MONTHS + 1

/** Passes the open gates of a block of draws, one gate after another. */
function passGates(
  { workGates, registration, awardPlace, owner, sector }: Prepared,
  { seed, common, from, to }: ProjectRun,
  { offset, known }: { readonly offset: number; readonly known: number },
): void {
  const { readiness } = common.sectorOf(sector)
  const count = to - from
  const key = ({ stream }: OpenGate) => streamKey(seed, owner, GATE_STREAM + stream)
  STARTS.fill(known, 0, count)
  AWARDS.fill(awardPlace < 0 ? 0 : LATER, 0, count)
  REPORTS.fill(known + 1, 0, count)
  for (const [place, gate] of workGates.entries()) {
    passGate(gate.hazard, STARTS, { key: key(gate), readiness, from, count, offset })
    if (place === awardPlace) AWARDS.set(STARTS.subarray(0, count))
  }
  if (registration === null) return
  REPORTS.fill(known, 0, count)
  passGate(registration.hazard, REPORTS, { key: key(registration), readiness, from, count, offset })
}

/** Moves each month on to the one in which an open gate is passed, not before it; 13: not this year. */
function passGate(
  hazard: Float64Array,
  months: Uint8Array,
  run: { key: number; readiness: Float64Array; from: number; count: number; offset: number },
): void {
  const { key, readiness, from, count, offset } = run
  for (let place = 0; place < count; place += 1) {
    // What comes after a gate can be passed in the same month as it.
    let month = Math.max(1, months[place] as number)
    if (month <= YEAR_MONTHS) {
      const wait = (EXPONENTIAL[bitsOf(key, from + place) >>> EXPONENTIAL_SHIFT] as number) / (readiness[offset + place] as number)
      const wanted = (hazard[month - 1] as number) + wait
      while (month <= YEAR_MONTHS && (hazard[month] as number) < wanted) month += 1
    }
    months[place] = month
  }
}

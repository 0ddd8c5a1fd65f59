import { drawCommon, type CommonDraws } from './common.ts'
import { HORIZONS } from './input.ts'
import { MULTIPLIER_BITS } from './multiplier.ts'
import type { Prepared, Zone } from './zone.ts'
import { AWARDS, BLOCK, passGates, REPORTS, STARTS } from './pass-gates.ts'
import { bitsOf, streamKey } from './random.ts'

export const YEAR_MONTHS = 12
export const HORIZON_COUNT = HORIZONS.length
const QUARTER = 3
const MULTIPLIER_STREAM = 16

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
  const { land, moved, workGates, registration, progress } = project
  const isPlain = land === null && moved === null
  if (isPlain && progress >= 1) return
  const isUnderWay = isPlain && workGates.length === 0 && registration === null
  for (let from = run.from; from < run.to; from += BLOCK) {
    const block = { ...run, from, to: Math.min(run.to, from + BLOCK) }
    if (isUnderWay) drawWorks(zone, project, block, listAll(zone, project, block))
    else {
      passGates(project, block, { offset: from - run.drawn.from, known: zone.known })
      if (isPlain) drawWorks(zone, project, block, listStarted(zone, project, block))
      else drawWithMoney(zone, project, block)
    }
  }
}

/** The draws of a block in which works go on this year: their places, speeds, first months of money and season gone before it. */
const PLACES = new Uint16Array(BLOCK)
const STEPS = new Float64Array(BLOCK)
const FIRSTS = new Uint8Array(BLOCK)
const GONE = new Float64Array(BLOCK)

/** Nothing to wait for: all draws but those that stand still. */
function listAll({ known }: Surroundings, project: Prepared, run: ProjectRun & { readonly drawn: Drawn }): number {
  const { from, to, drawn } = run
  const { multipliers } = project
  const { speed } = run.common.sectorOf(project.sector)
  const key = streamKey(run.seed, project.owner, MULTIPLIER_STREAM)
  const pace = project.speed / project.months
  const offset = from - drawn.from
  let count = 0
  for (let place = 0; place < to - from; place += 1) {
    const step = pace * (speed[offset + place] as number) * (multipliers[bitsOf(key, from + place) >>> MULTIPLIER_SHIFT] as number)
    PLACES[count] = place
    STEPS[count] = step
    count += step > 0 ? 1 : 0
  }
  FIRSTS.fill(known + 1, 0, count)
  GONE.fill(0, 0, count)
  return count
}

function listStarted({ season, known }: Surroundings, project: Prepared, run: ProjectRun & { readonly drawn: Drawn }): number {
  const { from, to, drawn } = run
  const { multipliers } = project
  const { speed } = run.common.sectorOf(project.sector)
  const key = streamKey(run.seed, project.owner, MULTIPLIER_STREAM)
  const pace = project.speed / project.months
  const offset = from - drawn.from
  let count = 0
  for (let place = 0; place < to - from; place += 1) {
    const start = STARTS[place] as number
    const first = Math.max(start === known ? known + 1 : start, REPORTS[place] as number)
    if (first > YEAR_MONTHS) continue
    const step = pace * (speed[offset + place] as number) * (multipliers[bitsOf(key, from + place) >>> MULTIPLIER_SHIFT] as number)
    PLACES[count] = place
    STEPS[count] = step
    FIRSTS[count] = first
    GONE[count] = goneBefore(season, start, known)
    count += step > 0 ? 1 : 0
  }
  return count
}

/** Place k: the horizon that ends with month k, counted from 1; 0: none. */
const HORIZON_ENDS = Uint8Array.from({ length: YEAR_MONTHS + 1 }, (_, month) => (month % QUARTER === 0 ? month / QUARTER : 0))

/** Most projects: no money but that of works. A draw is left when they are complete. */
function drawWorks({ season }: Surroundings, project: Prepared, run: ProjectRun & { readonly drawn: Drawn }, count: number): void {
  const { drawn, from } = run
  const { months, construction } = drawn
  const cell = drawn.cells[project.cell] as Float64Array
  const { worksFen, progress, constructionShare: share } = project
  const { a, b, c } = project.curve
  const before = spentFen(project)
  for (let listed = 0; listed < count; listed += 1) {
    const at = from - drawn.from + (PLACES[listed] as number)
    const step = STEPS[listed] as number
    const gone = GONE[listed] as number
    const base = at * YEAR_MONTHS - 1
    let previous = before
    let month = FIRSTS[listed] as number
    for (; month <= YEAR_MONTHS; month += 1) {
      const x = progress + step * ((season[month] as number) - gone)
      if (x >= 1) break
      let reached = worksFen * (x * (a + x * (b + x * c)))
      if (reached < previous) reached = previous
      months[base + month] = (months[base + month] as number) + (reached - previous)
      previous = reached
      if (HORIZON_ENDS[month] === 0) continue
      const place = at * HORIZON_COUNT + (HORIZON_ENDS[month] as number) - 1
      cell[place] = (cell[place] as number) + (previous - before)
      construction[place] = (construction[place] as number) + (previous - before) * share
    }
    if (month > YEAR_MONTHS) continue
    const reached = worksFen < previous ? previous : worksFen
    months[base + month] = (months[base + month] as number) + (reached - previous)
    for (let place = at * HORIZON_COUNT + Math.floor((month - 1) / QUARTER); place < (at + 1) * HORIZON_COUNT; place += 1) {
      cell[place] = (cell[place] as number) + (reached - before)
      construction[place] = (construction[place] as number) + (reached - before) * share
    }
  }
}

/** Money of land or of a scenario beside that of works. */
function drawWithMoney({ season, known }: Surroundings, project: Prepared, run: ProjectRun & { readonly drawn: Drawn }): void {
  const { drawn, from, to } = run
  const offset = from - drawn.from
  const { months, construction } = drawn
  const cell = drawn.cells[project.cell] as Float64Array
  const { worksFen, progress, land, moved, multipliers, constructionShare: share } = project
  const { a, b, c } = project.curve
  const { speed } = run.common.sectorOf(project.sector)
  const key = streamKey(run.seed, project.owner, MULTIPLIER_STREAM)
  const pace = project.speed / project.months
  const before = spentFen(project)
  const most = Math.max(before, worksFen + (land?.[YEAR_MONTHS] ?? 0))
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
    const base = at * YEAR_MONTHS - 1
    for (let month = Math.max(known + 1, reports); month <= YEAR_MONTHS; month += 1) {
      const weight = (season[month] as number) - gone
      const x = weight > 0 ? progress + step * weight : progress
      let reached = x >= 1 ? worksFen : worksFen * (x * (a + x * (b + x * c)))
      if (land !== null && month >= award) reached += land[month] as number
      if (moved !== null && weight > 0) reached += moved[month] as number
      if (reached > most) reached = most
      if (reached < previous) reached = previous
      months[base + month] = (months[base + month] as number) + (reached - previous)
      previous = reached
      if (month % QUARTER === 0) {
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

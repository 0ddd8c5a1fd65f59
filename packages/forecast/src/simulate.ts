import { drawCommon, type CommonDraws } from './common.ts'
import { HORIZONS } from './input.ts'
import { MULTIPLIER_BITS } from './multiplier.ts'
import type { OpenGate, Prepared, Zone } from './zone.ts'
import { bitsOf, EXPONENTIAL, EXPONENTIAL_SHIFT, streamKey } from './random.ts'

export const YEAR_MONTHS = 12
export const HORIZON_COUNT = HORIZONS.length
/** Draws worked on at a time: their sums stay in the fastest memory. */
const BLOCK = 256
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

/** Adds one project's draws to the sums. Draw d reads nothing but its own random numbers: any split into ranges gives the same. */
export function drawProject(
  zone: Pick<Zone, 'known' | 'season'>,
  project: Prepared,
  run: { seed: number; common: CommonDraws; drawn: Drawn; from: number; to: number },
): void {
  const { season, known } = zone
  const { drawn, common, from, to } = run
  const { months, construction } = drawn
  const cell = drawn.cells[project.cell] as Float64Array
  const sectorFactor = common.sectorOf(project.sector)
  const { curve, worksFen, progress, land, moved, workGates, registration, awardPlace, multipliers } = project
  const { a, b, c } = curve
  const share = project.constructionShare
  const pace = project.speed / project.months
  const multiplierKey = streamKey(run.seed, project.owner, MULTIPLIER_STREAM)
  const keys = workGates.map(({ stream }) => streamKey(run.seed, project.owner, GATE_STREAM + stream))
  const registrationKey = registration === null ? 0 : streamKey(run.seed, project.owner, GATE_STREAM + registration.stream)
  const before = progress >= 1 ? worksFen : worksFen * (progress * (a + progress * (b + progress * c)))
  const most = Math.max(before, worksFen + (land?.[YEAR_MONTHS] ?? 0))
  const isPlain = land === null && moved === null
  const multiplierShift = 32 - MULTIPLIER_BITS
  const waits = workGates.length

  for (let draw = from; draw < to; draw += 1) {
    const at = draw - drawn.from
    const factor = (common.zone[at] as number) * (sectorFactor[at] as number)
    let start = known
    let award = 0
    if (waits > 0) {
      const readiness = Math.sqrt(factor)
      for (let gate = 0; gate < waits; gate += 1) {
        start = passMonth(workGates[gate] as OpenGate, keys[gate] as number, draw, { from: start, readiness })
        if (gate === awardPlace) award = start
        if (start > YEAR_MONTHS) break
      }
      if (award === 0 && awardPlace >= 0) award = YEAR_MONTHS + 1
    }
    let reports = known + 1
    if (registration !== null) {
      reports = passMonth(registration, registrationKey, draw, { from: known, readiness: Math.sqrt(factor) })
      if (reports > YEAR_MONTHS) continue
    }
    if (start > YEAR_MONTHS && (land === null || award > YEAR_MONTHS)) continue
    const step = pace * factor * (multipliers[bitsOf(multiplierKey, draw) >>> multiplierShift] as number)
    // Half of the month in which a project starts is work.
    const gone = start === known ? 0 : start > YEAR_MONTHS ? Infinity : ((season[start - 1] as number) + (season[start] as number)) / 2
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
      if (month === 3 || month === 6 || month === 9) {
        const place = at * HORIZON_COUNT + month / 3 - 1
        const grown = reached - before
        cell[place] = (cell[place] as number) + grown
        construction[place] = (construction[place] as number) + grown * share
      }
    }
    const place = at * HORIZON_COUNT + 3
    const grown = previous - before
    cell[place] = (cell[place] as number) + grown
    construction[place] = (construction[place] as number) + grown * share
  }
}

/** The month in which an open gate is passed, not before another; 13: not this year. */
function passMonth(
  { hazard }: OpenGate,
  key: number,
  draw: number,
  { from, readiness }: { readonly from: number; readonly readiness: number },
): number {
  const wait = (EXPONENTIAL[bitsOf(key, draw) >>> EXPONENTIAL_SHIFT] as number) / readiness
  // What comes after a gate can be passed in the same month as it.
  let month = Math.max(1, from)
  const wanted = (hazard[Math.max(0, month - 1)] as number) + wait
  while (month <= YEAR_MONTHS && !((hazard[month] as number) >= wanted)) month += 1
  return month
}

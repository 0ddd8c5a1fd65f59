import type { CommonDraws } from './common.ts'
import { bitsOf, EXPONENTIAL, EXPONENTIAL_SHIFT, streamKey } from './random.ts'
import type { OpenGate, Prepared } from './zone.ts'

/** Draws worked on at a time: their sums stay in the fastest memory. */
export const BLOCK = 256
const YEAR_MONTHS = 12
const LATER = YEAR_MONTHS + 1
const GATE_STREAM = 17

/** Months in which a block of draws may work, pay for land and report; written anew for each project and block. */
export const STARTS = new Uint8Array(BLOCK)
export const AWARDS = new Uint8Array(BLOCK)
export const REPORTS = new Uint8Array(BLOCK)

/** Passes the open gates of a block of draws, one gate after another. */
export function passGates(
  { workGates, registration, awardPlace, owner, sector }: Prepared,
  { seed, common, from, to }: { readonly seed: number; readonly common: CommonDraws; readonly from: number; readonly to: number },
  { offset, known }: { readonly offset: number; readonly known: number },
): void {
  const { readiness } = common.sectorOf(sector)
  const count = to - from
  const key = ({ stream }: OpenGate) => streamKey(seed, owner, GATE_STREAM + stream)
  STARTS.fill(known, 0, count)
  AWARDS.fill(awardPlace < 0 ? 0 : LATER, 0, count)
  REPORTS.fill(known + 1, 0, count)
  for (let place = 0; place < workGates.length; place += 1) {
    const gate = workGates[place] as OpenGate
    passGate(waitOf(gate.hazard), STARTS, { key: key(gate), readiness, from, count, offset })
    if (place === awardPlace) AWARDS.set(STARTS.subarray(0, count))
  }
  if (registration === null) return
  REPORTS.fill(known, 0, count)
  passGate(waitOf(registration.hazard), REPORTS, { key: key(registration), readiness, from, count, offset })
}

const GRID = 256

/** A hazard turned round: the first month that may reach a sum of hazard, by steps of that sum. */
interface Wait {
  /** As the hazard, and a month after the year that reaches everything. */
  readonly sums: Float64Array
  readonly scale: number
  readonly first: Uint8Array
  /** The month in which the gate is passed whatever is drawn, 13: never; 0: that is drawn. */
  readonly certain: number
}
const WAITS = new WeakMap<Float64Array, Wait>()

function waitOf(hazard: Float64Array): Wait {
  const there = WAITS.get(hazard)
  if (there !== undefined) return there
  const sums = new Float64Array(LATER + 1)
  sums.set(hazard)
  sums[LATER] = Infinity
  const certain = sums.every((sum) => sum === 0 || sum === Infinity) ? sums.indexOf(Infinity) : 0
  const scale = GRID / hazard.reduce((most, sum) => (sum < Infinity && sum > most ? sum : most), 0)
  const first = new Uint8Array(certain > 0 ? 0 : GRID + 1)
  let month = 1
  for (let step = 0; step < first.length; step += 1) {
    while (stepOf(sums[month] as number, scale) < step) month += 1
    first[step] = month
  }
  const wait = { sums, scale, first, certain }
  WAITS.set(hazard, wait)
  return wait
}

/** Rises with the sum, so that a month of a lower step cannot have reached it. A sum of nothing is not a number of steps, and gives 0. */
const stepOf = (sum: number, scale: number): number => Math.min(sum * scale, GRID) | 0

/** Moves each month on to the one in which an open gate is passed, not before it; 13: not this year. */
function passGate(
  { sums, scale, first, certain }: Wait,
  months: Uint8Array,
  { key, readiness, from, count, offset }: { key: number; readiness: Float64Array; from: number; count: number; offset: number },
): void {
  if (certain > 0) {
    for (let place = 0; place < count; place += 1) if ((months[place] as number) < certain) months[place] = certain
    return
  }
  for (let place = 0; place < count; place += 1) {
    // What comes after a gate can be passed in the same month as it.
    let month = Math.max(1, months[place] as number)
    const wait = (EXPONENTIAL[bitsOf(key, from + place) >>> EXPONENTIAL_SHIFT] as number) / (readiness[offset + place] as number)
    const wanted = (sums[month - 1] as number) + wait
    month = Math.max(month, first[stepOf(wanted, scale)] as number)
    while ((sums[month] as number) < wanted) month += 1
    months[place] = month
  }
}

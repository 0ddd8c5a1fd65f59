import { daysBetween, type PlainDate } from '../shared/time.ts'

/** What is known of one gate of one project. */
export interface GateDates {
  readonly planned: PlainDate | null
  readonly forecast: PlainDate | null
  /** The gate is passed, on this day. */
  readonly actual: PlainDate | null
  /** The planned date as it was in the baseline that is compared with; the slip is then measured from it. */
  readonly baseline?: PlainDate | null | undefined
}

/** When the gate was passed, or is to be expected: a gate that is not passed cannot be passed before today. */
export function expectedOn({ planned, forecast, actual }: GateDates, today: PlainDate): PlainDate | null {
  if (actual !== null) return actual
  const expected = forecast ?? planned
  return expected !== null && expected < today ? today : expected
}

/** Days by which the gate is later than its plan or baseline, negative when earlier; null when there is nothing to compare. */
export function gateSlipDays(gate: GateDates, today: PlainDate): number | null {
  const expected = expectedOn(gate, today)
  const measure = gate.baseline === undefined ? gate.planned : gate.baseline
  return expected === null || measure === null ? null : daysBetween(measure, expected)
}

/** Of the gates that are not passed the largest slip; when all are passed, that of the last one. */
export function projectSlipDays(gates: readonly GateDates[], today: PlainDate): number | null {
  const slips = (some: readonly GateDates[]) => some.flatMap((gate) => gateSlipDays(gate, today) ?? [])
  const open = slips(gates.filter(({ actual }) => actual === null))
  return open.length > 0 ? Math.max(...open) : (slips(gates).at(-1) ?? null)
}

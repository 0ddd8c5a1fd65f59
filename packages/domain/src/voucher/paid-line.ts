import type { Reason } from '../shared/refusal.ts'
import type { PlainDate } from '../shared/time.ts'

export interface LineCase {
  readonly hasFirm: boolean
  readonly amount: bigint
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
  readonly today: PlainDate
}

/** Everything that stands in the way of opening a paid line. */
export function lineObstacles({ hasFirm, amount, fromOn, untilOn, today }: LineCase): Reason[] {
  return [
    ...(hasFirm ? [] : [{ code: 'paid-line.no-such-firm', at: 'enterpriseId' }]),
    ...(amount > 0n ? [] : [{ code: 'voucher.no-amount', at: 'amount' }]),
    ...lastDayObstacles({ fromOn, untilOn, today }),
  ]
}

const lastDayObstacles = ({ fromOn, untilOn, today }: Pick<LineCase, 'fromOn' | 'untilOn' | 'today'>): Reason[] => [
  ...(untilOn < fromOn ? [{ code: 'paid-line.ends-before', at: 'untilOn', params: { fromOn } }] : []),
  ...(untilOn < today ? [{ code: 'paid-line.is-past', at: 'untilOn', params: { today } }] : []),
]

/** Everything that stands in the way of another last day: what is over has given up what was left of it. */
export const editObstacles = (
  line: { readonly fromOn: PlainDate; readonly untilOn: PlainDate; readonly isClosed: boolean },
  untilOn: PlainDate,
  today: PlainDate,
): Reason[] => [
  ...(line.isClosed ? [{ code: 'paid-line.is-closed' }] : []),
  ...(!line.isClosed && line.untilOn < today ? [{ code: 'paid-line.has-ended', params: { until: line.untilOn } }] : []),
  ...lastDayObstacles({ fromOn: line.fromOn, untilOn, today }),
]

/** Whether a voucher gives nothing any more: its last day is past, or it was closed. What comes back to it then expires. */
export const hasEnded = ({ untilOn, isClosed }: { readonly untilOn: PlainDate; readonly isClosed: boolean }, today: PlainDate): boolean =>
  isClosed || untilOn < today

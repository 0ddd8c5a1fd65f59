import type { Reason } from '../shared/refusal.ts'
import type { PlainDate } from '../shared/time.ts'

/** From the first to the last day, both included. */
export interface Period {
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
}

export const DEPUTY_STATES = ['coming', 'now', 'over', 'revoked'] as const
export type DeputyState = (typeof DEPUTY_STATES)[number]

/** Whether somebody stands in on a day. */
export function deputyState({ fromOn, untilOn, isRevoked }: Period & { isRevoked: boolean }, today: PlainDate): DeputyState {
  if (isRevoked) return 'revoked'
  if (today < fromOn) return 'coming'
  return today <= untilOn ? 'now' : 'over'
}

export interface Colleague {
  readonly userId: string
  readonly isActive: boolean
  /** The enterprise that he speaks for. */
  readonly enterpriseId: string | null
}

export const LONGEST_DAYS = 366

const daysOf = ({ fromOn, untilOn }: Period): number => (Date.parse(untilOn) - Date.parse(fromOn)) / 86_400_000 + 1

/** Everything that speaks against somebody standing in for another. */
export function deputyFaults(absent: Colleague, deputy: Colleague, period: Period, today: PlainDate): Reason[] {
  const reasons: Reason[] = []
  if (absent.userId === deputy.userId) reasons.push({ code: 'deputy.himself', at: 'deputy' })
  if (!absent.isActive) reasons.push({ code: 'deputy.inactive', at: 'absent' })
  if (!deputy.isActive) reasons.push({ code: 'deputy.inactive', at: 'deputy' })
  // Whoever speaks for a firm must not see the others, nor the office speak for a firm.
  if (absent.enterpriseId !== deputy.enterpriseId) reasons.push({ code: 'deputy.another-enterprise', at: 'deputy' })
  if (period.untilOn < period.fromOn) reasons.push({ code: 'deputy.period-backwards', at: 'untilOn' })
  else if (period.untilOn < today) reasons.push({ code: 'deputy.period-over', params: { today }, at: 'untilOn' })
  if (daysOf(period) > LONGEST_DAYS) reasons.push({ code: 'deputy.period-too-long', params: { most: LONGEST_DAYS }, at: 'untilOn' })
  return reasons
}

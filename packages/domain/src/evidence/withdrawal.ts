import type { Reason } from '../shared/refusal.ts'

export interface WithdrawalCase {
  readonly isWithdrawn: boolean
  /** The user brought the file himself. */
  readonly isOwn: boolean
  /** The user keeps the zone's records: an administrator, a planner, or the project's service manager. */
  readonly keepsRecords: boolean
  /** The gate that it proves has been passed on its strength. */
  readonly isGatePassed: boolean
  /** The monthly return that it proves has been verified. */
  readonly isReturnVerified: boolean
}

/** Everything that stands against withdrawing a file. */
export function againstWithdrawal({ isWithdrawn, isOwn, keepsRecords, isGatePassed, isReturnVerified }: WithdrawalCase): Reason[] {
  if (isWithdrawn) return [{ code: 'evidence.withdrawn-already' }]
  const reasons: Reason[] = []
  if (!isOwn && !keepsRecords) reasons.push({ code: 'evidence.not-yours' })
  if (isGatePassed) reasons.push({ code: 'evidence.gate-passed' })
  if (isReturnVerified) reasons.push({ code: 'evidence.return-verified' })
  return reasons
}

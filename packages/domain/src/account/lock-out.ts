/**
 * What failed sign-ins are counted for. A device that the account has signed in from before is judged by its own failures alone, so
 * that nobody else can lock its owner out.
 */
export const GUARD_KINDS = ['account-at-address', 'account', 'device', 'address', 'code'] as const
export type GuardKind = (typeof GUARD_KINDS)[number]

/** Failures that cost no waiting. Many people share the address of an office. */
const FREE: Readonly<Record<GuardKind, number>> = { 'account-at-address': 5, account: 20, device: 5, address: 50, code: 5 }
const FIRST_WAIT_MS = 30_000
/** The longest wait: a lock-out always ends by itself. */
export const LONGEST_WAIT_MS = 15 * 60_000
/** After this long without a failure the count begins anew. */
export const FORGET_AFTER_MS = 60 * 60_000

/**
 * How long the next attempt still has to wait. Attempts during the wait are refused without being counted, so that they cannot prolong it.
 * @param sinceLastMs milliseconds since the last failure
 */
export function waitMs(kind: GuardKind, failures: number, sinceLastMs: number): number {
  const beyond = failures - FREE[kind]
  if (beyond < 0 || sinceLastMs >= FORGET_AFTER_MS) return 0
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(beyond, 10), LONGEST_WAIT_MS)
  return Math.max(0, wait - sinceLastMs)
}

/** The count after one more failure. */
export const failuresAfter = (failures: number, sinceLastMs: number): number => (sinceLastMs >= FORGET_AFTER_MS ? 1 : failures + 1)

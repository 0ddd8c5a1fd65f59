import type { Move } from './ledger.ts'

/** How a job's part of a run ended, in the words of the engine. */
export const END_STATES = ['completed', 'failed', 'cancelled', 'timeout', 'out_of_memory', 'preempted', 'node_fail'] as const
export type EndState = (typeof END_STATES)[number]

export interface Settlement {
  readonly moves: readonly Move[]
  /** Taken from the hold. */
  readonly captured: bigint
  /** Taken from quota at all: from the hold, and what ran over it from what the voucher had free. */
  readonly covered: bigint
  /** Costs nothing. */
  readonly free: bigint
  /** Neither covered nor free. */
  readonly uncovered: bigint
  /** Charged at the price: what nothing covered, and on a paid line all that is not free. */
  readonly charged: bigint
}

/**
 * What a metered use takes: from its hold first, what ran over the limit from the voucher's free quota, and what neither holds is charged.
 * From a paid line it takes alike, and all of it is charged.
 * With the last part of a job, the rest of the hold goes back; where the voucher has run out by then, it expires. A run after which the
 * job runs again takes from the free quota first: the engine begins it again only where its whole limit is still held.
 */
export function settle(
  used: bigint,
  {
    held,
    voucherFree,
    isFree,
    isLast,
    isExpired,
    isPaid = false,
    runsAgain = false,
  }: {
    held: bigint
    voucherFree: bigint
    isFree: boolean
    isLast: boolean
    isExpired: boolean
    isPaid?: boolean
    runsAgain?: boolean
  },
): Settlement {
  const payable = isFree ? 0n : used
  const first = runsAgain ? least(payable, voucherFree) : 0n
  const captured = least(payable - first, held)
  const over = payable - captured
  const overrun = least(over, voucherFree)
  const released = isLast ? held - captured : 0n
  return {
    captured,
    covered: captured + overrun,
    free: used - payable,
    uncovered: over - overrun,
    charged: isPaid ? payable : over - overrun,
    moves: [
      { step: 'capture', amount: captured },
      { step: 'overrun', amount: overrun },
      { step: 'release', amount: released },
      { step: 'expire', amount: isExpired ? released : 0n },
    ],
  }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

import { simulatedWaits } from '@ballast/forecast/waiting/estimate-waits.ts'
import type { WaitEstimate } from '@ballast/forecast/waiting/queue.ts'
import type { Experience } from './experience.ts'
import { MOST_IN_LINE, type CardQueue } from './queue-now.ts'

/** One that is about to come stands behind all others. */
const NEW = 'new'

/** How long a job would wait that is submitted now; null: behind so many that a time says nothing, or it has no room at all. */
export function waitOfNew(
  { queue }: CardQueue,
  { shares, correction }: Experience,
  job: { tenant: string; cards: number; limit: number },
): WaitEstimate | null {
  if (queue.waiting.length >= MOST_IN_LINE || job.cards > queue.cards) return null
  const waiting = [...queue.waiting, { ...job, id: NEW, submittedAt: queue.at }]
  const simulated = simulatedWaits({ ...queue, waiting }, shares)[queue.waiting.length]
  if (simulated === undefined || !Number.isFinite(simulated.p90)) return null
  // Those whose waits taught are those that had to wait: of who finds room at once they know nothing.
  return simulated.p90 === 0 ? simulated : correction.of(simulated, job.cards)
}

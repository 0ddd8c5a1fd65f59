import type { Reason } from '../shared/refusal.ts'
import type { Colleague } from './deputy.ts'

interface Receiver extends Colleague {
  readonly isServiceManager: boolean
}

/** Everything that speaks against handing somebody's work to another. */
export function handoverFaults(giver: Colleague, receiver: Receiver, work: { projects: number; followed: number }): Reason[] {
  const reasons: Reason[] = []
  if (giver.userId === receiver.userId) reasons.push({ code: 'handover.himself', at: 'to' })
  if (!receiver.isActive) reasons.push({ code: 'handover.inactive', at: 'to' })
  if (giver.enterpriseId !== receiver.enterpriseId) reasons.push({ code: 'handover.another-enterprise', at: 'to' })
  // Projects name their manager; whoever is none would not reach them.
  if (work.projects > 0 && !receiver.isServiceManager) reasons.push({ code: 'handover.no-manager', at: 'to' })
  if (work.projects + work.followed === 0) reasons.push({ code: 'handover.nothing' })
  return reasons
}

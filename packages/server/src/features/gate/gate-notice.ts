import { GATE_NAMES } from '@ballast/contract/names.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import { actorName, type Notice } from '../notification/index.ts'

/** What is said when a gate was passed or taken back: to the project's service manager and to who follows it. */
export const gateNotice = (
  { user }: Context,
  kind: 'gate-passed' | 'gate-reopened',
  given: { projectId: Uuid; gate: LifeGate; version: bigint; params: Notice['params'] },
): Notice => ({
  kind,
  key: `${kind}:${given.projectId}:${given.gate}:${given.version}`,
  subject: { type: 'project', id: given.projectId },
  projectId: given.projectId,
  link: `/projects/${given.projectId}?tab=gates`,
  params: { ...given.params, by: actorName(user), gate: GATE_NAMES[given.gate] },
  to: { roles: [{ role: 'service_manager' }], followers: true },
})

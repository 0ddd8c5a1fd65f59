import type { Context } from '../../platform/context.ts'
import { actorName, type Notice } from '../notification/index.ts'
import type { RegistrationCase } from './load-case.ts'

/** A pack that was handed in is for the statistics officers; one that was returned for whoever prepares it. */
export const registrationNotice = (
  { user }: Context,
  kind: 'registration-submitted' | 'registration-returned',
  { projectId, pack }: RegistrationCase,
  params: Notice['params'],
): Notice => ({
  kind,
  key: `${kind}:${projectId}:${pack?.version ?? 0n}`,
  subject: { type: 'project', id: projectId },
  projectId,
  link: `/registrations/${projectId}`,
  params: { ...params, by: actorName(user) },
  to: {
    roles:
      kind === 'registration-submitted' ? [{ role: 'statistics_officer' }] : [{ role: 'service_manager' }, { role: 'enterprise_reporter' }],
  },
})

import type { Light } from '@ballast/contract/light.ts'
import { ROLE_NAMES } from '@ballast/contract/names.ts'
import type { EscalationStep } from '@ballast/domain/light/escalation.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { UserContext } from '../../platform/context.ts'
import { actorName, type Notice } from '../notification/index.ts'

type Audience = Notice['to']

/** An enterprise does not see that it is urged; the service manager, who does, speaks with it, and hears of every step. */
function whoOwes({ role, person }: Light['owes']): NonNullable<Audience['roles']> {
  const manager = { role: 'service_manager' } as const
  return role === 'service_manager' || role === 'enterprise_reporter' ? [manager] : [{ role, preferring: person }, manager]
}

/** The year and the number of a supervision letter. */
export type Numbered = Readonly<Partial<Record<'letterYear' | 'letterNumber', number>>>

/** What is said of a step: to whoever owes, and of the last one to the leadership as well. */
export function stepNotice(given: {
  readonly escalationId: Uuid
  readonly projectId: Uuid
  readonly step: EscalationStep
  readonly light: Light
  readonly rule: { readonly nameZh: string; readonly nameEn: string }
  readonly numbered: Numbered
  readonly replyDueOn: PlainDate | null
}): Notice {
  const { escalationId, projectId, step, light, rule, numbered, replyDueOn } = given
  const { letterYear: year, letterNumber: number } = numbered
  const { role, person } = light.owes
  return {
    kind: `escalation-${step}`,
    key: `escalation:${escalationId}:${step}`,
    subject: { type: 'escalation', id: escalationId },
    projectId,
    link: `/escalations/${escalationId}`,
    params: {
      rule: { zh: rule.nameZh, en: rule.nameEn },
      since: light.since,
      owes: person ?? ROLE_NAMES[role],
      ...(year === undefined || number === undefined ? {} : { year, number }),
      due: replyDueOn ?? { zh: '近日', en: 'soon' },
    },
    to: { roles: [...whoOwes(light.owes), ...(step === 'leadership' ? [{ role: 'leader' } as const] : [])] },
  }
}

/** What is said of a reply: to whoever raised the steps, and to who follows the project. */
export const replyNotice = (given: {
  readonly escalationId: Uuid
  readonly projectId: Uuid
  readonly version: bigint
  readonly raisedBy: readonly string[]
  readonly user: UserContext
  readonly text: string
  readonly promisedOn: PlainDate
}): Notice => ({
  kind: 'escalation-replied',
  key: `escalation:${given.escalationId}:reply:${given.version}`,
  subject: { type: 'escalation', id: given.escalationId },
  projectId: given.projectId,
  link: `/escalations/${given.escalationId}`,
  params: { by: actorName(given.user), promised: given.promisedOn, text: given.text },
  to: { logins: [...new Set(given.raisedBy)], followers: true },
})

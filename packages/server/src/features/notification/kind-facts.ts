import { messageText, type Locale } from '@ballast/contract/messages.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { Params } from './event.queries.ts'

/** The action by which one reads the thing that a notification is about: who may not do it for this project is not told. */
export const READ_BY: Readonly<Record<NotificationKind, RouteId>> = {
  'escalation-reminder': 'escalation.show',
  'escalation-supervision': 'escalation.show',
  'escalation-leadership': 'escalation.show',
  'escalation-replied': 'escalation.show',
  'project-updated': 'project-update.list',
  'gate-passed': 'gate.show',
  'gate-reopened': 'gate.show',
  'project-handed-over': 'project.show',
  'deputy-appointed': 'session.read',
  'evidence-withdrawn': 'evidence.list',
  'registration-submitted': 'registration.show',
  'registration-returned': 'registration.show',
  'forecast-moved': 'forecast.show',
  'forecast-in-doubt': 'forecast.show',
  'action-assigned': 'action-task.list',
  'voucher-applied': 'voucher-application.list',
  'voucher-decided': 'voucher-application.list',
  'voucher-budget': 'voucher.list',
  'member-budget': 'compute-member.list',
  'quota-ending': 'voucher.list',
  'paid-line-opened': 'paid-line.list',
  'contract-ending': 'compute-contract.list',
}

/** The sentence in one language. */
export function sentenceOf(locale: Locale, kind: NotificationKind, params: Params): string {
  const values = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'object' ? (locale === 'en' ? (value.en ?? value.zh) : value.zh) : value,
  ])
  return messageText(locale, `notification.${kind}`, Object.fromEntries(values) as Record<string, string | number>)
}

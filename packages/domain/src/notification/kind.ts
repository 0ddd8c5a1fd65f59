/** What people are told of. */
export const NOTIFICATION_KINDS = [
  'escalation-reminder',
  'escalation-supervision',
  'escalation-leadership',
  'escalation-replied',
  'project-updated',
  'gate-passed',
  'gate-reopened',
  'project-handed-over',
  'deputy-appointed',
  'evidence-withdrawn',
  'registration-submitted',
  'registration-returned',
  'forecast-moved',
  'forecast-in-doubt',
  'action-assigned',
  'voucher-applied',
  'voucher-decided',
  'voucher-budget',
  'member-budget',
  'quota-ending',
  'paid-line-opened',
  'contract-ending',
] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** When a kind reaches somebody by e-mail; in the app it is there at once in any case. */
export const MAIL_CHOICES = ['at-once', 'digest', 'never'] as const
export type MailChoice = (typeof MAIL_CHOICES)[number]

/** Until somebody chooses otherwise: what asks him to act at once, what he may want to know once a day. */
export const MAIL_PRESET: Readonly<Record<NotificationKind, MailChoice>> = {
  'escalation-reminder': 'at-once',
  'escalation-supervision': 'at-once',
  'escalation-leadership': 'at-once',
  'escalation-replied': 'at-once',
  'project-updated': 'digest',
  'gate-passed': 'digest',
  'gate-reopened': 'at-once',
  'project-handed-over': 'at-once',
  'deputy-appointed': 'at-once',
  'evidence-withdrawn': 'digest',
  'registration-submitted': 'digest',
  'registration-returned': 'at-once',
  'forecast-moved': 'at-once',
  'forecast-in-doubt': 'digest',
  'action-assigned': 'at-once',
  'voucher-applied': 'digest',
  'voucher-decided': 'at-once',
  'voucher-budget': 'at-once',
  'member-budget': 'at-once',
  'quota-ending': 'at-once',
  'paid-line-opened': 'at-once',
  'contract-ending': 'at-once',
}

/** Kinds that also reach whoever caused them: a budget runs out by whoever uses it; a step of escalation counts for him who owes, even when he raised it himself; nobody makes a forecast move. */
const ALSO_TELLS_ITS_CAUSE: ReadonlySet<NotificationKind> = new Set([
  'escalation-reminder',
  'escalation-supervision',
  'escalation-leadership',
  'forecast-moved',
  'forecast-in-doubt',
  'voucher-budget',
  'member-budget',
])
export const tellsItsCause = (kind: NotificationKind): boolean => ALSO_TELLS_ITS_CAUSE.has(kind)

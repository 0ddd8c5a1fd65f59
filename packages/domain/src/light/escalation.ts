import { Refusal } from '../shared/refusal.ts'
import type { PlainDate } from '../shared/time.ts'
import type { WorkdayIndex } from '../shared/workday-index.ts'

/** 提醒 → 督办（限期回复）→ 提交领导. */
export const ESCALATION_STEPS = ['reminder', 'supervision', 'leadership'] as const
export type EscalationStep = (typeof ESCALATION_STEPS)[number]

export interface StepRule {
  readonly step: EscalationStep
  /** Working days after the light turned red; after the step before, or after its reply was due, or after the day promised in a reply. */
  readonly afterWorkdays: number
  /** Working days within which a reply is due; null: none is asked for. */
  readonly replyWorkdays: number | null
}

export const PRESET_STEPS: readonly StepRule[] = [
  { step: 'reminder', afterWorkdays: 0, replyWorkdays: null },
  { step: 'supervision', afterWorkdays: 5, replyWorkdays: 5 },
  { step: 'leadership', afterWorkdays: 1, replyWorkdays: null },
]

/** A red light that is being followed up. */
export interface EscalationCase {
  readonly step: EscalationStep
  readonly stepOn: PlainDate
  readonly replyDueOn: PlainDate | null
  /** The day by which a reply to this step promises to be done: until then the clock stands. */
  readonly promisedOn: PlainDate | null
}

/** The step that a red light comes to next, and the day on which it is due; undefined: there is none after it. */
export function nextStep(
  at: { readonly redSince: PlainDate } | EscalationCase,
  steps: readonly StepRule[],
  workdays: WorkdayIndex,
): { step: EscalationStep; dueOn: PlainDate | null } | undefined {
  const place = 'step' in at ? ESCALATION_STEPS.indexOf(at.step) + 1 : 0
  const rule = steps.find(({ step }) => step === ESCALATION_STEPS[place])
  if (rule === undefined) return undefined
  const from = 'step' in at ? (at.promisedOn ?? at.replyDueOn ?? at.stepOn) : at.redSince
  // What turned red before the calendar begins has been red for at least as long as the calendar knows.
  const known = workdays.coveredFrom !== null && from < workdays.coveredFrom ? workdays.coveredFrom : from
  return { step: rule.step, dueOn: workdays.after(known, rule.afterWorkdays) }
}

/** The step that is due today; at most one, because the next counts from this. Refuses when the calendar does not know today. */
export function dueStep(
  at: { readonly redSince: PlainDate } | EscalationCase,
  steps: readonly StepRule[],
  workdays: WorkdayIndex,
  today: PlainDate,
): (StepRule & { readonly replyDueOn: PlainDate | null }) | undefined {
  const coming = nextStep(at, steps, workdays)
  if (coming === undefined || coming.dueOn === null || coming.dueOn > today) return undefined
  const rule = steps.find(({ step }) => step === coming.step) as StepRule
  if (rule.replyWorkdays === null) return { ...rule, replyDueOn: null }
  const replyDueOn = workdays.after(today, rule.replyWorkdays)
  if (replyDueOn === null)
    throw new Refusal('calendar.not-covered', [{ code: 'calendar.not-covered', params: { date: today, until: today } }])
  return { ...rule, replyDueOn }
}

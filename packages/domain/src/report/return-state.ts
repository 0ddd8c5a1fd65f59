/** 草稿 已提交 审核中 已退回 已核定 已关账. */
export const RETURN_STATES = ['draft', 'submitted', 'in_review', 'returned', 'verified', 'closed'] as const
export type ReturnState = (typeof RETURN_STATES)[number]

/** Whether it is with the reviewers or past them; null: nobody has begun it. */
export const isHandedIn = (state: ReturnState | null): boolean => state !== null && state !== 'draft' && state !== 'returned'

export const RETURN_STEPS = ['save', 'submit', 'recall', 'review', 'return', 'verify', 'unverify', 'close'] as const
export type ReturnStep = (typeof RETURN_STEPS)[number]

/** From which states a step can be taken, and where it leads; null: stays where it is. */
const STEPS: Readonly<Record<ReturnStep, { from: readonly ReturnState[]; to: ReturnState | null }>> = {
  save: { from: ['draft', 'returned'], to: null },
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  recall: { from: ['submitted'], to: 'draft' },
  review: { from: ['submitted'], to: 'in_review' },
  return: { from: ['submitted', 'in_review', 'verified'], to: 'returned' },
  verify: { from: ['submitted', 'in_review'], to: 'verified' },
  unverify: { from: ['verified'], to: 'in_review' },
  close: { from: ['verified'], to: 'closed' },
}

export const mayStep = (state: ReturnState, step: ReturnStep): boolean => STEPS[step].from.includes(state)

/** The state after a step; undefined: the step cannot be taken from there. */
export const afterStep = (state: ReturnState, step: ReturnStep): ReturnState | undefined =>
  mayStep(state, step) ? (STEPS[step].to ?? state) : undefined

/** Why the figures of a return cannot be written; null: they can. Each has its own sentence. */
export const LOCKS = ['period-closed', 'not-open-yet', 'past-due', 'under-review', 'verified', 'standing'] as const
export type Lock = (typeof LOCKS)[number]

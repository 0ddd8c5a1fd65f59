/** 准备中 已提交 已退回 已受理. Registered (已入库) is no state of its own: that the gate is passed is the fact. */
export const REGISTRATION_STATES = ['preparing', 'submitted', 'returned', 'accepted'] as const
export type RegistrationState = (typeof REGISTRATION_STATES)[number]

/** How a project stands in the queue: nobody has begun its pack, the pack's state, or it is registered. */
export const QUEUE_STATES = ['none', ...REGISTRATION_STATES, 'registered'] as const
export type QueueState = (typeof QUEUE_STATES)[number]

export const REGISTRATION_STEPS = ['save', 'submit', 'recall', 'return', 'accept', 'register'] as const
export type RegistrationStep = (typeof REGISTRATION_STEPS)[number]

/** From where a step can be taken, and where it leads; null: the pack stays as it is. */
const STEPS: Readonly<Record<RegistrationStep, { from: readonly QueueState[]; to: RegistrationState | null }>> = {
  save: { from: ['none', 'preparing', 'returned'], to: null },
  submit: { from: ['preparing', 'returned'], to: 'submitted' },
  recall: { from: ['submitted'], to: 'preparing' },
  return: { from: ['submitted', 'accepted'], to: 'returned' },
  accept: { from: ['submitted'], to: 'accepted' },
  register: { from: ['accepted'], to: null },
}

/** The gate's date says that a project is registered, whatever its pack says; taken back, the pack stands where it stood. */
export const queueState = (state: RegistrationState | null, registeredOn: string | null): QueueState =>
  registeredOn === null ? (state ?? 'none') : 'registered'

export const mayTake = (state: QueueState, step: RegistrationStep): boolean => STEPS[step].from.includes(state)
export const stateAfter = (step: RegistrationStep): RegistrationState | null => STEPS[step].to

/** Why an item of a pack goes back. */
export const RETURN_REASONS = ['missing', 'unreadable', 'differs', 'outdated', 'not-eligible', 'other'] as const
export type ReturnReason = (typeof RETURN_REASONS)[number]

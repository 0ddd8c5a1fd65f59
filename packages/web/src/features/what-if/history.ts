import type { WireChange } from '@ballast/contract/scenario.ts'

type Changes = readonly WireChange[]

/** Changes as they are, with the way back and forth. */
export interface History {
  readonly past: readonly Changes[]
  readonly now: Changes
  readonly future: readonly Changes[]
  /** What was before something is dragged; null: nothing is. */
  readonly grabbed: Changes | null
}

export type Step =
  /** Done and finished: one step to take back. */
  | { readonly kind: 'set'; readonly changes: Changes }
  /** Under way: a drag is one step, wherever it goes. */
  | { readonly kind: 'drag'; readonly changes: Changes }
  | { readonly kind: 'drop' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'reset' }
  /** A scenario is opened: there is nothing to take back. */
  | { readonly kind: 'load'; readonly changes: Changes }

export const EMPTY: History = { past: [], now: [], future: [], grabbed: null }

export function step(history: History, action: Step): History {
  const { past, now, future, grabbed } = history
  if (action.kind === 'set') {
    return { past: [...past, grabbed ?? now], now: action.changes, future: [], grabbed: null }
  }
  if (action.kind === 'drag') {
    return { ...history, now: action.changes, grabbed: grabbed ?? now }
  }
  if (action.kind === 'drop') {
    if (grabbed === null) return history
    return JSON.stringify(grabbed) === JSON.stringify(now)
      ? { ...history, grabbed: null }
      : { past: [...past, grabbed], now, future: [], grabbed: null }
  }
  if (action.kind === 'undo') {
    const before = past.at(-1)
    return before === undefined ? history : { past: past.slice(0, -1), now: before, future: [now, ...future], grabbed: null }
  }
  if (action.kind === 'redo') {
    const [after, ...rest] = future
    return after === undefined ? history : { past: [...past, now], now: after, future: rest, grabbed: null }
  }
  if (action.kind === 'reset') {
    return now.length === 0 ? history : { past: [...past, now], now: [], future: [], grabbed: null }
  }
  return { ...EMPTY, now: action.changes }
}

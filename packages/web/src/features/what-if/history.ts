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
  | { readonly kind: 'drop' | 'undo' | 'redo' | 'reset' }
  /** A scenario is opened: there is nothing to take back. */
  | { readonly kind: 'load'; readonly changes: Changes }

export const EMPTY: History = { past: [], now: [], future: [], grabbed: null }

export function step(history: History, action: Step): History {
  const { past, now, future, grabbed } = history
  switch (action.kind) {
    case 'set':
      return { past: [...past, grabbed ?? now], now: action.changes, future: [], grabbed: null }
    case 'drag':
      return { ...history, now: action.changes, grabbed: grabbed ?? now }
    case 'drop':
      if (grabbed === null) return history
      return JSON.stringify(grabbed) === JSON.stringify(now)
        ? { ...history, grabbed: null }
        : { past: [...past, grabbed], now, future: [], grabbed: null }
    case 'undo': {
      const before = past.at(-1)
      return before === undefined ? history : { past: past.slice(0, -1), now: before, future: [now, ...future], grabbed: null }
    }
    case 'redo': {
      const [after, ...rest] = future
      return after === undefined ? history : { past: [...past, now], now: after, future: rest, grabbed: null }
    }
    case 'reset':
      return now.length === 0 ? history : { past: [...past, now], now: [], future: [], grabbed: null }
    default:
      return { ...EMPTY, now: action.changes }
  }
}

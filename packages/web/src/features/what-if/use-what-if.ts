import { useEffect, useRef, useState } from 'react'
import type { WireChange } from '@ballast/contract/scenario.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { ScenarioOutcome } from '@ballast/forecast/scenario.ts'
import type { Answer } from './worker-talk.ts'

interface State {
  readonly base: ScenarioOutcome | null
  readonly outcome: ScenarioOutcome | null
  readonly reasons: readonly Reason[]
  /** What outcome and reasons are the answer to; null: nothing was asked yet. */
  readonly of: readonly WireChange[] | null
}
const NOTHING: State = { base: null, outcome: null, reasons: [], of: null }

interface Talk {
  readonly worker: Worker
  isBusy: boolean
  asked: readonly WireChange[] | null
  waiting: readonly WireChange[] | null
}

/** The engine in a thread of its own. One question is under way; of what is asked meanwhile the latest is kept. */
export function useWhatIf(
  given: { readonly input: string; readonly draws: number; readonly seed: number },
  changes: readonly WireChange[],
): State {
  const [state, setState] = useState(NOTHING)
  const talk = useRef<Talk>(undefined)
  const latest = useRef(changes)
  const { input, draws, seed } = given

  useEffect(() => {
    const worker = new Worker(new URL('./what-if.worker.ts', import.meta.url), { type: 'module' })
    const mine: Talk = { worker, isBusy: true, asked: null, waiting: latest.current }
    talk.current = mine
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if (data.kind === 'opened') setState({ base: data.outcome, outcome: data.outcome, reasons: [], of: null })
      else setState(({ base, outcome }) => ({ base, outcome: data.outcome ?? outcome, reasons: data.reasons, of: mine.asked }))
      performance.measure('what-if', { start: performance.now() - data.ms, duration: data.ms })
      mine.isBusy = false
      if (mine.waiting !== null) ask(mine, mine.waiting)
    })
    worker.postMessage({ kind: 'open', input, draws, seed })
    return () => {
      worker.terminate()
      setState(NOTHING)
    }
  }, [input, draws, seed])

  useEffect(() => {
    latest.current = changes
    if (talk.current !== undefined) ask(talk.current, changes)
  }, [changes])
  return state
}

function ask(talk: Talk, changes: readonly WireChange[]): void {
  if (talk.isBusy) {
    talk.waiting = changes
    return
  }
  talk.isBusy = true
  talk.asked = changes
  talk.waiting = null
  talk.worker.postMessage({ kind: 'ask', changes })
}

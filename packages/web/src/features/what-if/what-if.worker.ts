import { readInput } from '@ballast/forecast/read-input.ts'
import { openScenario, readScenario } from '@ballast/forecast/scenario.ts'
import type { Answer, Question } from './worker-talk.ts'

const answer = (message: Answer) => postMessage(message)

let opened: { input: ReturnType<typeof readInput>; scenario: ReturnType<typeof openScenario> } | undefined

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const began = performance.now()
  if (data.kind === 'open') {
    const input = readInput(data.input)
    opened = { input, scenario: openScenario(input, data) }
    answer({ kind: 'opened', outcome: opened.scenario.base, ms: performance.now() - began })
    return
  }
  if (opened === undefined) return
  const { changes, reasons } = readScenario(opened.input, data.changes)
  const outcome = reasons.length > 0 ? null : opened.scenario.outcomeOf(changes)
  answer({ kind: 'answer', outcome, reasons, ms: performance.now() - began })
})

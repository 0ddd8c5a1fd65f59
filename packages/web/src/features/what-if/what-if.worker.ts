import { readInput } from '@ballast/forecast/read-input.ts'
import { openScenario, readScenario } from '@ballast/forecast/scenario.ts'
import type { Answer, Question } from './worker-talk.ts'

const scope = self as unknown as { onmessage: (event: { data: Question }) => void; postMessage: (answer: Answer) => void }

let opened: { input: ReturnType<typeof readInput>; scenario: ReturnType<typeof openScenario> } | undefined

scope.onmessage = ({ data }) => {
  const began = performance.now()
  if (data.kind === 'open') {
    const input = readInput(data.input)
    opened = { input, scenario: openScenario(input, data) }
    scope.postMessage({ kind: 'opened', outcome: opened.scenario.base, ms: performance.now() - began })
    return
  }
  if (opened === undefined) return
  const { changes, reasons } = readScenario(opened.input, data.changes)
  const outcome = reasons.length > 0 ? null : opened.scenario.outcomeOf(changes)
  scope.postMessage({ kind: 'answer', outcome, reasons, ms: performance.now() - began })
}

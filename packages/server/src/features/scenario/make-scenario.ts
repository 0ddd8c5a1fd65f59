import { readInput } from '@ballast/forecast/read-input.ts'
import { openScenario, readScenario, type ScenarioChange } from '@ballast/forecast/scenario.ts'
import { canonicalJson } from '../../platform/audit.ts'

/** What a thread is given: plain text and numbers. */
export interface ScenarioTask {
  readonly input: string
  readonly draws: number
  readonly seed: number
  readonly changes: readonly ScenarioChange[]
}

/** The forecast and what the changes make of it, as text. The same task gives the same text, to the bit. */
export function makeScenario({ input: text, draws, seed, changes: given }: ScenarioTask): string {
  const input = readInput(text)
  const { changes } = readScenario(input, given)
  const { base, outcomeOf } = openScenario(input, { draws, seed })
  return canonicalJson({ base, outcome: outcomeOf(changes) })
}

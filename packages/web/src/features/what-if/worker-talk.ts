import type { WireChange } from '@ballast/contract/scenario.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { ScenarioOutcome } from '@ballast/forecast/scenario.ts'

export type Question =
  | { readonly kind: 'open'; readonly input: string; readonly draws: number; readonly seed: number }
  | { readonly kind: 'ask'; readonly changes: readonly WireChange[] }

export type Answer =
  | { readonly kind: 'opened'; readonly outcome: ScenarioOutcome; readonly ms: number }
  | {
      readonly kind: 'answer'
      /** null: the reasons say why not. */
      readonly outcome: ScenarioOutcome | null
      readonly reasons: readonly Reason[]
      readonly ms: number
    }

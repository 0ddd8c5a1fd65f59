import type { Role } from '@ballast/contract/roles.ts'
import type { ConditionFact, ConditionKind, LifeGate } from '@ballast/domain/gate/life.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'

type SourceKind = 'public' | 'simulated'

export interface TypeRow {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly sort: number
  readonly gates: readonly { readonly gate: LifeGate; readonly isBlocking: boolean; readonly offsetWorkdays: number | null }[]
}
export interface ConditionRow {
  readonly code: string
  readonly gate: LifeGate
  readonly typeCodes: readonly string[]
  readonly kind: ConditionKind
  readonly nameZh: string
  readonly nameEn: string
  readonly owedBy: Role
  readonly fact: ConditionFact | null
  readonly minimumFen: Fen | null
  readonly isRequired: boolean
  readonly needsEvidence: boolean
  readonly sort: number
  readonly sourceKind: SourceKind
  readonly citation: string
}
export interface ProgressRow {
  readonly projectNo: string
  readonly gate: LifeGate
  readonly forecastOn: PlainDate | null
  readonly actualOn: PlainDate | null
  readonly sourceKind: SourceKind
  readonly citation: string
}
export interface FulfilmentRow {
  readonly projectNo: string
  readonly code: string
  readonly fulfilledOn: PlainDate
  readonly documentNo: string | null
  readonly figureFen: Fen | null
  readonly sourceKind: SourceKind
  readonly citation: string
}
export interface Lives {
  readonly types: readonly TypeRow[]
  readonly conditions: readonly ConditionRow[]
  readonly typeOfProject: ReadonlyMap<string, string>
  readonly progress: readonly ProgressRow[]
  readonly fulfilments: readonly FulfilmentRow[]
}

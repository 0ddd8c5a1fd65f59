import type { LifeGate } from '../../packages/domain/src/gate/life.ts'
import type { PlainDate } from '../../packages/domain/src/shared/time.ts'

export type TypeCode = 'plant' | 'renewal' | 'space' | 'housing' | 'infrastructure' | 'public-service'

/** As project-types.csv says. */
export const GATES_OF: Readonly<Record<TypeCode, readonly LifeGate[]>> = {
  plant: ['signing', 'land_award', 'registration', 'construction_start', 'completion', 'production', 'full_capacity'],
  renewal: ['signing', 'registration', 'construction_start', 'completion', 'production', 'full_capacity'],
  space: ['signing', 'land_award', 'registration', 'construction_start', 'completion', 'production'],
  housing: ['signing', 'land_award', 'registration', 'construction_start', 'completion'],
  infrastructure: ['registration', 'construction_start', 'completion', 'production'],
  'public-service': ['registration', 'construction_start', 'completion'],
}
const WITH_LAND: ReadonlySet<TypeCode> = new Set(['plant', 'space', 'housing'])

/** As gate-conditions.csv says, without what the register itself shows. */
const CONDITIONS: readonly {
  readonly code: string
  readonly gate: LifeGate
  readonly not?: readonly TypeCode[]
  readonly mark?: string
}[] = [
  { code: 'agreement', gate: 'signing', mark: '协议' },
  { code: 'land-contract', gate: 'land_award', mark: '地合' },
  { code: 'land-permit', gate: 'construction_start', not: ['renewal', 'infrastructure', 'public-service'], mark: '地证' },
  { code: 'works-permit', gate: 'construction_start', not: ['renewal'], mark: '规证' },
  { code: 'environment', gate: 'construction_start', mark: '环批' },
  { code: 'construction-permit', gate: 'construction_start', mark: '施证' },
  { code: 'start-record', gate: 'construction_start' },
  { code: 'registration-contract', gate: 'registration', mark: '施合' },
  { code: 'registration-photo', gate: 'registration' },
  { code: 'acceptance', gate: 'completion', mark: '验收' },
  { code: 'completion-filing', gate: 'production', mark: '备案' },
  { code: 'production-record', gate: 'production' },
  { code: 'output', gate: 'full_capacity' },
  { code: 'capacity-review', gate: 'full_capacity', mark: '复核' },
]

export interface Progress {
  readonly project_no: string
  readonly gate: LifeGate
  readonly forecast_on?: PlainDate | undefined
  readonly actual_on?: PlainDate | undefined
  readonly source_kind: 'public' | 'simulated'
  readonly citation: string
}
export interface Fulfilment {
  readonly project_no: string
  readonly condition: string
  readonly fulfilled_on: PlainDate
  readonly document_no?: string | undefined
  readonly figure_yuan?: string | undefined
  readonly source_kind: 'simulated'
  readonly citation: string
}

export const conditionsOf = (gate: LifeGate, type: TypeCode) =>
  CONDITIONS.filter((condition) => condition.gate === gate && condition.not?.includes(type) !== true).filter(
    ({ gate: of }) => of !== 'land_award' || WITH_LAND.has(type),
  )

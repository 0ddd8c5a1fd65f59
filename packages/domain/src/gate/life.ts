import type { Fen } from '../shared/money.ts'
import type { PlainDate } from '../shared/time.ts'

/** A project's whole life: 签约 摘牌 入库 开工 竣工 投产 达产. Which of them apply, and in which order, is said by its type. */
export const LIFE_GATES = [
  'signing',
  'land_award',
  'registration',
  'construction_start',
  'completion',
  'production',
  'full_capacity',
] as const
export type LifeGate = (typeof LIFE_GATES)[number]
/** Whether later gates wait for it where no type says otherwise: nobody waits for the statistics to start building. */
export const blocksByDefault = (gate: LifeGate): boolean => gate !== 'registration'

export const CONDITION_KINDS = ['permit', 'document', 'figure', 'fact'] as const
export type ConditionKind = (typeof CONDITION_KINDS)[number]

export const STANDINGS = ['active', 'suspended', 'stopped', 'withdrawn'] as const
export type Standing = (typeof STANDINGS)[number]

/** Facts of the register that a condition can ask for. */
export const CONDITION_FACTS = [
  'projectCode',
  'total',
  'industryCode',
  'statAreaCode',
  'owner',
  'parcels',
  'address',
  // Every card planned for the computing centres that the project builds is in use, as their engines say.
  'computingCapacity',
] as const
export type ConditionFact = (typeof CONDITION_FACTS)[number]

/** What the register says of a project, as far as conditions ask: undefined where the fact is missing; `fen` where it is an amount. */
export type RegisterFacts = { readonly [Fact in ConditionFact]: { readonly fen?: Fen } | undefined }

export interface Condition {
  readonly code: string
  readonly gate: LifeGate
  readonly kind: ConditionKind
  /** The role that has to bring it. */
  readonly owedBy: string
  readonly fact: ConditionFact | null
  readonly minimumFen: Fen | null
  readonly isRequired: boolean
  /** Somebody's word is not enough: a file has to stand behind it. */
  readonly needsEvidence: boolean
}

/** What was brought for a condition. */
export interface Fulfilment {
  readonly figureFen: Fen | null
  readonly isWaived: boolean
  /** A file that nobody has withdrawn stands behind it, or the source that it was taken from. */
  readonly isProven: boolean
}

export interface GateState {
  readonly gate: LifeGate
  readonly plannedOn: PlainDate | null
  readonly forecastOn: PlainDate | null
  /** Set: the gate is passed. */
  readonly actualOn: PlainDate | null
  /** Later gates wait for it. */
  readonly isBlocking: boolean
}

export interface ProjectLife {
  readonly standing: Standing
  /** Those that apply, in the order of the project's type. */
  readonly gates: readonly GateState[]
  readonly conditions: readonly Condition[]
  readonly facts: RegisterFacts
  readonly fulfilments: ReadonlyMap<string, Fulfilment>
  /** Its registration pack is accepted: what the gate 入库 waits for beside its conditions. */
  readonly isPackAccepted: boolean
}

type Brought = Pick<ProjectLife, 'facts' | 'fulfilments'>

/** Whether the condition is met: by the register itself where it asks for a fact, else by what somebody brought and can prove. */
export const isMet = (life: Brought, condition: Condition): boolean => isBrought(life, condition) && !lacksEvidence(life, condition)

/** Whether what was brought for the condition lacks the file that has to stand behind it. */
export function lacksEvidence({ fulfilments }: Brought, { code, fact, needsEvidence }: Condition): boolean {
  const brought = fulfilments.get(code)
  return needsEvidence && fact === null && brought !== undefined && !brought.isWaived && !brought.isProven
}

function isBrought(life: Brought, condition: Condition): boolean {
  const brought = life.fulfilments.get(condition.code)
  if (brought?.isWaived === true) return true
  if (condition.fact === null) {
    if (brought === undefined) return false
    return condition.minimumFen === null || (brought.figureFen !== null && brought.figureFen >= condition.minimumFen)
  }
  const fact = life.facts[condition.fact]
  if (fact === undefined) return false
  return condition.minimumFen === null || (fact.fen !== undefined && fact.fen >= condition.minimumFen)
}

/** The first gate that is not passed; undefined: all are. */
export const nextGate = (gates: readonly GateState[]): GateState | undefined => gates.find(({ actualOn }) => actualOn === null)

/** The day on which a gate is expected: the forecast where there is one, else the plan. */
export const expectedOn = ({ forecastOn, plannedOn }: GateState): PlainDate | null => forecastOn ?? plannedOn

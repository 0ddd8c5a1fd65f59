export { IS_PROVEN, lockLife } from './gate.queries.ts'
export { loadLives } from './load-lives.ts'
export { gatesPassed, gatesPlanned, type MonthGate } from './month-gates.view.ts'
export type { ConditionRow, FulfilmentRow, ProgressRow, TypeRow } from './lives.ts'

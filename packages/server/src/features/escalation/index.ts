export { readEscalations, type EscalationRecord } from './escalation.queries.ts'
export { listEscalations } from './show-escalations.ts'

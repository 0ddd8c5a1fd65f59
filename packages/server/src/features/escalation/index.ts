export { listEscalations } from './show-escalations.ts'

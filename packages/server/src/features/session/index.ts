export { endSessions } from './session.queries.ts'
export { sessionMoment } from './session-life.ts'
export { freeAccount } from './sign-in-guard.queries.ts'

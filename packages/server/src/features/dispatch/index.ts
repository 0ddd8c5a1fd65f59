export { findStanding, insertEntries, type DispatchFacts } from './dispatch.queries.ts'

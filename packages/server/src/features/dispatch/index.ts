export { findStanding, type DispatchFacts } from './dispatch.queries.ts'
export { tellFigures } from './tell-figure.ts'

export { representedBy } from './deputy.queries.ts'

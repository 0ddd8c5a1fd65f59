export { hasCode } from './code-list.queries.ts'

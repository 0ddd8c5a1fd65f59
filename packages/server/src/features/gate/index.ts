export { loadLives, type ConditionRow, type FulfilmentRow, type ProgressRow, type TypeRow } from './load-lives.ts'

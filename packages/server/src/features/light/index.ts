export { presetRules } from './edit-settings.ts'
export { summaryOf } from './list-lights.ts'
export { stuckOf } from './list-stuck.ts'
export { insertRules, insertSteps, lockLights, readSteps, type RuleRecord } from './light.queries.ts'
export {
  holdsSimulated,
  openWatch,
  owesOf,
  ruleOf,
  sumsOf,
  watched,
  watchedColumns,
  watchProjects,
  type Watch,
  type Watched,
} from './watch.ts'
export { missingOf } from './missing-of.ts'
export {
  isOneOfProjects,
  requiredConditions,
  WATCHED_COLUMNS,
  watchConditions,
  watchedFrom,
  type NamedCondition,
  type WatchedRecord,
} from './watched.view.ts'

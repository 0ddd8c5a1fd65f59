export { cockpitTargets } from './cockpit.view.ts'
export { monthGroups, monthSumsOf, type MonthSums } from './month-groups.view.ts'
export { readCockpit } from './read-cockpit.ts'

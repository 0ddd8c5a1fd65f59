export { findVersion } from './plan.queries.ts'
export { readPlanRows, savePlanNodes, savePlanProjects, savePlanTargets } from './save-plan.ts'

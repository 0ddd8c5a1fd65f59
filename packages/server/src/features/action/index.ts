export { failInterruptedPlans } from './plan.queries.ts'
export { isInState, readTasks } from './task.queries.ts'
export { isOwn, whatText } from './tasks.ts'

export { takeBaselineOfPlan } from './take-baseline.ts'

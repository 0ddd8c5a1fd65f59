export { confirmedSince, dropSecondFactor } from './second-factor.queries.ts'
export { spendCode } from './spend-code.ts'

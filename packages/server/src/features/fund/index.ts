export { fundsReleasedInQuarter } from './list-funds.ts'

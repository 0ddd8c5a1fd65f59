export { enterPastPayments } from './pay-land.ts'

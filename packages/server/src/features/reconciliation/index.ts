export { answerDifferences } from './answer-differences.ts'
export { throughMonth } from './through-month.ts'

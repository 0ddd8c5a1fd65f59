export { answerDifferences } from './answer-differences.ts'

export { failInterruptedForecasts } from './job.queries.ts'

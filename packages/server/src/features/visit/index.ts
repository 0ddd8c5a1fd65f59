export { isOpenPromise, isVisitedBetween, readVisits, type ProjectVisit } from './visit.queries.ts'
export { isOverdue, recordPastVisits } from './visits.ts'

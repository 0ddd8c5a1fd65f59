export { saveMovements, type MovementRow } from './save-movements.ts'
export { fundsReleasedInQuarter } from './list-funds.ts'

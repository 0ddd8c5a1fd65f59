import { dayNumber } from '@ballast/domain/shared/time.ts'
import type { MyProject } from '@ballast/contract/my-projects.ts'
import { workdaysUntil } from '@ballast/domain/shared/workday-index.ts'
import { missingOf, owesOf, type NamedCondition, type Watch, type Watched } from '../light/index.ts'
import type { FollowedRecord } from './my-projects.view.ts'

/** The gate that comes next, how far it is, and what it still needs from whom; null: all are passed. */
export function nextGateOf(
  watch: Watch,
  { record, project }: Watched,
  hasParcels: boolean,
  conditions: readonly NamedCondition[],
): MyProject['next'] {
  const gate = [...project.gates].find(([, { actualOn }]) => actualOn === null)?.[0]
  if (gate === undefined) return null
  const forecastOn = record.progress?.[gate]?.[0] ?? null
  const expectedOn = forecastOn ?? record.planned?.[gate] ?? null
  const { today, workdays } = watch
  return {
    gate,
    expectedOn,
    isForecast: forecastOn !== null,
    days: expectedOn === null ? null : dayNumber(expectedOn) - dayNumber(today),
    workdays: expectedOn === null ? null : workdaysUntil(workdays, today, expectedOn),
    missing: missingOf(record, hasParcels, gate, conditions).map(({ code, nameZh, nameEn, owedBy }) => ({
      conditionCode: code,
      nameZh,
      nameEn,
      owes: owesOf(watch, record, owedBy, null),
    })),
  }
}

/** Whether the next gate should have been passed by now. */
export const isPastNext = (next: MyProject['next']): boolean => next?.days != null && next.days < 0

/** Whether nobody has written this month how the project stands. */
export const isUpdateDue = ({ standing, updateMonth }: FollowedRecord, month: string): boolean =>
  standing === 'active' && (updateMonth === null || updateMonth < month)

import type { RouteId } from '@ballast/contract/routes.ts'
import { useAction } from '../../app/api.ts'

/** What a step of a return touches. */
export const TOUCHED_BY_RETURNS = ['report.', 'period.', 'evidence.', 'reconciliation.', 'cockpit.', 'notification.', 'audit.']

export const useReturnAction = <Id extends RouteId>(id: Id) => useAction(id, TOUCHED_BY_RETURNS)

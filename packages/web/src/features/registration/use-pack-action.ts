import type { RouteId } from '@ballast/contract/routes.ts'
import { useAction } from '../../app/api.ts'

/** What a step of a pack touches. */
const TOUCHED = ['registration.', 'gate.', 'project.', 'report.', 'light.', 'notification.', 'audit.', 'cockpit.', 'gantt.']

export const usePackAction = <Id extends RouteId>(id: Id) => useAction(id, TOUCHED)

import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { defineHandlers } from '../../platform/handler.ts'

const pending = (): Promise<never> => Promise.reject(new Refusal('internal'))

export const projectHandlers = defineHandlers({
  'project.list': pending,
  'project.show': pending,
  'project.history': pending,
  'project.create': pending,
  'project.edit': pending,
  'project.delete': pending,
  'project.save-many': pending,
})

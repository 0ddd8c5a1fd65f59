import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { defineHandlers } from '../../platform/handler.ts'

const pending = (): Promise<never> => Promise.reject(new Refusal('internal'))

export const enterpriseHandlers = defineHandlers({
  'enterprise.list': pending,
  'enterprise.show': pending,
  'enterprise.history': pending,
  'enterprise.create': pending,
  'enterprise.edit': pending,
  'enterprise.delete': pending,
})

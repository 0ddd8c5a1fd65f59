import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { defineHandlers } from '../../platform/handler.ts'

const pending = (): Promise<never> => Promise.reject(new Refusal('internal'))

export const savedViewHandlers = defineHandlers({
  'saved-view.list': pending,
  'saved-view.save': pending,
  'saved-view.rename': pending,
  'saved-view.share': pending,
  'saved-view.remove': pending,
})

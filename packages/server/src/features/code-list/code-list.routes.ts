import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { defineHandlers } from '../../platform/handler.ts'

const pending = (): Promise<never> => Promise.reject(new Refusal('internal'))

export const codeListHandlers = defineHandlers({
  'code-list.read': pending,
  'custom-field.define': pending,
  'custom-field.remove': pending,
})

import type { MessageTable } from './message-table.ts'

export const parcelMessages = {} satisfies MessageTable

import type { MessageTable } from './message-table.ts'

export const packMessages = {} satisfies MessageTable

import type { MessageTable } from './message-table.ts'

export const registerMessages = {} satisfies MessageTable

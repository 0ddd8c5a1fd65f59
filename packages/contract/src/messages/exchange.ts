import type { MessageTable } from './message-table.ts'

export const exchangeMessages = {} satisfies MessageTable

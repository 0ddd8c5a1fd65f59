import type { MessageTable } from './message-table.ts'

export const auditMessages = {} satisfies MessageTable

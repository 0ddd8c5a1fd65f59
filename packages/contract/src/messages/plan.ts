import type { MessageTable } from './message-table.ts'

export const planMessages = {
  'plan.not-found': { zh: '没有 {year} 年的计划或该版本', en: 'There is no plan, or no such version, for {year}' },
} satisfies MessageTable

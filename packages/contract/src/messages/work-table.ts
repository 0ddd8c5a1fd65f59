import type { MessageTable } from './message-table.ts'

export const workTableMessages = {
  'work-table.rows-refused': { zh: '有 {count} 行未通过，全部没有保存', en: '{count} rows were refused; nothing was saved' },
  'work-table.row-twice': { zh: '同一项目出现多次', en: 'The same project stands more than once' },
} satisfies MessageTable

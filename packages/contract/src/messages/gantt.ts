import type { MessageTable } from './message-table.ts'

export const ganttMessages = {
  'baseline.not-found': { zh: '没有这条基线', en: 'There is no such baseline' },
  'baseline.name-taken': { zh: '已有名为「{name}」的基线，请换一个名称', en: 'There is a baseline named "{name}"; give another name' },
  'baseline.nothing-planned': { zh: '还没有任何计划日期，无可留存', en: 'No gate has a planned date yet; there is nothing to keep' },
  'baseline.belongs-to-plan': {
    zh: '这条基线随 {year} 年计划第 {number} 版生效而留存，不能删除',
    en: 'This baseline was kept when version {number} of the plan of {year} came into force; it cannot be removed',
  },
} satisfies MessageTable

import type { MessageTable } from './message-table.ts'

export const cockpitMessages = {
  'trace.not-found': { zh: '该计划版本中没有这条追溯路径：{at}', en: 'This version of the plan has no such step: {at}' },
  'trace.step-missing': { zh: '追溯到{level}之前须先指定上一级', en: 'The step before “{level}” is missing from the path' },
} satisfies MessageTable

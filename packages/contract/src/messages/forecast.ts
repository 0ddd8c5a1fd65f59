import type { MessageTable } from './message-table.ts'

export const forecastMessages = {
  'forecast.refused': { zh: '不能这样预测', en: 'No forecast can be made like this' },
  'forecast.not-found': { zh: '没有这次预测', en: 'There is no such forecast' },
  'forecast.job-not-found': { zh: '没有这个预测任务', en: 'There is no such forecast job' },
  'forecast.no-data': {
    zh: '{year} 年没有生效的计划，也没有已上报的月份',
    en: '{year} has no plan in force and no month that was reported',
  },
  'forecast.no-projects': { zh: '{month} 时没有可预测的项目', en: 'There is no project to forecast as of {month}' },
  'forecast.month-not-known': {
    zh: '{month} 的数据还没有：可选 {months}',
    en: 'Nothing is known of {month} yet; there is {months}',
  },
  'forecast.month-joined': {
    zh: '{month} 与下一个月合并上报，没有单独的数据：可选 {months}',
    en: '{month} is reported with the month after it and has no figures of its own; there is {months}',
  },
  'forecast.busy': { zh: '已有预测任务正在运行', en: 'A forecast is being run already' },
  'forecast.cancelled': { zh: '已取消', en: 'Cancelled' },
  'forecast.interrupted': { zh: '运行中断：服务已停止', en: 'It was interrupted: the server was stopped' },
  'forecast.failed': { zh: '运行出错，已写入日志', en: 'It failed; the log says why' },
} satisfies MessageTable

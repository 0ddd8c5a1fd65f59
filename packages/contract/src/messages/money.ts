import type { MessageTable } from './message-table.ts'

/** Money behind the figures: land and funds. */
export const moneyMessages = {
  'land-payment.refused': { zh: '土地价款不能这样登记', en: 'The payment cannot be entered like this' },
  'land-payment.not-found': { zh: '没有这笔土地价款', en: 'There is no such payment' },
  'land-payment.after-today': { zh: '支付日期 {on} 晚于业务日期 {today}', en: 'The date {on} is after the business date {today}' },
  'land-payment.not-positive': { zh: '金额须大于零', en: 'The amount has to be above zero' },
  'land-payment.counts-before-paid': {
    zh: '计入月份 {month} 早于支付日期 {paid}',
    en: 'It cannot count in {month}, before it was paid on {paid}',
  },
  'land-payment.reason-of-not-countable': { zh: '计入投资的支付不填不计入原因', en: 'What counts has no reason for not counting' },
  'land-payment.reason-needed': { zh: '不计入投资的支付须选择原因', en: 'What does not count needs a reason of the list' },
  'fund.refused': { zh: '资金不能这样登记', en: 'The funds cannot be entered like this' },
  'fund.not-found': { zh: '没有这笔资金登记', en: 'There is no such entry about funds' },
  'fund.after-today': { zh: '日期 {on} 晚于业务日期 {today}', en: 'The date {on} is after the business date {today}' },
  'fund.project-unknown': {
    zh: '台账中没有您可登记资金的项目{projectNo}',
    en: 'There is no project {projectNo} whose funds you may enter',
  },
  'fund.source-needed': { zh: '拨付须写明资金来源', en: 'A release has to say where it comes from' },
  'fund.source-of-release': { zh: '资金来源只写在拨付上，支出不写', en: 'Where money comes from is said of a release, not of a spending' },
  'fund.not-positive': { zh: '金额须大于零', en: 'The amount has to be above zero' },
  'fund.overdrawn': {
    zh: '至 {on} 累计支出 {spent} 元，超过累计拨付 {released} 元',
    en: 'By {on} {spent} yuan are spent of {released} yuan released',
  },
} satisfies MessageTable

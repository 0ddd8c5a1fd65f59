import type { MessageTable } from './message-table.ts'

export const paidLineMessages = {
  'paid-line.refused': { zh: '自费额度未办理', en: 'This cannot be done with the paid line' },
  'paid-line.not-found': { zh: '没有这项自费额度', en: 'There is no such paid line' },
  'paid-line.no-such-firm': { zh: '没有这家企业', en: 'There is no such enterprise' },
  'paid-line.ends-before': { zh: '到期日早于生效日（{fromOn}）', en: 'It ends before it begins ({fromOn})' },
  'paid-line.is-past': { zh: '到期日已过（今天 {today}）', en: 'Its last day is past (today is {today})' },
  'paid-line.has-ended': {
    zh: '自费额度已于 {until} 到期，剩余部分已作废；请另行开通',
    en: 'The paid line ended on {until} and what was left of it has expired; open another one',
  },
  'paid-line.is-closed': { zh: '自费额度已关闭', en: 'The paid line is closed' },
} satisfies MessageTable

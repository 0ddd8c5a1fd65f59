import type { MessageTable } from './message-table.ts'

export const visitMessages: MessageTable = {
  'visit.not-found': { zh: '没有这条走访记录', en: 'There is no such visit' },
  'visit.refused': { zh: '走访不能这样记录', en: 'The visit cannot be written down like this' },
  'visit.ahead': { zh: '走访日期 {on} 晚于业务日期 {today}', en: 'The visit on {on} lies after the business date {today}' },
  'visit.day-without-promise': { zh: '没有承诺事项，就没有办结期限', en: 'Nothing is promised, so nothing is due' },
  'visit.due-before-visit': {
    zh: '办结期限 {until} 早于走访日期 {on}',
    en: 'What was promised is due on {until}, before the visit on {on}',
  },
  'visit.nothing-promised': { zh: '这次走访没有承诺事项', en: 'Nothing was promised at this visit' },
  'visit.already-kept': { zh: '承诺事项已于 {on} 办结', en: 'What was promised was done on {on}' },
  'visit.kept-ahead': {
    zh: '办结日期 {on} 须在走访日期 {visited} 与业务日期 {today} 之间',
    en: 'It was done between the visit on {visited} and today, {today}, not on {on}',
  },
}

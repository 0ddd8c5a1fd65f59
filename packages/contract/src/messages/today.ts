import type { MessageTable } from './message-table.ts'

export const todayMessages: MessageTable = {
  'today.return-none': { zh: '{month} 月报尚未填报', en: 'The return of {month} is not begun' },
  'today.return-draft': { zh: '{month} 月报草稿尚未提交', en: 'The return of {month} is a draft' },
  'today.return-returned': { zh: '{month} 月报已退回', en: 'The return of {month} was returned' },
  'today.return-submitted': { zh: '{month} 月报已提交，待审核', en: 'The return of {month} was handed in' },
  'today.return-in_review': { zh: '{month} 月报审核中', en: 'The return of {month} is being reviewed' },
  'today.period-ready': { zh: '应报项目均已核定，可以关账', en: 'Every return that is due is verified: it can be closed' },
  'today.period-open': { zh: '还有 {count} 份月报未核定', en: '{count} returns are not verified yet' },
  'today.condition': { zh: '{gate}前需办结：{condition}', en: 'Needed for the gate “{gate}”: {condition}' },
  'today.promise': { zh: '{visited}走访承诺：{promised}', en: 'Promised on the visit of {visited}: {promised}' },
  'today.gate': { zh: '条件齐备，可确认{gate}', en: 'Nothing is missing: the gate “{gate}” can be passed' },
  'today.no-update': { zh: '还没有写过进展', en: 'Nothing was written about it yet' },
  'today.old-update': { zh: '上次进展：{text}', en: 'Last word: {text}' },
  'today.escalation-reminder': { zh: '提醒待回复：{rule}', en: 'A reminder to answer: {rule}' },
  'today.escalation-supervision': { zh: '督办单待回复：{rule}', en: 'A supervision letter to answer: {rule}' },
  'today.escalation-leadership': { zh: '已提交领导，待回复：{rule}', en: 'On the leadership’s list, to answer: {rule}' },
  'today.voucher-review': { zh: '{on} 申请：{purpose}', en: 'Applied on {on}: {purpose}' },
  'today.bulletin': { zh: '草案待签发', en: 'The draft waits to be issued' },
  'today.plan': { zh: '{year} 年计划草案，待生效', en: 'A draft of the plan of {year}, to be put in force' },
}

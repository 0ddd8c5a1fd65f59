import type { MessageTable } from './message-table.ts'

export const lightMessages = {
  // What a light says is owed.
  'light.late-start': { zh: '计划 {from} 开工，尚未开工', en: 'Construction start was planned for {from} and has not happened' },
  'light.signed-not-awarded': { zh: '{from} 签约，尚未摘牌', en: 'Signed on {from}; the land is not awarded yet' },
  'light.awarded-not-started': { zh: '{from} 摘牌，尚未开工', en: 'Land awarded on {from}; construction has not started' },
  'light.started-not-registered': { zh: '{from} 开工，尚未入库', en: 'Started on {from}; not registered for statistics yet' },
  'light.completed-not-producing': { zh: '{from} 竣工，尚未投产', en: 'Completed on {from}; not producing yet' },
  'light.permit-lapse': {
    zh: '{from} 取得施工许可，至 {lapses} 未开工即失效',
    en: 'Construction permit of {from}; without a start it lapses after {lapses}',
  },
  'light.commitment-overdue': {
    zh: '协议约定 {from} 前{gate}，尚未{gate}',
    en: 'The agreement promises “{gate}” by {from}; the gate “{gate}” is not passed',
  },
  'light.progress-behind': {
    zh: '至 {month} 月末落后序时进度 {points} 个百分点',
    en: 'At the end of {month} investment is {points} points of the year’s plan behind schedule',
  },
  'light.funds-unspent': {
    zh: '至 {month} 月末，此前拨付的政府资金尚有 {points}% 未支出',
    en: 'At the end of {month} {points} % of the funds released before it are not spent',
  },

  'light.rule-not-found': { zh: '没有这条亮灯规则', en: 'There is no such rule' },
  'light.step-not-found': { zh: '没有这个督办步骤', en: 'There is no such step of escalation' },
  'light.rule-refused': { zh: '亮灯规则不能这样设置', en: 'The rule cannot be set like this' },
  'light.unit-of-its-rule': {
    zh: '进度和资金规则按百分点计，其他规则按天、工作日或月计',
    en: 'Rules about progress and funds count points, the others days, working days or months',
  },
  'light.never-on': { zh: '黄灯和红灯至少设置一个期限', en: 'At least one of yellow and red needs a limit' },
  'light.yellow-after-red': { zh: '黄灯期限 {yellow} 不能大于红灯期限 {red}', en: 'Yellow ({yellow}) cannot come after red ({red})' },
  'light.no-such-permit': { zh: '没有代码为「{code}」的许可条件', en: 'There is no permit condition with the code “{code}”' },
  'light.permit-of-its-rule': { zh: '只有施工许可规则才有许可条件', en: 'Only the rule about a permit names one' },
  'light.step-refused': { zh: '督办步骤不能这样设置', en: 'The step cannot be set like this' },
  'light.step-distance': {
    zh: '督办、提交领导至少间隔 1 个工作日',
    en: 'A letter or the leadership follows after at least one working day',
  },
  'light.override-refused': { zh: '不能这样调整亮灯', en: 'The light cannot be set aside like this' },
  'light.not-on': { zh: '该项目现在没有亮这盏灯', en: 'This light is not on for the project' },
  'light.not-paler': { zh: '只能调整为比「{colour}」更浅的颜色', en: 'Only a colour paler than {colour} can be given' },
  'light.until-past': { zh: '截止日期 {until} 早于业务日期 {today}', en: 'The end date {until} is before the business date {today}' },
  'light.no-override': { zh: '没有生效中的人工调整', en: 'Nobody has set this light aside' },

  'escalation.not-found': { zh: '没有这个督办事项', en: 'There is no such escalation' },
  'escalation.refused': { zh: '不能这样回复督办', en: 'The reply cannot be taken like this' },
  'escalation.closed': { zh: '督办已于 {on} 办结', en: 'The escalation was closed on {on}' },
  'escalation.promise-past': {
    zh: '承诺完成日期 {on} 须晚于业务日期 {today}',
    en: 'The promised day {on} has to be after the business date {today}',
  },
  'escalation.no-calendar': {
    zh: '工作日历未覆盖业务日期 {today}，不能按工作日计算督办期限',
    en: 'The workday calendar does not cover the business date {today}, so working days cannot be counted',
  },
} satisfies MessageTable

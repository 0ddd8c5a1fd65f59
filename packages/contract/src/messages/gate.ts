import type { MessageTable } from './message-table.ts'

export const gateMessages = {
  'gate.refused': { zh: '节点不能这样处理', en: 'The gate cannot be changed like this' },
  'gate.not-applicable': { zh: '该项目类型没有「{gate}」节点', en: 'Projects of this type have no gate “{gate}”' },
  'gate.standing': { zh: '项目处于「{standing}」状态', en: 'The project is {standing}' },
  'gate.already-passed': { zh: '已于 {on} 通过', en: 'Passed already, on {on}' },
  'gate.earlier-open': { zh: '前序节点「{gate}」尚未通过', en: 'The earlier gate “{gate}” is not passed yet' },
  'gate.condition-missing': { zh: '缺「{condition}」，由{role}办理', en: '“{condition}” is missing; owed by the {role}' },
  'gate.after-today': { zh: '日期 {on} 晚于业务日期 {today}', en: 'The date {on} is after the business date {today}' },
  'gate.before-earlier': { zh: '日期早于前序节点「{gate}」的 {on}', en: 'The date is before that of the earlier gate “{gate}”, {on}' },
  'gate.not-passed': { zh: '节点尚未通过', en: 'The gate is not passed' },
  'gate.later-passed': { zh: '后续节点「{gate}」已通过，须先退回它', en: 'The later gate “{gate}” is passed; take that back first' },
  'gate.no-such-condition': { zh: '没有这项条件', en: 'There is no such condition' },
  'gate.not-yours': { zh: '「{condition}」由{role}办理', en: '“{condition}” is for the {role} to bring' },
  'gate.by-the-register': {
    zh: '「{condition}」由项目登记信息自动判断，请在项目资料中填写',
    en: '“{condition}” is read from the project’s facts; enter it there',
  },
  'gate.figure-needed': { zh: '须填写金额，至少 {minimum} 元', en: 'An amount of at least {minimum} yuan is needed' },
  'gate.gate-passed': {
    zh: '节点「{gate}」已通过，须先退回节点',
    en: 'The gate “{gate}” is passed on it; take the gate back first',
  },
  'gate.nothing-brought': { zh: '这项条件尚未办理', en: 'Nothing has been brought for this condition' },
  'gate.forecast-past': {
    zh: '预计日期 {on} 已过，业务日期为 {today}',
    en: 'The expected date {on} has passed; the business date is {today}',
  },
  'gate.no-such-reason': { zh: '没有原因代码「{code}」', en: 'There is no reason code “{code}”' },
  'gate.same-standing': { zh: '项目已处于该状态', en: 'The project has this standing already' },
} satisfies MessageTable

import type { MessageTable } from './message-table.ts'

export const notificationMessages = {
  'notification.escalation-reminder': {
    zh: '「{project}」亮红灯：{rule}，自 {since} 起。请{owes}处理。',
    en: '“{project}” is red since {since}: {rule}. To act: {owes}.',
  },
  'notification.escalation-supervision': {
    zh: '「{project}」亮红灯：{rule}，自 {since} 起。已发督办单〔{year}〕{number} 号，请{owes}于 {due} 前回复。',
    en: '“{project}” is red since {since}: {rule}. Supervision letter {year}/{number}; to reply by {due}: {owes}.',
  },
  'notification.escalation-leadership': {
    zh: '「{project}」亮红灯：{rule}，自 {since} 起，已提交领导。责任人：{owes}。',
    en: '“{project}” is red since {since}: {rule}. It is on the leadership’s list; to answer: {owes}.',
  },
  'notification.escalation-replied': {
    zh: '{by}回复了「{project}」的督办，承诺 {promised} 前完成：{text}',
    en: '{by} replied about “{project}” and promises it by {promised}: {text}',
  },
  'notification.project-updated': { zh: '「{project}」本月进展（{by}）：{text}', en: '“{project}”, by {by}: {text}' },
  'notification.gate-passed': {
    zh: '「{project}」已通过节点「{gate}」，日期 {on}（{by}）',
    en: '“{project}” has passed the gate {gate} on {on} (entered by {by})',
  },
  'notification.gate-reopened': {
    zh: '「{project}」的节点「{gate}」被退回（{by}）：{reason}',
    en: 'The gate {gate} of “{project}” was taken back by {by}: {reason}',
  },
  'notification.project-handed-over': {
    zh: '{by}把 {count} 个项目交由您服务：{names}',
    en: '{by} has put you in charge of projects ({count}): {names}',
  },
  'notification.deputy-appointed': {
    zh: '{deputy}自 {from} 至 {until} 代理{absent}（{by}授权）：{reason}',
    en: '{deputy} stands in for {absent} from {from} to {until}, appointed by {by}: {reason}',
  },
  'notification.evidence-withdrawn': {
    zh: '{by}撤回了「{project}」的佐证材料「{file}」：{reason}',
    en: '{by} has withdrawn the evidence “{file}” of “{project}”: {reason}',
  },
} satisfies MessageTable

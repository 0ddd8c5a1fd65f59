import type { MessageTable } from './message-table.ts'

export const scenarioMessages = {
  'scenario.refused': { zh: '这些改动不成立', en: 'These changes cannot be' },
  'scenario.not-found': { zh: '没有这个情景，或它没有共享', en: 'There is no such scenario, or it is not shared' },
  'scenario.not-yours': {
    zh: '这个情景属于{owner}；您可以另存为自己的',
    en: 'This scenario belongs to {owner}; you can keep it as your own',
  },
  'scenario.name-taken': { zh: '这次预测下您已有名为「{name}」的情景', en: 'You already have a scenario “{name}” of this forecast' },
  'scenario.project-unknown': { zh: '预测里没有项目「{project}」', en: 'The project “{project}” is not in the forecast' },
  'scenario.already-there': { zh: '项目「{project}」已在预测里', en: 'The project “{project}” is in the forecast already' },
  'scenario.gate-not-awaited': {
    zh: '没有什么在等节点「{gate}」：它已通过，或不影响今年',
    en: 'Nothing waits for the gate “{gate}”: it is passed, or it does not touch this year',
  },
  'scenario.date-known': { zh: '{on} 的月份已有数据，不能再改', en: 'The month of {on} is known already and cannot be changed' },
  'scenario.month-known': { zh: '{month} 月已有数据，不能再改', en: 'Month {month} is known already and cannot be changed' },
  'scenario.said-twice': { zh: '同一件事改了两次', en: 'The same thing is changed twice' },
  'scenario.changed-and-dropped': { zh: '项目既被去掉又被改动', en: 'The project is dropped and changed as well' },
  'scenario.funds-to-itself': { zh: '资金须调到另一个项目', en: 'Funds must go to another project' },
  'scenario.amount-not-positive': { zh: '金额须大于零', en: 'The amount must be above zero' },
  'scenario.plan-below-zero': { zh: '{month} 月的计划会变成 {yuan} 元', en: 'The plan of month {month} would become {yuan} yuan' },
  'scenario.plan-beyond-total': { zh: '年度计划超过总投资', en: 'The plan of the year exceeds the total' },
  'scenario.plan-reason': {
    zh: '由情景「{name}」生成（预测截至 {asOf}）：{changes}',
    en: 'Made of the scenario “{name}” (forecast as of {asOf}): {changes}',
  },
  'scenario.plan-title': { zh: '情景「{name}」的计划调整', en: 'Adjustment of the plan of the scenario “{name}”' },
  'scenario.says-gate': { zh: '{project}：{gate}改到 {month}', en: '{project}: {gate} in {month}' },
  'scenario.says-months': { zh: '{project}：月度计划合计 {yuan} 元', en: '{project}: {yuan} yuan over the months' },
  'scenario.says-funds': {
    zh: '{month} 月资金 {yuan} 元由{from}调到{to}',
    en: '{yuan} yuan of month {month} from {from} to {to}',
  },
  'scenario.says-drop': { zh: '去掉{project}的后续投资', en: '{project} is dropped' },
  'scenario.says-add': { zh: '加入{project}，{month} 开工', en: '{project} is added, start in {month}' },
  'scenario.gates-are-no-plan': {
    zh: '{project}的{gate}（{month}）写在调整理由里；节点日期在项目页修改',
    en: '{gate} of {project} ({month}) stands in the reason; dates of gates are changed on the project’s page',
  },
  'scenario.not-in-plan': { zh: '{project}不在生效的计划里', en: '{project} is not in the plan in force' },
  'scenario.not-in-register': {
    zh: '{project}还没有登记，须先建项目',
    en: '{project} is not in the register yet; it must be entered first',
  },
} satisfies MessageTable

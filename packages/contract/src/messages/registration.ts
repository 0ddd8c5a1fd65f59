import type { MessageTable } from './message-table.ts'

export const registrationMessages = {
  'registration.refused': { zh: '入库申报不能这样处理', en: 'The registration cannot be changed like this' },
  'registration.check-missing': {
    zh: '「{check}」缺少一方：申报 {declared}，登记 {known}',
    en: '“{check}” lacks a side: pack {declared}, register {known}',
  },
  'registration.check-differs': {
    zh: '「{check}」不一致：申报 {declared}，登记 {known}',
    en: '“{check}” differs: pack {declared}, register {known}',
  },
  'registration.not-applicable': { zh: '该项目类型没有入库节点', en: 'Projects of this type are not registered' },
  'registration.standing': { zh: '项目已暂缓、停止或退出', en: 'The project is suspended, stopped or withdrawn' },
  'registration.code-taken': { zh: '该项目代码已在另一份入库申报中', en: 'Another pack states the same project code' },
  'registration.number-taken': { zh: '该统计库编号已被使用', en: 'The number of the library is taken' },
  'registration.no-such-item': { zh: '材料中没有「{item}」这一项', en: 'The pack has no item “{item}”' },
  'registration.four-eyes': { zh: '提交人不能受理自己的申报', en: 'Who handed the pack in does not accept it' },
  'registration.cannot-save': { zh: '当前状态下不能修改申报', en: 'The pack cannot be written as it stands' },
  'registration.cannot-submit': { zh: '当前状态下不能提交', en: 'The pack cannot be handed in as it stands' },
  'registration.cannot-recall': { zh: '只能撤回尚未受理的申报', en: 'Only a pack that waits can be taken back' },
  'registration.cannot-return': { zh: '只能退回已提交或已受理的申报', en: 'Only a pack that was handed in can be returned' },
  'registration.cannot-accept': { zh: '只能受理已提交的申报', en: 'Only a pack that was handed in can be accepted' },
  'registration.cannot-register': { zh: '受理后才能登记入库', en: 'A pack has to be accepted before the project is registered' },
} satisfies MessageTable

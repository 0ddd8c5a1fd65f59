import type { MessageTable } from './message-table.ts'

export const tokenMessages = {
  'token.not-found': { zh: '没有这个访问令牌', en: 'There is no such API token' },
  'token.invalid': { zh: '访问令牌不能这样新建', en: 'The API token cannot be made like this' },
  'token.unknown-action': { zh: '没有操作 {action}', en: 'There is no action {action}' },
  'token.action-not-yours': { zh: '您没有操作 {action} 的权限', en: 'You may not do {action}' },
  'token.action-never': { zh: '操作 {action} 不能交给访问令牌', en: 'No API token may do {action}' },
  'token.too-many': {
    zh: '有效的访问令牌已达 {most} 个，请先吊销不用的',
    en: 'You have {most} API tokens in force; revoke those that you do not use',
  },
  'token.while-acting': { zh: '代他人办理时不能新建访问令牌', en: 'While acting for somebody no API token can be made' },
  'token.out-of-scope': { zh: '访问令牌不能执行操作 {action}', en: 'This API token may not do {action}' },
} satisfies MessageTable

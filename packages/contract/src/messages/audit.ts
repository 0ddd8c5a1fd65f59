import type { MessageTable } from './message-table.ts'

export const auditMessages = {
  'audit.entry-not-found': { zh: '没有这条审计记录', en: 'There is no such audit entry' },
  'audit.key-unreadable': { zh: '审计密钥文件无法读取：{path}', en: 'The audit key file cannot be read: {path}' },
  'audit.key-differs': {
    zh: '本机审计密钥与数据库不符（数据库密钥指纹 {fingerprint}）：请把原服务器的 audit.key 复制到 {path}；若原密钥确已丢失，设置 BALLAST_ACCEPT_NEW_AUDIT_KEY=1',
    en: 'The audit key here is not the one of the database (its fingerprint: {fingerprint}): copy audit.key of the first server to {path}; if it is lost for good, set BALLAST_ACCEPT_NEW_AUDIT_KEY=1',
  },
  'audit.entry-changed': {
    zh: '第 {seq} 条记录 {entryId} 的内容被改动',
    en: 'The content of entry {entryId} (place {seq}) was changed',
  },
  'audit.entry-forged': {
    zh: '记录 {entryId} 不是程序写入的，或在封链前被改动',
    en: 'Entry {entryId} was not written by the program, or was changed before it was sealed',
  },
  'audit.entry-missing': { zh: '第 {seq} 条记录 {entryId} 被删除', en: 'Entry {entryId} (place {seq}) was deleted' },
  'audit.seal-missing': {
    zh: '链上第 {seq} 至 {until} 环被删除（最后一条：{entryId}）',
    en: 'The places {seq} to {until} of the chain were deleted (last entry: {entryId})',
  },
  'audit.seal-changed': {
    zh: '链上第 {seq} 环（记录 {entryId}）被改动、调换或插入',
    en: 'Place {seq} of the chain (entry {entryId}) was changed, swapped or inserted',
  },
  'audit.tail-cut': {
    zh: '链尾第 {seq} 至 {until} 环被截去（最后一条：{entryId}）',
    en: 'The tail of the chain, places {seq} to {until}, was cut off (last entry: {entryId})',
  },
  'audit.chain-rewritten': {
    zh: '链上第 {seq} 环（记录 {entryId}）与数据库外留存的链首不符：该处曾被截断后重写',
    en: 'Place {seq} of the chain (entry {entryId}) differs from the head kept outside the database: it was cut and written anew',
  },
} satisfies MessageTable

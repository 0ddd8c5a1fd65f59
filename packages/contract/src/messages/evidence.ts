import type { MessageTable } from './message-table.ts'

export const evidenceMessages = {
  'evidence.not-found': { zh: '没有这份佐证材料', en: 'There is no such evidence' },
  'evidence.upload-not-found': {
    zh: '没有这次上传，或它已过期；请重新上传',
    en: 'There is no such upload, or it has expired; upload again',
  },
  'evidence.refused': { zh: '文件未被接收', en: 'The file is not taken' },
  'evidence.upload-invalid': { zh: '上传请求有误', en: 'The upload is not asked for rightly' },
  'evidence.subject-unknown': { zh: '没有可绑定的对象「{subject}」', en: 'There is no "{subject}" to bind a file to' },
  'evidence.subject-missing': { zh: '缺少或写错：{name}', en: 'Missing or wrong: {name}' },
  'evidence.length-missing': { zh: '缺少文件长度（Upload-Length），或文件是空的', en: 'Upload-Length is missing, or the file is empty' },
  'evidence.too-large': {
    zh: '文件 {size} MB，超过上限 {most} MB',
    en: 'The file has {size} MB; at most {most} MB are taken',
  },
  'evidence.too-many-uploads': {
    zh: '有 {count} 个上传未完成；请先完成或放弃其中一些',
    en: '{count} uploads are not complete; complete or give up some of them first',
  },
  'evidence.there-already': {
    zh: '同一文件已在此处：「{name}」，{by} 于 {at} 上传',
    en: 'The same file is here already: "{name}", uploaded by {by} on {at}',
  },
  'evidence.offset-conflict': {
    zh: '已收到 {received} 字节，请从这里继续',
    en: '{received} bytes have been received; go on from there',
  },
  'evidence.offset-missing': { zh: '缺少 Upload-Offset', en: 'Upload-Offset is missing' },
  'evidence.past-the-end': { zh: '内容超过所报的长度', en: 'There is more than the length that was announced' },
  'evidence.interrupted': { zh: '连接中断，已收到 {received} 字节', en: 'The connection broke after {received} bytes' },
  'evidence.checksum-mismatch': { zh: '这一段的校验和不符，请重传', en: 'The checksum of this part differs; send it again' },
  'evidence.checksum-unknown': { zh: '不支持的校验算法「{name}」', en: 'The checksum algorithm "{name}" is not known' },
  'evidence.tus-version': { zh: '只支持 tus 1.0.0', en: 'Only tus 1.0.0 is spoken' },
  'evidence.type-unknown': {
    zh: '「{name}」的内容不是任何可识别的文件格式',
    en: 'The content of "{name}" is of no format that is known',
  },
  'evidence.type-program': {
    zh: '「{name}」的内容是可执行程序（{type}），不接收',
    en: 'The content of "{name}" is a program ({type}), which is not taken',
  },
  'evidence.type-macros': {
    zh: '「{name}」含有宏（{type}），不接收；请另存为不含宏的格式',
    en: '"{name}" holds macros ({type}), which are not taken; save it without them',
  },
  'evidence.type-archive': {
    zh: '「{name}」的内容是压缩包（{type}），不接收；请逐个上传其中的文件',
    en: 'The content of "{name}" is an archive ({type}), which is not taken; upload its files one by one',
  },
  'evidence.type-refused': {
    zh: '「{name}」的内容是 {type}，不接收这种格式',
    en: 'The content of "{name}" is {type}, which is not taken',
  },
  'evidence.type-old-office': {
    zh: '「{name}」的内容是旧版 Office 文档，或加了密码的文档，与扩展名不符',
    en: 'The content of "{name}" is an old Office document or one with a password, which its extension does not say',
  },
  'evidence.infected': { zh: '「{name}」含有病毒 {virus}，已丢弃', en: '"{name}" holds the virus {virus} and was thrown away' },
  'evidence.scan-failed': {
    zh: '病毒扫描没有完成（{detail}），文件未接收；请稍后再传或联系管理员',
    en: 'The virus scan could not be done ({detail}), so the file is not taken; try again later or ask an administrator',
  },
  'evidence.no-store': { zh: '本服务未配置文件存储', en: 'This server has no file store' },
  'evidence.store-unreachable': { zh: '文件存储不可用：{detail}', en: 'The file store cannot be reached: {detail}' },
  'evidence.file-missing': {
    zh: '文件存储中没有这个文件，请联系管理员',
    en: 'The file store does not have this file; ask an administrator',
  },
  'evidence.cannot-withdraw': { zh: '不能撤回', en: 'It cannot be withdrawn' },
  'evidence.withdrawn-already': { zh: '已经撤回', en: 'It is withdrawn already' },
  'evidence.not-yours': {
    zh: '只有上传人、本项目的服务管家、计划员和管理员可以撤回',
    en: 'Whoever uploaded it, the project’s service manager, planners and administrators can withdraw it',
  },
  'evidence.return-verified': {
    zh: '它所证明的月报已核定；须先退回月报',
    en: 'The return that it proves is verified; the return has to go back first',
  },
  'evidence.gate-passed': {
    zh: '它所证明的节点已经通过；须先退回节点',
    en: 'The gate that it proves is passed; the gate has to be reopened first',
  },
  'evidence.found-missing': {
    zh: '缺失：{sha256}（「{name}」）不在文件存储中',
    en: 'missing: {sha256} ("{name}") is not in the file store',
  },
  'evidence.found-changed': {
    zh: '被改动：{sha256}（「{name}」）的内容现为 {found}',
    en: 'changed: the content of {sha256} ("{name}") is now {found}',
  },
  'evidence.found-orphaned': { zh: '无主：{sha256} 不属于任何佐证材料', en: 'orphaned: {sha256} belongs to no evidence' },
  'project.has-evidence': { zh: '有 {count} 份佐证材料', en: 'It has {count} pieces of evidence' },
} satisfies MessageTable

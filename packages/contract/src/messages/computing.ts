import type { MessageTable } from './message-table.ts'

export const computingMessages = {
  'engine.unreachable': { zh: '连接不上算力中心 {place}：{detail}', en: 'The centre at {place} cannot be reached: {detail}' },
  'engine.no-answer': {
    zh: '算力中心没有答复，要求是否已生效尚不确定：{detail}',
    en: 'The centre did not answer; whether it did what was asked is not known: {detail}',
  },
  'engine.not-understood': {
    zh: '算力中心的答复无法识别（HTTP {status}）：{detail}',
    en: 'The centre’s answer is not understood (HTTP {status}): {detail}',
  },
  'engine.refused': { zh: '算力中心拒绝（{number}）：{detail}', en: 'The centre refuses ({number}): {detail}' },
  'engine.version-unsupported': {
    zh: '算力中心的调度系统版本不受支持：{detail}',
    en: 'The version of the centre’s scheduler is not supported: {detail}',
  },
  'engine.token-refused': {
    zh: '算力中心不接受本系统的密钥，或该账户无权进行此操作：{detail}',
    en: 'The centre does not accept our key, or the account may not do this: {detail}',
  },
  'engine.controller-away': { zh: '算力中心的调度器没有运行：{detail}', en: 'The centre’s controller is not running: {detail}' },
  'engine.accounting-away': { zh: '算力中心的记账服务没有运行：{detail}', en: 'The centre’s accounting is not running: {detail}' },
  'engine.queue-full': { zh: '算力中心的队列已满：{detail}', en: 'The centre’s queue is full: {detail}' },
  'engine.closed': { zh: '算力中心暂停接收作业：{detail}', en: 'The centre takes no jobs for now: {detail}' },
  'engine.cannot-run': {
    zh: '该中心没有作业所要的分区、节点或卡：{detail}',
    en: 'The centre has no such partition, nodes or cards: {detail}',
  },
  'engine.user-unknown': { zh: '该中心没有这个系统账户：{detail}', en: 'The centre has no such account of its system: {detail}' },
  'engine.account-unknown': {
    zh: '企业在该中心还没有开户，或不能使用该账户：{detail}',
    en: 'The firm has no account at the centre, or may not use this one: {detail}',
  },
  'engine.job-unknown': { zh: '该中心没有这个作业：{detail}', en: 'The centre knows no such job: {detail}' },
  'engine.limit-exceeded': {
    zh: '超出额度、时长或提交上限：{detail}',
    en: 'Beyond the budget, the longest time or the number of jobs: {detail}',
  },
  'engine.envelope-unknown': { zh: '该中心没有这个额度：{detail}', en: 'The centre has no such budget: {detail}' },
  'engine.envelope-not-kept': {
    zh: '额度 {envelope} 写入后读回不一致，未生效',
    en: 'The budget {envelope} does not read back as it was written; it does not count',
  },
  'engine.reservation-conflict': { zh: '与已有预留冲突：{detail}', en: 'It conflicts with another reservation: {detail}' },
  'engine.cannot-reserve': {
    zh: 'Slurm {version} 不能通过接口预留节点，请由运维人员在中心用 scontrol 预留',
    en: 'Slurm {version} cannot reserve nodes through its interface; the operator reserves them at the centre with scontrol',
  },
} satisfies MessageTable

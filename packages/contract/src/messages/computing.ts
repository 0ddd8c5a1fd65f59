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
  'compute-centre.not-found': { zh: '没有这个算力中心', en: 'There is no such computing centre' },
  'compute-centre.refused': { zh: '算力中心未保存', en: 'The computing centre was not saved' },
  'compute-centre.code-taken': { zh: '代码 {code} 已被另一中心使用', en: 'Another centre has the code {code}' },
  'compute-centre.has-jobs': {
    zh: '还有 {jobs} 个作业未结束，不能改代码或关闭',
    en: '{jobs} jobs are not over: its code stays, and it cannot be closed',
  },
  'compute-centre.card-twice': { zh: '卡型 {cardType} 重复', en: 'The card {cardType} is there twice' },
  'compute-centre.bad-code': {
    zh: '以小写字母开头，只含小写字母、数字和短横',
    en: 'It begins with a small letter and has small letters, digits and hyphens only',
  },
  'compute-centre.bad-engine-type': {
    zh: '引擎卡名只含小写字母、数字、点、横线',
    en: 'The engine’s name of a card has small letters, digits, dots and hyphens only',
  },
  'compute-centre.bad-key-ref': {
    zh: '密钥位置写成 file:/路径 或 env:BALLAST_COMPUTING_名称；不要填密钥本身',
    en: 'Say where the key is: file:/path or env:BALLAST_COMPUTING_NAME; never the key itself',
  },
  'compute-centre.bad-work-dir': { zh: '工作目录须为绝对路径', en: 'The working folder must be an absolute path' },
  'compute-centre.engine-unsupported': { zh: '不支持引擎 {engine} {version}', en: 'The engine {engine} {version} is not supported' },
  'compute-centre.no-key': { zh: '读不到密钥：{place}', en: 'The key cannot be read: {place}' },
  'compute-centre.is-not-open': {
    zh: '该中心维护中或已关闭，暂不接收作业',
    en: 'The centre is closed or in maintenance and takes no jobs',
  },
  'compute-tenant.not-found': { zh: '该企业在此中心没有账户', en: 'The enterprise has no account at this centre' },
  'compute-tenant.is-blocked': { zh: '租户已停用', en: 'The tenant is blocked' },
  'compute-tenant.blocked-because': { zh: '本企业在该中心已停用：{reason}', en: 'The centre has blocked this enterprise: {reason}' },
  'compute-job.refused': { zh: '作业未提交', en: 'The job was not taken' },
  'compute-job.not-found': { zh: '没有这个作业', en: 'There is no such job' },
  'compute-job.not-own-voucher': { zh: '所选算力券不属于本企业', en: 'The voucher is not one of the enterprise’s' },
  'compute-job.no-such-card': { zh: '{centre} 没有卡型 {cardType}', en: '{centre} has no card {cardType}' },
  'compute-job.uneven-cards': {
    zh: '{cards} 卡不能整除：超过一个节点时须为每节点 {perNode} 卡的整数倍',
    en: '{cards} cards do not come out even: beyond one node they must be a multiple of {perNode}',
  },
  'compute-job.too-long': { zh: '时限最长 {most} 小时', en: 'The limit is at most {most} hours' },
  'compute-job.no-interpreter': { zh: '脚本首行须以 #! 指明解释器', en: 'The first line of a script names its interpreter with #!' },
  'compute-job.empty-array': { zh: '批量起始编号大于结束编号', en: 'The first item comes after the last' },
  'compute-job.array-on-one-node': {
    zh: '批量作业限一个节点内（最多 {perNode} 卡）',
    en: 'A batch array stays on one node (at most {perNode} cards)',
  },
  'compute-job.submitted-differently': { zh: '同一编号的作业已按其他内容提交', en: 'A job of this id was submitted with other contents' },
  'compute-job.is-over': { zh: '作业已经结束', en: 'The job is over' },
} satisfies MessageTable

import type { CommitmentResult } from '@ballast/domain/gate/commitment.ts'
import type { LifeGate, Standing } from '@ballast/domain/gate/life.ts'
import type { LightColour } from '@ballast/domain/light/lights.ts'
import type { StuckList } from '@ballast/domain/light/light-rule.ts'
import type { NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { EndState } from '@ballast/domain/voucher/settle.ts'
import type { RegistrationCheck } from '@ballast/domain/registration/checks.ts'
import type { Locale } from './messages.ts'
import type { Role } from './roles.ts'

interface Name {
  readonly zh: string
  readonly en: string
}

/** What people call the gates of a project's life. */
export const GATE_NAMES: Readonly<Record<LifeGate, Name>> = {
  signing: { zh: '签约', en: 'Signing' },
  land_award: { zh: '摘牌', en: 'Land award' },
  registration: { zh: '入库', en: 'Registration' },
  construction_start: { zh: '开工', en: 'Construction start' },
  completion: { zh: '竣工', en: 'Completion' },
  production: { zh: '投产', en: 'Production' },
  full_capacity: { zh: '达产', en: 'Full capacity' },
}

export const STANDING_NAMES: Readonly<Record<Standing, Name>> = {
  active: { zh: '推进中', en: 'active' },
  suspended: { zh: '暂缓', en: 'suspended' },
  stopped: { zh: '停止', en: 'stopped' },
  withdrawn: { zh: '退出', en: 'withdrawn' },
}

export const COMMITMENT_RESULT_NAMES: Readonly<Record<CommitmentResult, Name>> = {
  met: { zh: '已兑现', en: 'met' },
  partly_met: { zh: '部分兑现', en: 'met in part' },
  not_met: { zh: '未兑现', en: 'not met' },
}

/** How a run at a computing centre ended; what an operator put back to run again counts as preempted. */
export const END_NAMES: Readonly<Record<EndState, Name>> = {
  completed: { zh: '完成', en: 'completed' },
  failed: { zh: '失败', en: 'failed' },
  cancelled: { zh: '中途取消', en: 'cancelled on the way' },
  timeout: { zh: '超时', en: 'timed out' },
  out_of_memory: { zh: '内存不足', en: 'out of memory' },
  preempted: { zh: '被抢占或退回', en: 'preempted or put back' },
  node_fail: { zh: '节点故障', en: 'node failed' },
}

export const ROLE_NAMES: Readonly<Record<Role, Name>> = {
  administrator: { zh: '管理员', en: 'administrator' },
  planner: { zh: '计划员', en: 'planner' },
  service_manager: { zh: '服务管家', en: 'service manager' },
  enterprise_reporter: { zh: '企业填报人', en: 'enterprise reporter' },
  approver: { zh: '审批人员', en: 'approver' },
  land_officer: { zh: '土地管理人员', en: 'land officer' },
  finance: { zh: '财政人员', en: 'finance officer' },
  statistics_officer: { zh: '统计人员', en: 'statistics officer' },
  leader: { zh: '领导（只读）', en: 'leader (reads)' },
  auditor: { zh: '审计员', en: 'auditor' },
  computing_operator: { zh: '算力中心运营人员', en: 'computing operator' },
}

/** Projects that stand between two gates. */
export const STUCK_NAMES: Readonly<Record<StuckList, Name>> = {
  'signed-not-awarded': { zh: '已签约未摘牌', en: 'Signed, land not awarded' },
  'awarded-not-started': { zh: '已摘牌未开工', en: 'Land awarded, not started' },
  'started-not-registered': { zh: '已开工未入库', en: 'Started, not registered' },
  'completed-not-producing': { zh: '已竣工未投产', en: 'Completed, not producing' },
}

export const COLOUR_NAMES: Readonly<Record<LightColour, Name>> = {
  green: { zh: '绿', en: 'green' },
  yellow: { zh: '黄', en: 'yellow' },
  red: { zh: '红', en: 'red' },
}

/** What people are told of, as a heading. */
export const NOTIFICATION_NAMES: Readonly<Record<NotificationKind, Name>> = {
  'escalation-reminder': { zh: '红灯提醒', en: 'Reminder of a red light' },
  'escalation-supervision': { zh: '督办单', en: 'Supervision letter' },
  'escalation-leadership': { zh: '提交领导', en: 'On the leadership’s list' },
  'escalation-replied': { zh: '督办回复', en: 'Reply to an escalation' },
  'project-updated': { zh: '项目进展', en: 'Project update' },
  'gate-passed': { zh: '通过节点', en: 'Gate passed' },
  'gate-reopened': { zh: '节点退回', en: 'Gate taken back' },
  'project-handed-over': { zh: '项目移交', en: 'Projects handed over' },
  'deputy-appointed': { zh: '代理授权', en: 'Deputy appointed' },
  'evidence-withdrawn': { zh: '佐证撤回', en: 'Evidence withdrawn' },
  'registration-submitted': { zh: '入库申报', en: 'Registration handed in' },
  'registration-returned': { zh: '入库退回', en: 'Registration returned' },
  'forecast-moved': { zh: '预测把握变动', en: 'Forecast moved' },
  'forecast-in-doubt': { zh: '预测数据存疑', en: 'Forecast on doubtful data' },
  'action-assigned': { zh: '措施任务', en: 'Task of an action' },
  'voucher-applied': { zh: '算力券申请', en: 'Application for quota' },
  'voucher-decided': { zh: '算力券申请结果', en: 'Application decided' },
  'voucher-budget': { zh: '算力额度提醒', en: 'Quota running out' },
  'member-budget': { zh: '成员额度提醒', en: 'A member’s share running out' },
  'quota-ending': { zh: '算力额度临期', en: 'Quota about to end' },
  'paid-line-opened': { zh: '自费额度开通', en: 'Paid line opened' },
  'contract-ending': { zh: '算力合同临期', en: 'Contract about to end' },
}

/** What a registration pack is held against. */
export const REGISTRATION_CHECK_NAMES: Readonly<Record<RegistrationCheck, Name>> = {
  'unit-name': { zh: '申报单位名称', en: 'Name of the unit' },
  'credit-code': { zh: '统一社会信用代码', en: 'Credit code' },
  'contract-party': { zh: '合同发包方', en: 'Party of the contract' },
  'project-code': { zh: '项目代码（批复或备案）', en: 'Project code as approved or filed' },
  'code-once': { zh: '不重复入库', en: 'Registered once' },
  total: { zh: '计划总投资', en: 'Planned total' },
  threshold: { zh: '入库起点', en: 'Threshold' },
  'date-order': { zh: '开工早于竣工', en: 'Start before completion' },
  start: { zh: '开工日期', en: 'Start' },
  completion: { zh: '竣工日期', en: 'Completion' },
  permit: { zh: '施工许可证号', en: 'Construction permit' },
  industry: { zh: '国民经济行业', en: 'Industry' },
  place: { zh: '统计区划代码', en: 'Statistical area' },
}

export const nameIn = (locale: Locale, name: Name): string => (locale === 'en' ? name.en : name.zh)

import type { LifeGate } from '../gate/life.ts'

/** Projects that have passed one gate and not the next: 已签约未摘牌 已摘牌未开工 已开工未入库 已竣工未投产. */
export const STUCK_LISTS = ['signed-not-awarded', 'awarded-not-started', 'started-not-registered', 'completed-not-producing'] as const
export type StuckList = (typeof STUCK_LISTS)[number]

export const STUCK_BETWEEN: Readonly<Record<StuckList, { readonly passed: LifeGate; readonly owed: LifeGate }>> = {
  'signed-not-awarded': { passed: 'signing', owed: 'land_award' },
  'awarded-not-started': { passed: 'land_award', owed: 'construction_start' },
  'started-not-registered': { passed: 'construction_start', owed: 'registration' },
  'completed-not-producing': { passed: 'completion', owed: 'production' },
}

/** Rules that measure money at the end of each month instead of counting days. */
export const MEASURED_KINDS = ['progress-behind', 'funds-unspent'] as const
export type MeasuredKind = (typeof MEASURED_KINDS)[number]

export const LIGHT_KINDS = ['late-start', ...STUCK_LISTS, 'permit-lapse', 'commitment-overdue', ...MEASURED_KINDS] as const
export type LightKind = (typeof LIGHT_KINDS)[number]

/** Points: percentage points, of the rules that measure. */
export const LIGHT_UNITS = ['days', 'workdays', 'months', 'points'] as const
export type LightUnit = (typeof LIGHT_UNITS)[number]

export const isMeasured = (kind: LightKind): kind is MeasuredKind => (MEASURED_KINDS as readonly string[]).includes(kind)

/** What of a rule a zone decides. */
export interface LightRule {
  readonly kind: LightKind
  readonly unit: LightUnit
  /** Yellow when more than so many have passed; null: never yellow. */
  readonly yellowAfter: number | null
  readonly redAfter: number | null
  /** The permit that lapses; of `permit-lapse` alone. */
  readonly conditionCode: string | null
  readonly isActive: boolean
}

export interface PresetRule extends LightRule {
  readonly owedBy: string
  readonly nameZh: string
  readonly nameEn: string
  readonly citation: string | null
}

const YINCHUAN = '银川市 2025 年项目亮灯规则'
const PERMIT_LAW = '《中华人民共和国建筑法》第九条'

/**
 * The rules that a zone begins with. A month of delay is over when the month is over, so "three months in a row" is more than two
 * after the planned one.
 */
export const PRESET_RULES: readonly PresetRule[] = [
  {
    kind: 'late-start',
    nameZh: '未按计划月开工',
    nameEn: 'Not started in its planned month',
    unit: 'months',
    yellowAfter: 0,
    redAfter: 2,
    conditionCode: null,
    isActive: true,
    owedBy: 'service_manager',
    citation: YINCHUAN,
  },
  {
    kind: 'started-not-registered',
    nameZh: '开工后未入库',
    nameEn: 'Started, not registered',
    unit: 'months',
    yellowAfter: 1,
    redAfter: 2,
    conditionCode: null,
    isActive: true,
    owedBy: 'statistics_officer',
    citation: YINCHUAN,
  },
  {
    kind: 'signed-not-awarded',
    nameZh: '签约后未摘牌',
    nameEn: 'Signed, land not awarded',
    unit: 'days',
    yellowAfter: 90,
    redAfter: 180,
    conditionCode: null,
    isActive: true,
    owedBy: 'land_officer',
    citation: null,
  },
  {
    kind: 'awarded-not-started',
    nameZh: '摘牌后未开工',
    nameEn: 'Land awarded, not started',
    unit: 'days',
    yellowAfter: 90,
    redAfter: 180,
    conditionCode: null,
    isActive: true,
    owedBy: 'service_manager',
    citation: null,
  },
  {
    kind: 'completed-not-producing',
    nameZh: '竣工后未投产',
    nameEn: 'Completed, not producing',
    unit: 'days',
    yellowAfter: 90,
    redAfter: 180,
    conditionCode: null,
    isActive: true,
    owedBy: 'service_manager',
    citation: null,
  },
  {
    kind: 'permit-lapse',
    nameZh: '施工许可将失效',
    nameEn: 'Construction permit about to lapse',
    unit: 'months',
    yellowAfter: 2,
    redAfter: 3,
    conditionCode: 'construction-permit',
    isActive: true,
    owedBy: 'enterprise_reporter',
    citation: PERMIT_LAW,
  },
  {
    kind: 'commitment-overdue',
    nameZh: '协议约定日期已过',
    nameEn: 'Date of the agreement has passed',
    unit: 'days',
    yellowAfter: 0,
    redAfter: 30,
    conditionCode: null,
    isActive: true,
    owedBy: 'enterprise_reporter',
    citation: null,
  },
  {
    kind: 'progress-behind',
    nameZh: '投资进度落后于序时进度',
    nameEn: 'Investment behind schedule',
    unit: 'points',
    yellowAfter: 10,
    redAfter: 30,
    conditionCode: null,
    isActive: true,
    owedBy: 'service_manager',
    citation: YINCHUAN,
  },
  {
    // Which rate is required is the zone's to lay down; no published one was found.
    kind: 'funds-unspent',
    nameZh: '政府资金支付率不足',
    nameEn: 'Too little of the released funds spent',
    unit: 'points',
    yellowAfter: null,
    redAfter: 50,
    conditionCode: null,
    isActive: true,
    owedBy: 'service_manager',
    citation: null,
  },
]

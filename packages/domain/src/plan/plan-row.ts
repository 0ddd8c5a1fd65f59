import type { Fen } from '../shared/money.ts'
import type { YearMonth } from '../shared/time.ts'

export const SCOPE_KINDS = ['zone', 'category', 'cluster'] as const
export type ScopeKind = (typeof SCOPE_KINDS)[number]
export const COMPARATORS = ['at_least', 'at_most', 'equal'] as const
export type Comparator = (typeof COMPARATORS)[number]
export const PROFILES = ['even', 'front_loaded', 's_curve', 'custom'] as const
export type ProfileName = (typeof PROFILES)[number]
export const SHARE_METHODS = ['area', 'floor_area', 'by_hand'] as const
export type ShareMethod = (typeof SHARE_METHODS)[number]
export type PlanSourceKind = 'public' | 'simulated' | 'entered'

/**
 * One target. Indicator, scope, period and comparator together are its natural key. The indicator decides which one value
 * it takes: fen, parts per million or a count. The scope 'zone' has the empty code.
 */
export interface PlanTargetRow {
  readonly indicator: string
  readonly scopeKind: ScopeKind
  readonly scopeCode: string
  /** year, H1, Q1…Q4, first-three-quarters, month-01…month-12, cumulative-01…cumulative-12. */
  readonly period: string
  readonly comparator: Comparator
  readonly valueFen?: Fen | null | undefined
  readonly valuePpm?: bigint | null | undefined
  readonly valueCount?: bigint | null | undefined
  readonly note?: string | null | undefined
  readonly sourceKind?: PlanSourceKind | undefined
  readonly citation?: string | null | undefined
}

/** One node of the breakdown tree; the code is its natural key, the root is the node without a parent. */
export interface PlanNodeRow {
  readonly code: string
  /** Null: the root. Needed when the node does not exist yet. */
  readonly parentCode?: string | null | undefined
  readonly nameZh?: string | undefined
  readonly nameEn?: string | undefined
  readonly categoryCode?: string | null | undefined
  readonly clusterCode?: string | null | undefined
  readonly frameFen?: Fen | undefined
  readonly sort?: number | undefined
}

/** 建筑 安装 设备 其他, and of the last the land (建设用地费). */
export interface Composition {
  readonly constructionFen: Fen
  readonly installationFen: Fen
  readonly equipmentFen: Fen
  readonly otherFen: Fen
  /** Part of otherFen, never beside it. */
  readonly landFen: Fen
}

/** One line of a month. A month has at most one countable and one not countable line. */
export interface PlanMonthRow extends Composition {
  readonly month: YearMonth
  /** Null: the line is countable (可纳统); a text: it is not, and why. */
  readonly notCountableReason: string | null
}

export interface PlanShareRow {
  /** Any name of a parcel or corridor of the register. */
  readonly parcel: string
  readonly sharePpm: bigint
  readonly method: ShareMethod
}

/** A project's plan of the year. Undefined leaves a part as it is; months and shares are replaced as whole lists. */
export interface PlanProjectRow {
  readonly projectNo: string
  /** Null: on no node of the tree. */
  readonly nodeCode?: string | null | undefined
  /** Countable investment of the year; needed when the project is not in the plan yet. */
  readonly annualFen?: Fen | undefined
  readonly profile?: ProfileName | undefined
  readonly note?: string | null | undefined
  readonly months?: readonly PlanMonthRow[] | undefined
  readonly shares?: readonly PlanShareRow[] | undefined
  readonly sourceKind?: PlanSourceKind | undefined
  readonly citation?: string | null | undefined
}

export interface PlanRows {
  readonly targets: PlanTargetRow[]
  /** Parents before children. */
  readonly nodes: PlanNodeRow[]
  readonly projects: PlanProjectRow[]
}

export const targetKey = (row: Pick<PlanTargetRow, 'indicator' | 'scopeKind' | 'scopeCode' | 'period' | 'comparator'>): string =>
  [row.indicator, row.scopeKind === 'zone' ? 'zone' : `${row.scopeKind}:${row.scopeCode}`, row.period, row.comparator].join('/')

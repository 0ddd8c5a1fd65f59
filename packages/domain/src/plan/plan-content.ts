import type { Uuid } from '../shared/ids.ts'
import type { Fen } from '../shared/money.ts'
import type { Gate } from '../project/project-row.ts'
import type { PlainDate } from '../shared/time.ts'
import type { Comparator, Composition, PlanMonthRow, PlanSourceKind, ProfileName, ScopeKind, ShareMethod } from './plan-row.ts'

/** What one version holds, with the ids that stay the same from version to version. */
export interface PlanContent {
  readonly targets: readonly ContentTarget[]
  readonly nodes: readonly ContentNode[]
  readonly projects: readonly ContentProject[]
}

export interface ContentTarget {
  readonly targetId: Uuid
  readonly indicator: string
  readonly scopeKind: ScopeKind
  readonly scopeCode: string
  readonly period: string
  readonly comparator: Comparator
  readonly valueFen: Fen | null
  readonly valuePpm: bigint | null
  readonly valueCount: bigint | null
  readonly note: string | null
  readonly sourceKind: PlanSourceKind
  readonly citation: string | null
}

export interface ContentNode {
  readonly nodeId: Uuid
  readonly parentId: Uuid | null
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly frameFen: Fen
  readonly sort: number
}

export interface ContentShare {
  readonly parcelId: Uuid
  readonly sharePpm: bigint
  readonly method: ShareMethod
}

export interface ContentProject {
  readonly projectId: Uuid
  readonly nodeId: Uuid | null
  readonly annualFen: Fen
  readonly profile: ProfileName
  readonly note: string | null
  readonly sourceKind: PlanSourceKind
  readonly citation: string | null
  readonly months: readonly PlanMonthRow[]
  /** In the order in which amounts are rounded onto them. */
  readonly shares: readonly ContentShare[]
}

/** What the register says of a project that is in the plan. */
export interface RegisterFacts {
  readonly projectNo: string
  readonly projectCode: string | null
  readonly nameZh: string
  readonly nameEn: string | null
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly totalFen: Fen | null
  readonly hasOwner: boolean
  readonly hasServiceManager: boolean
  readonly gates: { readonly [K in Gate]?: PlainDate }
}

/** All that indicators and checks look at: one version, the register behind it, last year's figures. */
export interface PlanPicture {
  readonly year: number
  readonly content: PlanContent
  readonly register: ReadonlyMap<Uuid, RegisterFacts>
  readonly industryCategories: ReadonlySet<string>
  /** Completed investment of the year before by indicator. */
  readonly lastYearFen: ReadonlyMap<string, Fen>
}

export type MonthAmounts = Composition

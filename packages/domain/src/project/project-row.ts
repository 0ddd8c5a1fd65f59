import type { LifeGate } from '../gate/life.ts'
import type { Fen } from '../shared/money.ts'
import type { FactSource } from '../shared/row-facts.ts'
import type { PlainDate } from '../shared/time.ts'

export { LIFE_GATES as GATES, type LifeGate as Gate } from '../gate/life.ts'

export const FUNDING_SOURCES = ['state_budget', 'domestic_loan', 'bond', 'foreign_capital', 'self_raised', 'other'] as const
export type FundingSource = (typeof FUNDING_SOURCES)[number]

/** 建筑 安装 设备 其他 add up to the total; land (建设用地费) is part of other. */
export const COMPOSITION_PARTS = ['construction', 'installation', 'equipment', 'other', 'land'] as const
export type CompositionPart = (typeof COMPOSITION_PARTS)[number]

export const PROJECT_NATURES = ['new', 'expansion', 'renewal'] as const
export type ProjectNature = (typeof PROJECT_NATURES)[number]

export const RELATION_KINDS = ['later_phase_of', 'part_of', 'renewal_of'] as const
export type RelationKind = (typeof RELATION_KINDS)[number]

export type { FactSource }
export type RowSourceKind = 'public' | 'simulated' | 'entered'

export interface ProjectRelation {
  readonly kind: RelationKind
  readonly projectNo: string
}

export interface ProjectParcel {
  /** Any name of the parcel. */
  readonly name: string
  /** Square metres with up to two decimals, as text; null: all of the parcel. */
  readonly areaM2?: string | null | undefined
  readonly floorAreaM2?: string | null | undefined
}

/**
 * One project as imports, packs and exports carry it. Undefined leaves a fact as it is, null clears it. Objects with named
 * parts are patched part by part; lists are replaced as a whole.
 */
export interface ProjectRow {
  /** The zone's own number: the natural key. */
  readonly projectNo: string
  readonly projectCode?: string | null | undefined
  /** Needed when the project does not exist yet. */
  readonly nameZh?: string | undefined
  readonly nameEn?: string | null | undefined
  readonly shortName?: string | null | undefined
  /** Name or credit code of an enterprise of the register. */
  readonly owner?: string | null | undefined
  readonly categoryCode?: string | null | undefined
  readonly clusterCode?: string | null | undefined
  readonly industryCode?: string | null | undefined
  readonly nature?: ProjectNature | null | undefined
  readonly totalFen?: Fen | null | undefined
  readonly composition?: { readonly [K in CompositionPart]?: Fen | null | undefined } | null | undefined
  readonly funding?: { readonly [K in FundingSource]?: Fen | null | undefined } | null | undefined
  readonly gates?: { readonly [K in LifeGate]?: PlainDate | null | undefined } | null | undefined
  readonly bureauCode?: string | null | undefined
  readonly serviceManager?: string | null | undefined
  readonly address?: string | null | undefined
  readonly statAreaCode?: string | null | undefined
  readonly relations?: readonly ProjectRelation[] | null | undefined
  readonly parcels?: readonly ProjectParcel[] | null | undefined
  readonly tags?: readonly string[] | null | undefined
  /** Values of the zone's own fields by their code, as text: numbers and money (yuan) in decimal, dates as YYYY-MM-DD. */
  readonly custom?: Readonly<Record<string, string | null>> | null | undefined
  readonly notes?: string | null | undefined
  /** By the field's name as in FieldChange, e.g. "totalFen", "gates.signing", "funding.bond". */
  readonly provenance?: Readonly<Record<string, FactSource | null>> | null | undefined
  readonly sourceKind?: RowSourceKind | undefined
  readonly citation?: string | null | undefined
}

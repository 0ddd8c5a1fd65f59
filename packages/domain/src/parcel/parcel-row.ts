import type { Fen } from '../shared/money.ts'
import type { PlainDate } from '../shared/time.ts'
import type { FactSource, RowSourceKind } from '../project/project-row.ts'
import type { ParcelGeometry } from './parcel-geometry.ts'

export const PARCEL_KINDS = ['parcel', 'corridor'] as const
/** A parcel of land, or a declared corridor (railway, road) that carries investment without a parcel of its own. */
export type ParcelKind = (typeof PARCEL_KINDS)[number]

/**
 * One parcel as imports, packs and forms give it: undefined leaves a fact as it is, null clears it. Areas and ratios are
 * decimal text ("531130", "0.74"), so that what is published is what is kept.
 */
export interface ParcelRow {
  /** The natural key: any name of the parcel; of a parcel that is not there yet, its main name. */
  readonly name: string
  /** Every name, the main one first. */
  readonly names?: readonly string[] | undefined
  readonly nameEn?: string | null | undefined
  readonly kind?: ParcelKind | undefined
  readonly cadastralCode?: string | null | undefined
  /** CGCS2000 (EPSG:4490), longitude before latitude. */
  readonly geometry?: ParcelGeometry | null | undefined
  readonly areaOfficialM2?: string | null | undefined
  readonly floorAreaM2?: string | null | undefined
  readonly landUseCode?: string | null | undefined
  readonly farRatio?: string | null | undefined
  readonly heightM?: string | null | undefined
  readonly densityPct?: string | null | undefined
  readonly greenPct?: string | null | undefined
  readonly conditionsNote?: string | null | undefined
  readonly supplyMode?: string | null | undefined
  readonly status?: string | null | undefined
  readonly priceFen?: Fen | null | undefined
  readonly tenureYears?: number | null | undefined
  readonly dealOn?: PlainDate | null | undefined
  readonly commitments?: string | null | undefined
  readonly notes?: string | null | undefined
  /** Typed custom fields by field code; the ones not named stay as they are. */
  readonly custom?: Readonly<Record<string, string | null>> | undefined
  readonly sourceKind?: RowSourceKind | undefined
  readonly citation?: string | null | undefined
  /** Where single facts come from, by field of this row; null: entered by a user. */
  readonly provenance?: Readonly<Record<string, FactSource | null>> | undefined
}

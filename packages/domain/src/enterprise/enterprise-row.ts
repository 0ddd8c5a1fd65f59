import type { RowSourceKind } from '../project/project-row.ts'
import type { FactSource } from '../shared/row-facts.ts'

/** One enterprise as imports, packs and exports carry it. Undefined leaves a fact as it is, null clears it; lists are replaced. */
export interface EnterpriseRow {
  /** Natural keys: the credit code where given and known, else the name. */
  readonly nameZh: string
  readonly creditCode?: string | null | undefined
  /** Why a credit code with a wrong check character is right all the same; who says so is recorded. */
  readonly creditCodeOverrideReason?: string | null | undefined
  /** Who said so, where an export carries it; a row that does not say records the acting user. */
  readonly creditCodeOverriddenBy?: string | null | undefined
  readonly nameEn?: string | null | undefined
  readonly shortName?: string | null | undefined
  readonly aliases?: readonly string[] | null | undefined
  readonly groupName?: string | null | undefined
  /** Name or credit code of the enterprise that controls this one. */
  readonly parent?: string | null | undefined
  readonly notes?: string | null | undefined
  readonly custom?: Readonly<Record<string, string | null>> | null | undefined
  readonly provenance?: Readonly<Record<string, FactSource | null>> | null | undefined
  readonly sourceKind?: RowSourceKind | undefined
  readonly citation?: string | null | undefined
}

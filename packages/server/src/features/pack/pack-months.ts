import { INVESTMENT_ITEMS, itemsOf, type Holding, type Items, type Method } from '@ballast/domain/report/form.ts'
import { RETURN_STATES, type ReturnState } from '@ballast/domain/report/return-state.ts'
import { FUNDING_SOURCES, type FundingSource } from '@ballast/domain/project/project-row.ts'
import { parseWan, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import type { CsvRow } from './pack-csv.ts'
import { compositionOf, percentPpm } from './pack-rows.ts'
import type { Pack } from './read-pack.ts'

type Cells = CsvRow['cells']
export type EnteredKind = 'simulated' | 'entered'

/** A return as the pack has it: what it reports for its period, from which the year to date follows when the books are known. */
export interface PackReturn {
  readonly projectNo: string
  readonly state: ReturnState
  readonly items: Items
  readonly funds: Readonly<Record<FundingSource, Fen>>
  readonly payablesFen: Fen | null
  readonly newFixedAssetsFen: Fen | null
  readonly floorAreaUnderConstructionM2: number | null
  readonly floorAreaCompletedM2: number | null
  readonly method: Method
  readonly otherMethodFen: Fen | null
  readonly holding: Holding | null
  readonly notCountable: readonly { readonly reasonCode: string; readonly amountFen: Fen }[]
  readonly overTotalReason: string | null
  /** It was first handed in without this field, and sent back for it. */
  readonly returned: { readonly field: ReturnedField; readonly reason: string } | null
  readonly note: string | null
  readonly sourceKind: EnteredKind
}
export type ReturnedField = 'payablesFen' | 'floorAreaUnderConstructionM2' | 'monthByFinanceFen'

const ITEM_COLUMNS: Readonly<Record<(typeof INVESTMENT_ITEMS)[number], string>> = {
  construction: 'construction_wan',
  installation: 'installation_wan',
  equipment: 'equipment_wan',
  usedEquipment: 'used_equipment_wan',
  renewalEquipment: 'renewal_equipment_wan',
  other: 'other_wan',
  oldBuildings: 'old_buildings_wan',
  land: 'land_wan',
}
const wan = (text: string | undefined): Fen | null => (text === undefined ? null : parseWan(text))
const whole = (text: string | undefined): number | null => (text === undefined ? null : Number(text))
const itemsIn = (cells: Cells): Items => itemsOf((item) => wan(cells[ITEM_COLUMNS[item]]) ?? ZERO_FEN)

const returnIn = (cells: Cells): PackReturn => ({
  projectNo: cells['project_no'] as string,
  state: cells['state'] as (typeof RETURN_STATES)[number],
  items: itemsIn(cells),
  funds: Object.fromEntries(
    FUNDING_SOURCES.map((source) => [source, wan(cells[`funds_${source}_wan`]) ?? ZERO_FEN]),
  ) as PackReturn['funds'],
  payablesFen: wan(cells['payables_wan']),
  newFixedAssetsFen: wan(cells['new_fixed_assets_wan']),
  floorAreaUnderConstructionM2: whole(cells['floor_area_under_construction_m2']),
  floorAreaCompletedM2: whole(cells['floor_area_completed_m2']),
  method: cells['method'] as Method,
  otherMethodFen: wan(cells['other_method_wan']),
  holding: (cells['holding'] ?? null) as Holding | null,
  notCountable:
    cells['not_countable_wan'] === undefined
      ? []
      : [{ reasonCode: cells['not_countable_code'] as string, amountFen: parseWan(cells['not_countable_wan']) }],
  overTotalReason: cells['over_total_reason'] ?? null,
  returned:
    cells['returned_field'] === undefined
      ? null
      : { field: cells['returned_field'] as ReturnedField, reason: cells['returned_reason'] as string },
  note: cells['note'] ?? null,
  sourceKind: cells['source_kind'] as EnteredKind,
})

export const periodsOf = ({ csv }: Pack) => {
  const returns = Map.groupBy(csv['report-returns'], ({ cells }) => cells['month'] as string)
  const corrections = Map.groupBy(csv['report-corrections'], ({ cells }) => cells['appears_in'] as string)
  return csv['report-periods']
    .map(({ cells }) => ({
      month: cells['month'] as YearMonth,
      isClosed: cells['state'] === 'closed',
      missingReason: cells['missing_reason'],
      returns: (returns.get(cells['month'] as string) ?? []).map((row) => returnIn(row.cells)),
      corrections: (corrections.get(cells['month'] as string) ?? []).map((row) => ({
        projectNo: row.cells['project_no'] as string,
        month: row.cells['month'] as YearMonth,
        items: itemsIn(row.cells),
        reasonCode: row.cells['reason_code'] as string,
        note: row.cells['note'] as string,
        sourceKind: row.cells['source_kind'] as EnteredKind,
      })),
    }))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
}

export const openingsOf = ({ csv }: Pack) =>
  csv['report-openings'].map(({ cells }) => ({
    projectNo: cells['project_no'] as string,
    beforeYear: Number(cells['before_year']),
    cumulativeFen: parseWan(cells['cumulative_wan'] as string),
    sourceKind: cells['source_kind'] as 'public' | EnteredKind,
    citation: cells['citation'] ?? null,
  }))

/** Words from the sites, the earlier ones first. */
export const toldOf = ({ csv }: Pack) =>
  csv['dispatch-entries']
    .map(({ cells }) => ({
      projectNo: cells['project_no'] as string,
      month: cells['month'] as YearMonth,
      toldOn: cells['told_on'] as PlainDate,
      ...compositionOf(cells),
      progressPpm: cells['progress_pct'] === undefined ? null : percentPpm(cells['progress_pct']),
      note: cells['note'] ?? null,
      sourceKind: cells['source_kind'] as EnteredKind,
    }))
    .toSorted((a, b) => (a.toldOn === b.toldOn ? 0 : a.toldOn < b.toldOn ? -1 : 1))

export const answersOf = ({ csv }: Pack) =>
  csv['difference-reasons'].map(({ cells }) => ({
    projectNo: cells['project_no'] as string,
    month: cells['month'] as YearMonth,
    reasonCode: cells['reason_code'] as string,
    note: cells['note'] ?? null,
  }))

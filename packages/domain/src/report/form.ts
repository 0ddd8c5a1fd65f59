import { FUNDING_SOURCES, type FundingSource } from '../project/project-row.ts'
import { fen, ZERO_FEN, type Fen } from '../shared/money.ts'
import type { YearMonth } from '../shared/time.ts'

/**
 * Items of the completed investment as the monthly form has them: 建筑工程, 安装工程, 设备工器具购置 (of which 购置旧设备, 用于更新的设备), 其他费用
 * (of which 旧建筑物购置费, 建设用地费).
 */
export const INVESTMENT_ITEMS = [
  'construction',
  'installation',
  'equipment',
  'usedEquipment',
  'renewalEquipment',
  'other',
  'oldBuildings',
  'land',
] as const
export type InvestmentItem = (typeof INVESTMENT_ITEMS)[number]
export type Items = Readonly<Record<InvestmentItem, Fen>>

/** The four that add up to the whole. */
export const MAIN_ITEMS = ['construction', 'installation', 'equipment', 'other'] as const satisfies readonly InvestmentItem[]

export const itemsOf = (amount: (item: InvestmentItem) => bigint): Items =>
  Object.fromEntries(INVESTMENT_ITEMS.map((item) => [item, fen(amount(item))])) as Record<InvestmentItem, Fen>
export const NO_ITEMS: Items = itemsOf(() => ZERO_FEN)
export const plus = (a: Items, b: Items): Items => itemsOf((item) => a[item] + b[item])
export const minus = (a: Items, b: Items): Items => itemsOf((item) => a[item] - b[item])
export const totalOf = (items: Items): Fen => fen(MAIN_ITEMS.reduce((sum, item) => sum + items[item], 0n))

/** 形象进度法 counts progress × planned amount, 财务支出法 what the ledger shows as spent. */
export const METHODS = ['progress', 'finance'] as const
export type Method = (typeof METHODS)[number]

/** 控股情况. */
export const HOLDINGS = ['state', 'collective', 'private', 'hong_kong_macao_taiwan', 'foreign', 'other'] as const
export type Holding = (typeof HOLDINGS)[number]

/** The monthly form of one project as it was filled in; null: left empty. "Year" amounts are 自年初累计. */
export interface MonthlyForm {
  readonly planTotalFen: Fen | null
  /** The document that raised the plan total; its number. */
  readonly adjustedTotalDocument: string | null
  /** 自开始建设累计完成投资. */
  readonly cumulativeFen: Fen | null
  /** 自年初累计完成投资. */
  readonly yearFen: Fen | null
  /** 本月完成投资. */
  readonly monthFen: Fen | null
  readonly year: { readonly [Item in InvestmentItem]: Fen | null }
  readonly newFixedAssetsFen: Fen | null
  /** 实际到位资金, year to date. */
  readonly funds: { readonly [Source in FundingSource]: Fen | null }
  readonly payablesFen: Fen | null
  /** Whole square metres. */
  readonly floorAreaUnderConstructionM2: number | null
  readonly floorAreaCompletedM2: number | null
  readonly method: Method
  /** What each method makes of this month; the one that `method` names is reported. */
  readonly monthByProgressFen: Fen | null
  readonly monthByFinanceFen: Fen | null
  readonly nature: string | null
  readonly holding: Holding | null
  readonly startMonth: YearMonth | null
  readonly productionMonth: YearMonth | null
  readonly statAreaCode: string | null
  readonly industryCode: string | null
}

/** What the books say before this report. */
export interface Books {
  /** Cumulative at the end of last year, corrections included. */
  readonly lastYearEndFen: Fen
  /** Year to date before this report, with the corrections that appear in it. */
  readonly yearBefore: Items
}

/** Every amount that a form has to name, and the ones that may stay empty. */
export const REQUIRED_AMOUNTS = ['planTotalFen', 'cumulativeFen', 'yearFen', 'monthFen'] as const

/** This month's items: the year to date of the form less that of the books. An empty item is zero. */
export const monthItems = (form: Pick<MonthlyForm, 'year'>, books: Books): Items =>
  itemsOf((item) => (form.year[item] ?? 0n) - books.yearBefore[item])

export type FieldKind = 'money' | 'area' | 'text' | 'month'
/** Every field of the form by its path, in the order of the form. */
export const FORM_FIELDS: readonly (readonly [path: string, kind: FieldKind])[] = [
  ['planTotalFen', 'money'],
  ['adjustedTotalDocument', 'text'],
  ['cumulativeFen', 'money'],
  ['yearFen', 'money'],
  ['monthFen', 'money'],
  ...INVESTMENT_ITEMS.map((item) => [`year.${item}`, 'money'] as const),
  ['newFixedAssetsFen', 'money'],
  ...FUNDING_SOURCES.map((source) => [`funds.${source}`, 'money'] as const),
  ['payablesFen', 'money'],
  ['floorAreaUnderConstructionM2', 'area'],
  ['floorAreaCompletedM2', 'area'],
  ['method', 'text'],
  ['monthByProgressFen', 'money'],
  ['monthByFinanceFen', 'money'],
  ['nature', 'text'],
  ['holding', 'text'],
  ['startMonth', 'month'],
  ['productionMonth', 'month'],
  ['statAreaCode', 'text'],
  ['industryCode', 'text'],
]

/** The value at a path. */
export function fieldAt(form: object, path: string): unknown {
  const [group = '', name] = path.split('.')
  const value = (form as Readonly<Record<string, unknown>>)[group]
  return name === undefined ? value : (value as Readonly<Record<string, unknown>>)[name]
}

/** An object out of values by path. */
export function fromFields(values: Iterable<readonly [path: string, value: unknown]>): Record<string, unknown> {
  const form: Record<string, unknown> = {}
  for (const [path, value] of values) {
    const [group = '', name] = path.split('.')
    if (name === undefined) form[group] = value
    else ((form[group] ??= {}) as Record<string, unknown>)[name] = value
  }
  return form
}

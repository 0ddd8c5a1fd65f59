import { INVESTMENT_ITEMS } from '@ballast/domain/report/form.ts'
import { FUNDING_SOURCES } from '@ballast/domain/project/project-row.ts'
import { formatWanExact } from '@ballast/domain/shared/money.ts'
import {
  findChoice,
  FUNDING_NAMES,
  HOLDING_CHOICES,
  ITEM_NAMES,
  METHOD_CHOICES,
  nameIn,
  NATURES,
  STATE_CHOICES,
  type Choice,
  type Name,
} from '../exchange/index.ts'
import type { OfficialRow } from './official-row.ts'

type Locale = 'zh-CN' | 'en'
type Cell = string | number | null

export interface OfficialColumn extends Name {
  /** The column's name in the file that is handed over. */
  readonly key: string
  readonly width: number
  readonly group?: Name
  /** Whole 万元 or square metres; added up under the rows. */
  readonly isAmount?: true
  readonly value: (row: OfficialRow, locale: Locale) => Cell
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const text = (key: string, zh: string, en: string, width: number, value: OfficialColumn['value']): OfficialColumn => ({
  key,
  zh,
  en,
  width,
  value,
})
const wan = (key: string, zh: string, en: string, value: (row: OfficialRow) => bigint | null, group?: Name): OfficialColumn => ({
  key: `${key}_wan`,
  zh,
  en,
  width: 13,
  isAmount: true,
  ...(group === undefined ? {} : { group }),
  value: (row) => {
    const amount = value(row)
    return amount === null ? null : Number(amount)
  },
})
const area = (key: string, zh: string, en: string, value: (row: OfficialRow) => number | null): OfficialColumn => ({
  key,
  zh,
  en,
  width: 12,
  isAmount: true,
  value,
})
const word = (choices: readonly Choice[], code: string | null, locale: Locale): string | null => {
  const choice = code === null ? undefined : findChoice(choices, code)
  return choice === undefined ? code : nameIn(choice, locale)
}

const YEAR: Name = { zh: '自年初累计完成投资', en: 'Year to date' }
const FUNDS: Name = { zh: '实际到位资金', en: 'Funds received' }

/** The line of a project, in the order of the official form. */
export const OFFICIAL_COLUMNS: readonly OfficialColumn[] = [
  text('project_no', '项目编号', 'Project no.', 14, ({ record }) => record.projectNo),
  text('project_name', '项目名称', 'Project', 38, ({ record }, locale) =>
    locale === 'en' ? (record.nameEn ?? record.nameZh) : record.nameZh,
  ),
  text('owner', '项目单位', 'Owner', 30, ({ record }) => record.owner),
  text('stat_area_code', '统计区划代码', 'Statistical area', 15, ({ form }) => form.statAreaCode),
  text('industry_code', '行业代码', 'Industry', 9, ({ form }) => form.industryCode),
  text('nature', '建设性质', 'Nature', 14, ({ form }, locale) => word(NATURES, form.nature, locale)),
  text('holding', '控股情况', 'Holding', 13, ({ form }, locale) => word(HOLDING_CHOICES, form.holding, locale)),
  text('started', '开工年月', 'Started', 10, ({ form }) => form.startMonth),
  text('in_production', '投产年月', 'In production', 10, ({ form }) => form.productionMonth),
  wan('plan_total', '计划总投资', 'Plan total', ({ planTotal }) => planTotal),
  wan('last_year_end', '上年末累计', 'Cumulative, last year end', ({ lastYearEnd }) => lastYearEnd),
  wan('cumulative', '自开始建设累计完成投资', 'Cumulative', ({ figures }) => figures.cumulative),
  wan('year_before', '上期自年初累计', 'Year to date before', ({ yearBefore }) => yearBefore),
  wan('month', '本月完成投资', 'This month', ({ figures }) => figures.month),
  wan('year', '合计', 'Total', ({ figures }) => figures.year, YEAR),
  ...INVESTMENT_ITEMS.map((item) =>
    wan(`year_${snake(item)}`, ITEM_NAMES[item].zh, ITEM_NAMES[item].en, ({ figures }) => figures.items[item], YEAR),
  ),
  wan('new_fixed_assets', '新增固定资产', 'New fixed assets', ({ newFixedAssets }) => newFixedAssets),
  wan('funds', '合计', 'Total', ({ fundsTotal }) => fundsTotal, FUNDS),
  ...FUNDING_SOURCES.map((source) =>
    wan(`funds_${source}`, FUNDING_NAMES[source].zh, FUNDING_NAMES[source].en, ({ funds }) => funds[source], FUNDS),
  ),
  wan('payables', '各项应付款', 'Payables', ({ payables }) => payables),
  area(
    'floor_area_under_construction_m2',
    '施工面积（平方米）',
    'Floor area being built (m²)',
    ({ form }) => form.floorAreaUnderConstructionM2,
  ),
  area('floor_area_completed_m2', '竣工面积（平方米）', 'Floor area completed (m²)', ({ form }) => form.floorAreaCompletedM2),
  text('method', '核算方法', 'Method', 13, ({ form }, locale) => word(METHOD_CHOICES, form.method, locale)),
  text('state', '状态', 'State', 10, ({ record }, locale) => word(STATE_CHOICES, record.state, locale)),
  text('correction', '更正', 'Corrections', 26, ({ record }, locale) =>
    record.correctedFen === 0n
      ? null
      : locale === 'en'
        ? `holds corrections of ${formatWanExact(record.correctedFen)} to earlier months`
        : `含对以前月份的更正 ${formatWanExact(record.correctedFen)}`,
  ),
  text('source', '数据来源', 'Source', 10, ({ isSimulated }, locale) => (isSimulated ? simulatedWord(locale) : null)),
]

export const simulatedWord = (locale: Locale): string => (locale === 'en' ? 'Simulated data' : '模拟数据')

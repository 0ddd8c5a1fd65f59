import { INVESTMENT_ITEMS } from '@ballast/domain/report/form.ts'
import { REPORT_RULES } from '@ballast/domain/report/rules.ts'
import { FUNDING_SOURCES } from '@ballast/domain/project/project-row.ts'
import { FUNDING_NAMES, NUMBER_COLUMN, SIMULATED } from './register-sheets.ts'
import { HOLDING_CHOICES, ITEM_NAMES, METHOD_CHOICES, RULE_NAMES, STATE_CHOICES } from './return-words.ts'
import type { Column, Name, SheetSpec } from './sheet.ts'
import { NATURES, type Vocabulary } from './vocabulary.ts'

const text = (key: string, zh: string, en: string, width = 14): Column => ({ key, zh, en, kind: 'text', width })
const wan = (key: string, zh: string, en: string, group?: Name): Column => ({
  key,
  zh,
  en,
  kind: 'wan',
  width: 15,
  isSummed: true,
  ...(group === undefined ? {} : { group }),
})
const shown = (column: Column): Column => ({ ...column, info: true })

const YEAR: Name = { zh: '自年初累计完成投资构成', en: 'Year to date by item' }
const BEFORE: Name = { zh: '上期自年初累计', en: 'Year to date before' }
const FUNDS: Name = { zh: '实际到位资金', en: 'Funds received' }
const NOT_COUNTABLE: Name = { zh: '不纳入统计的支出', en: 'Not countable' }
const REASONS: Name = { zh: '审核说明', en: 'Reasons for rules' }

/** The month's returns in the order of the official form: a row a project, what the books say shaded beside. */
export const returnSheet = ({ lists, month }: Vocabulary): SheetSpec => ({
  part: 'returns',
  resource: 'returns',
  ...(month === undefined ? {} : { edition: month }),
  zh: '月报',
  en: 'Returns',
  frozen: 3,
  keyColumns: ['projectNo'],
  columns: [
    NUMBER_COLUMN,
    { ...text('projectNo', '项目编号', 'Project no.'), required: true },
    shown(text('~name', '项目名称', 'Project name', 36)),
    shown({ key: '~state', zh: '状态', en: 'State', kind: 'choice', choices: STATE_CHOICES, width: 10 }),
    wan('planTotalFen', '计划总投资', 'Plan total'),
    text('adjustedTotalDocument', '总投资调整文号', 'Document that adjusted it', 18),
    shown(wan('~books.lastYearEndFen', '上年末累计', 'Cumulative, last year end')),
    { ...wan('cumulativeFen', '自开始建设累计完成投资', 'Cumulative'), sumOf: ['~books.lastYearEndFen', 'yearFen'] },
    shown(wan('~before.totalFen', '合计', 'Total', BEFORE)),
    ...INVESTMENT_ITEMS.map((item) => shown(wan(`~before.${item}`, ITEM_NAMES[item].zh, ITEM_NAMES[item].en, BEFORE))),
    { ...wan('yearFen', '自年初累计完成投资', 'Year to date'), sumOf: ['~before.totalFen', 'monthFen'] },
    wan('monthFen', '本月完成投资', 'This month'),
    ...INVESTMENT_ITEMS.map((item) => wan(`year.${item}`, ITEM_NAMES[item].zh, ITEM_NAMES[item].en, YEAR)),
    { key: 'method', zh: '核算方法', en: 'Method', kind: 'choice', choices: METHOD_CHOICES, width: 14, keepsWhenBlank: true },
    wan('monthByProgressFen', '本月按形象进度法', 'This month by progress'),
    wan('monthByFinanceFen', '本月按财务支出法', 'This month by expenditure'),
    wan('newFixedAssetsFen', '新增固定资产', 'New fixed assets'),
    ...FUNDING_SOURCES.map((source) => wan(`funds.${source}`, FUNDING_NAMES[source].zh, FUNDING_NAMES[source].en, FUNDS)),
    wan('payablesFen', '各项应付款', 'Payables'),
    { key: 'floorAreaUnderConstructionM2', zh: '施工面积（平方米）', en: 'Floor area being built (m²)', kind: 'integer', width: 14 },
    { key: 'floorAreaCompletedM2', zh: '竣工面积（平方米）', en: 'Floor area completed (m²)', kind: 'integer', width: 14 },
    { key: 'nature', zh: '建设性质', en: 'Nature', kind: 'choice', choices: NATURES, width: 14 },
    { key: 'holding', zh: '控股情况', en: 'Holding', kind: 'choice', choices: HOLDING_CHOICES, width: 14 },
    { key: 'startMonth', zh: '开工年月', en: 'Started', kind: 'month', width: 11 },
    { key: 'productionMonth', zh: '投产年月', en: 'In production', kind: 'month', width: 11 },
    text('statAreaCode', '统计区划代码', 'Statistical area code', 16),
    text('industryCode', '行业代码', 'Industry (GB/T 4754)', 10),
    ...(lists['not-countable-reason'] ?? []).map(({ code, zh, en }) => ({
      ...wan(`notCountable.${code}`, zh, en, NOT_COUNTABLE),
      width: 18,
    })),
    ...REPORT_RULES.map((rule): Column => ({ ...text(`reasons.${rule}`, RULE_NAMES[rule].zh, RULE_NAMES[rule].en, 24), group: REASONS })),
    text('note', '备注', 'Notes', 24),
    SIMULATED,
  ],
})

import { INDICATORS } from '@ballast/domain/plan/indicator.ts'
import { NUMBER_COLUMN, SOURCE } from './register-sheets.ts'
import type { Column, Name, SheetSpec } from './sheet.ts'
import { COMPARATOR_NAMES, PROFILE_NAMES, SCOPE_NAMES, SHARE_METHOD_NAMES, SOURCE_KINDS, YES_NO, type Vocabulary } from './vocabulary.ts'

const text = (key: string, zh: string, en: string, width = 14): Column => ({ key, zh, en, kind: 'text', width })
const wan = (key: string, zh: string, en: string): Column => ({ key, zh, en, kind: 'wan', width: 14, isSummed: true })
const PROJECT_NO: Column = { ...text('projectNo', '项目编号', 'Project no.'), required: true }
const PROJECT_NAME: Column = { ...text('~name', '项目名称', 'Project name', 36), info: true }
const SIMULATED: Column = {
  key: '~simulated',
  zh: '含模拟数据',
  en: 'Holds simulated data',
  kind: 'choice',
  choices: YES_NO,
  width: 11,
  info: true,
}

export const MONTH_PARTS = [
  { key: 'constructionFen', zh: '建筑', en: 'Construction' },
  { key: 'installationFen', zh: '安装', en: 'Installation' },
  { key: 'equipmentFen', zh: '设备', en: 'Equipment' },
  { key: 'otherFen', zh: '其他', en: 'Other' },
  { key: 'landFen', zh: '其中:土地', en: 'of which land' },
] as const
/** The parts that add up to a month; land is inside other. */
const ADDENDS = MONTH_PARTS.slice(0, 4)
const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
export const MONTHS: readonly (Name & { key: string })[] = EN_MONTHS.map((en, index) => ({
  key: String(index + 1).padStart(2, '0'),
  zh: `${index + 1}月`,
  en,
}))
const YEAR: Name = { zh: '全年', en: 'Year' }

const COUNTABLE: readonly Column[] = [
  { key: 'countable', zh: '可纳统', en: 'Countable', kind: 'choice', choices: YES_NO, width: 9, keepsWhenBlank: true },
  text('notCountableReason', '不纳统原因', 'Why not countable', 22),
]
const PROJECT_FACTS: readonly Column[] = [
  text('nodeCode', '分解节点', 'Plan node', 16),
  { ...wan('annualFen', '年度计划', 'Plan of the year'), keepsWhenBlank: true },
  { key: 'profile', zh: '分月方式', en: 'Spread', kind: 'choice', choices: PROFILE_NAMES, width: 10, keepsWhenBlank: true },
]

/** Projects × months × composition: a line a project, one more for what is not countable. */
export const monthSheet: SheetSpec = {
  part: 'months',
  resource: 'plan',
  zh: '项目月度计划',
  en: 'Monthly plan',
  frozen: 3,
  keyColumns: ['projectNo'],
  columns: [
    NUMBER_COLUMN,
    PROJECT_NO,
    PROJECT_NAME,
    ...PROJECT_FACTS,
    ...COUNTABLE,
    {
      key: '~year',
      zh: '合计',
      en: 'Total',
      kind: 'wan',
      width: 15,
      group: YEAR,
      info: true,
      isSummed: true,
      sumOf: MONTHS.map(({ key }) => `~months.${key}`),
    },
    ...MONTH_PARTS.map(
      (part): Column => ({
        ...part,
        key: `~year.${part.key}`,
        kind: 'wan',
        width: 14,
        group: YEAR,
        info: true,
        isSummed: true,
        sumOf: MONTHS.map((month) => `months.${month.key}.${part.key}`),
      }),
    ),
    ...MONTHS.flatMap((month): Column[] => [
      {
        key: `~months.${month.key}`,
        zh: '小计',
        en: 'Total',
        kind: 'wan',
        width: 13,
        group: month,
        info: true,
        isSummed: true,
        sumOf: ADDENDS.map((part) => `months.${month.key}.${part.key}`),
      },
      ...MONTH_PARTS.map(
        (part): Column => ({ ...part, key: `months.${month.key}.${part.key}`, kind: 'wan', width: 12, group: month, isSummed: true }),
      ),
    ]),
    text('note', '备注', 'Notes', 24),
    ...SOURCE,
    SIMULATED,
  ],
}

/** The same as a list: a line a project and month. The form of CSV, and of other systems. */
export const lineSheet: SheetSpec = {
  part: 'lines',
  resource: 'plan',
  zh: '项目月度明细',
  en: 'Plan lines',
  frozen: 3,
  keyColumns: ['projectNo'],
  columns: [
    NUMBER_COLUMN,
    PROJECT_NO,
    PROJECT_NAME,
    { key: 'month', zh: '月份', en: 'Month', kind: 'month', width: 10 },
    ...COUNTABLE,
    ...MONTH_PARTS.map((part): Column => ({ ...part, kind: 'wan', width: 13, isSummed: true })),
    ...PROJECT_FACTS,
    text('note', '备注', 'Notes', 24),
    ...SOURCE,
    SIMULATED,
  ],
}

export const shareSheet: SheetSpec = {
  part: 'shares',
  resource: 'plan',
  zh: '落地份额',
  en: 'Shares over parcels',
  frozen: 3,
  keyColumns: ['projectNo'],
  columns: [
    NUMBER_COLUMN,
    PROJECT_NO,
    PROJECT_NAME,
    { ...text('parcel', '地块', 'Parcel', 22), required: true },
    { key: 'sharePpm', zh: '份额', en: 'Share', kind: 'share', width: 12, required: true },
    { key: 'method', zh: '分摊方式', en: 'Divided', kind: 'choice', choices: SHARE_METHOD_NAMES, width: 14, required: true },
  ],
}

export const targetSheet: SheetSpec = {
  part: 'targets',
  resource: 'plan',
  zh: '目标',
  en: 'Targets',
  frozen: 2,
  keyColumns: ['indicator', 'scopeKind', 'scopeCode', 'period', 'comparator'],
  columns: [
    NUMBER_COLUMN,
    {
      key: 'indicator',
      zh: '指标',
      en: 'Indicator',
      kind: 'choice',
      choices: INDICATORS.map(({ id, nameZh, nameEn }) => ({ code: id, zh: nameZh, en: nameEn })),
      width: 22,
      required: true,
    },
    { key: 'scopeKind', zh: '范围', en: 'Scope', kind: 'choice', choices: SCOPE_NAMES, width: 10, required: true },
    text('scopeCode', '范围代码', 'Scope code'),
    { ...text('period', '时期', 'Period', 16), required: true },
    { key: 'comparator', zh: '要求', en: 'Comparator', kind: 'choice', choices: COMPARATOR_NAMES, width: 10, required: true },
    { key: 'valueFen', zh: '金额', en: 'Amount', kind: 'wan', width: 16 },
    { key: 'valuePpm', zh: '比例', en: 'Ratio', kind: 'share', width: 12 },
    { key: 'valueCount', zh: '个数', en: 'Count', kind: 'count', width: 10 },
    text('note', '备注', 'Notes', 24),
    { key: 'sourceKind', zh: '数据来源', en: 'Source', kind: 'choice', choices: SOURCE_KINDS, width: 10, keepsWhenBlank: true },
    text('citation', '出处', 'Citation', 30),
  ],
}

export const nodeSheet = (vocabulary: Vocabulary): SheetSpec => ({
  part: 'nodes',
  resource: 'plan',
  zh: '分解',
  en: 'Breakdown',
  frozen: 2,
  keyColumns: ['code'],
  columns: [
    NUMBER_COLUMN,
    { ...text('code', '节点代码', 'Node code', 18), required: true },
    text('parentCode', '上级节点', 'Parent node', 18),
    { ...text('nameZh', '名称', 'Chinese name', 26), keepsWhenBlank: true },
    { ...text('nameEn', '英文名称', 'English name', 30), keepsWhenBlank: true },
    {
      key: 'categoryCode',
      zh: '投资类别',
      en: 'Category',
      kind: 'choice',
      choices: vocabulary.lists['category'] ?? [],
      isOpen: true,
      width: 14,
    },
    {
      key: 'clusterCode',
      zh: '产业集群',
      en: 'Cluster',
      kind: 'choice',
      choices: vocabulary.lists['cluster'] ?? [],
      isOpen: true,
      width: 24,
    },
    { key: 'frameFen', zh: '分解额', en: 'Frame', kind: 'wan', width: 16, keepsWhenBlank: true },
    { key: 'sort', zh: '排序', en: 'Order', kind: 'integer', width: 8, keepsWhenBlank: true },
  ],
})

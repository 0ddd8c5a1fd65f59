import { GATE_NAMES } from '@ballast/contract/names.ts'
import { COMPOSITION_PARTS, FUNDING_SOURCES, GATES } from '@ballast/domain/project/project-row.ts'
import type { Column, Name, SheetSpec } from './sheet.ts'
import { NATURES, PLACE_KINDS, SOURCE_KINDS, YES_NO, type Vocabulary } from './vocabulary.ts'

const text = (key: string, zh: string, en: string, width = 14): Column => ({ key, zh, en, kind: 'text', width })
const wan = (key: string, zh: string, en: string, group?: Name): Column => ({
  key,
  zh,
  en,
  kind: 'wan',
  width: 14,
  isSummed: true,
  ...(group === undefined ? {} : { group }),
})
const decimal = (key: string, zh: string, en: string): Column => ({ key, zh, en, kind: 'decimal', width: 12 })

export const NUMBER_COLUMN: Column = { key: '#', zh: '序号', en: 'No.', kind: 'integer', width: 6, info: true }
export const SIMULATED: Column = {
  key: '~simulated',
  zh: '含模拟数据',
  en: 'Holds simulated data',
  kind: 'choice',
  choices: YES_NO,
  width: 11,
  info: true,
}
export const SOURCE: readonly Column[] = [
  { key: 'sourceKind', zh: '数据来源', en: 'Source', kind: 'choice', choices: SOURCE_KINDS, width: 10, keepsWhenBlank: true },
  text('citation', '出处', 'Citation', 30),
]

const PART_NAMES: Record<(typeof COMPOSITION_PARTS)[number], Name> = {
  construction: { zh: '建筑', en: 'Construction' },
  installation: { zh: '安装', en: 'Installation' },
  equipment: { zh: '设备', en: 'Equipment' },
  other: { zh: '其他', en: 'Other' },
  land: { zh: '其中:土地', en: 'of which land' },
}
export const FUNDING_NAMES: Record<(typeof FUNDING_SOURCES)[number], Name> = {
  state_budget: { zh: '国家预算资金', en: 'State budget' },
  domestic_loan: { zh: '国内贷款', en: 'Domestic loans' },
  bond: { zh: '债券', en: 'Bonds' },
  foreign_capital: { zh: '利用外资', en: 'Foreign capital' },
  self_raised: { zh: '自筹资金', en: 'Self-raised' },
  other: { zh: '其他资金', en: 'Other funds' },
}
const COMPOSITION: Name = { zh: '总投资构成', en: 'Total by composition' }
const FUNDING: Name = { zh: '资金来源', en: 'Funding' }
const GATE_DATES: Name = { zh: '计划节点', en: 'Planned gates' }

const customColumns = (vocabulary: Vocabulary, subject: 'project' | 'enterprise' | 'parcel'): Column[] =>
  vocabulary.customFields
    .filter((field) => field.subject === subject)
    .map((field) => ({
      key: `custom.${field.code}`,
      zh: field.zh,
      en: field.en,
      kind: 'text',
      width: 14,
      ...(field.choices.length === 0
        ? {}
        : { choices: field.choices.map((name) => ({ code: name, zh: name, en: name })), isOpen: true as const }),
    }))

export const projectSheet = (vocabulary: Vocabulary): SheetSpec => ({
  part: 'projects',
  resource: 'projects',
  zh: '项目',
  en: 'Projects',
  frozen: 3,
  keyColumns: ['projectNo'],
  columns: [
    NUMBER_COLUMN,
    { ...text('projectNo', '项目编号', 'Project no.'), required: true },
    { ...text('nameZh', '项目名称', 'Project name', 36), keepsWhenBlank: true },
    text('nameEn', '英文名称', 'English name', 28),
    text('shortName', '简称', 'Short name'),
    text('projectCode', '项目代码', 'National project code', 28),
    text('owner', '项目单位', 'Owner', 30),
    {
      key: 'categoryCode',
      zh: '投资类别',
      en: 'Category',
      kind: 'choice',
      choices: vocabulary.lists['category'] ?? [],
      isOpen: true,
      width: 12,
    },
    {
      key: 'clusterCode',
      zh: '产业集群',
      en: 'Cluster',
      kind: 'choice',
      choices: vocabulary.lists['cluster'] ?? [],
      isOpen: true,
      width: 22,
    },
    text('industryCode', '行业代码', 'Industry (GB/T 4754)', 10),
    { key: 'nature', zh: '建设性质', en: 'Nature', kind: 'choice', choices: NATURES, width: 10 },
    wan('totalFen', '总投资', 'Total investment'),
    { ...wan('~planFen', '本年计划', 'Plan of the year'), info: true },
    ...COMPOSITION_PARTS.map((part) => wan(`composition.${part}`, PART_NAMES[part].zh, PART_NAMES[part].en, COMPOSITION)),
    ...FUNDING_SOURCES.map((source) => wan(`funding.${source}`, FUNDING_NAMES[source].zh, FUNDING_NAMES[source].en, FUNDING)),
    ...GATES.map((gate): Column => ({ key: `gates.${gate}`, ...GATE_NAMES[gate], kind: 'date', width: 12, group: GATE_DATES })),
    {
      key: 'bureauCode',
      zh: '责任部门',
      en: 'Responsible bureau',
      kind: 'choice',
      choices: vocabulary.lists['bureau'] ?? [],
      isOpen: true,
      width: 16,
    },
    text('serviceManager', '服务管家', 'Service manager'),
    text('address', '建设地址', 'Address', 28),
    text('statAreaCode', '统计区划代码', 'Statistical area code', 16),
    { key: 'parcels', zh: '地块', en: 'Parcels', kind: 'places', width: 22 },
    { key: 'relations', zh: '项目关系', en: 'Relations', kind: 'relations', width: 20 },
    { key: 'tags', zh: '标签', en: 'Tags', kind: 'list', width: 18 },
    ...customColumns(vocabulary, 'project'),
    text('notes', '备注', 'Notes', 30),
    ...SOURCE,
    SIMULATED,
  ],
})

export const enterpriseSheet = (vocabulary: Vocabulary): SheetSpec => ({
  part: 'enterprises',
  resource: 'enterprises',
  zh: '企业',
  en: 'Enterprises',
  frozen: 2,
  keyColumns: ['nameZh'],
  columns: [
    NUMBER_COLUMN,
    { ...text('nameZh', '企业名称', 'Enterprise name', 36), required: true },
    text('creditCode', '统一社会信用代码', 'Credit code', 22),
    text('creditCodeOverrideReason', '代码校验例外理由', 'Why the code is right', 20),
    text('creditCodeOverriddenBy', '例外认定人', 'Who says so', 12),
    text('nameEn', '英文名称', 'English name', 30),
    text('shortName', '简称', 'Short name'),
    { key: 'aliases', zh: '别名', en: 'Other names', kind: 'list', width: 20 },
    text('groupName', '所属集团', 'Group', 20),
    text('parent', '控股企业', 'Controlled by', 30),
    { ...wan('~planFen', '本年计划', 'Plan of the year'), info: true },
    ...customColumns(vocabulary, 'enterprise'),
    text('notes', '备注', 'Notes', 30),
    ...SOURCE,
    SIMULATED,
  ],
})

export const parcelSheet = (vocabulary: Vocabulary): SheetSpec => ({
  part: 'parcels',
  resource: 'parcels',
  zh: '地块',
  en: 'Parcels',
  frozen: 2,
  keyColumns: ['name'],
  columns: [
    NUMBER_COLUMN,
    { ...text('name', '地块名称', 'Parcel', 20), required: true },
    { key: 'names', zh: '其他名称', en: 'Other names', kind: 'list', width: 20 },
    text('nameEn', '英文名称', 'English name', 24),
    { key: 'kind', zh: '类型', en: 'Kind', kind: 'choice', choices: PLACE_KINDS, width: 10, keepsWhenBlank: true },
    text('cadastralCode', '不动产单元号', 'Real-estate unit code', 30),
    { ...decimal('areaOfficialM2', '公布面积（平方米）', 'Official area (m²)'), isSummed: true },
    { ...decimal('floorAreaM2', '建筑面积（平方米）', 'Floor area (m²)'), isSummed: true },
    {
      key: 'landUseCode',
      zh: '用地性质',
      en: 'Land use',
      kind: 'choice',
      choices: vocabulary.lists['land-use'] ?? [],
      isOpen: true,
      width: 14,
    },
    decimal('farRatio', '容积率', 'Floor-area ratio'),
    decimal('heightM', '限高（米）', 'Height limit (m)'),
    decimal('densityPct', '建筑密度（%）', 'Density (%)'),
    decimal('greenPct', '绿地率（%）', 'Green share (%)'),
    text('conditionsNote', '规划条件', 'Planning conditions', 26),
    {
      key: 'supplyMode',
      zh: '供地方式',
      en: 'Supply mode',
      kind: 'choice',
      choices: vocabulary.lists['supply-mode'] ?? [],
      isOpen: true,
      width: 12,
    },
    { key: 'status', zh: '状态', en: 'Status', kind: 'choice', choices: vocabulary.lists['parcel-status'] ?? [], isOpen: true, width: 12 },
    wan('priceFen', '成交价', 'Price'),
    { ...wan('~planFen', '本年计划', 'Plan of the year'), info: true },
    { key: 'tenureYears', zh: '使用年限', en: 'Tenure (years)', kind: 'integer', width: 10 },
    { key: 'dealOn', zh: '成交日期', en: 'Deal date', kind: 'date', width: 12 },
    text('commitments', '履约承诺', 'Commitments', 26),
    ...customColumns(vocabulary, 'parcel'),
    text('notes', '备注', 'Notes', 30),
    ...SOURCE,
    SIMULATED,
  ],
})

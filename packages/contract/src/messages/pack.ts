import type { MessageTable } from './message-table.ts'

export const packMessages = {
  'pack.invalid': { zh: '数据包有误', en: 'The zone pack has problems' },
  'pack.zone-already-there': {
    zh: '数据库中已有开发区 {zone}，不再装载',
    en: 'The database holds the zone {zone} already; nothing was loaded',
  },
  'pack.row-refused': { zh: '数据包中有不能入库的内容，未装载', en: 'The registers refuse some of the pack; nothing was loaded' },
  'pack.nothing-to-accept': {
    zh: '项目 {project} 没有可接受的警告 {rule}',
    en: 'The check finds no warning {rule} of the project {project} to accept',
  },
  'pack.file-missing': { zh: '缺少文件', en: 'The file is missing' },
  'pack.not-utf8': { zh: '不是 UTF-8 文本', en: 'This is not UTF-8 text' },
  'pack.no-header': { zh: '文件为空，缺少表头', en: 'The file is empty; its header is missing' },
  'pack.column-twice': { zh: '列 {column} 出现两次', en: 'The column {column} stands twice' },
  'pack.quote-open': { zh: '引号没有闭合', en: 'A quotation mark is opened and not closed' },
  'pack.cell-count': { zh: '本行有 {cells} 格，表头有 {columns} 列', en: 'The row has {cells} cells, the header {columns} columns' },
  'pack.unknown-column': { zh: '没有名为 {column} 的列', en: 'There is no column named {column}' },
  'pack.missing-column': { zh: '缺少列 {column}', en: 'The column {column} is missing' },
  'pack.value-missing': { zh: '缺少 {column}', en: '{column} is missing' },
  'pack.unknown-key': { zh: '没有名为 {column} 的项', en: 'There is no entry named {column}' },
  'pack.not-one-of': { zh: '{column}「{value}」应为其一：{allowed}', en: '{column} "{value}" must be one of: {allowed}' },
  'pack.one-value-only': { zh: '{column} 应恰有一个值', en: '{column} must have exactly one value' },
  'pack.bad-value': { zh: '{column}「{value}」不合要求：{expected}', en: '{column} "{value}" does not fit: {expected}' },
  'pack.yaml': { zh: 'YAML 有误：{message}', en: 'The YAML cannot be read: {message}' },
  'pack.json': { zh: 'JSON 有误', en: 'The JSON cannot be read' },
  'pack.not-features': { zh: '应为 GeoJSON 的 FeatureCollection', en: 'This must be a GeoJSON FeatureCollection' },
} satisfies MessageTable

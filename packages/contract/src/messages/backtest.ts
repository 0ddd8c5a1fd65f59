import type { MessageTable } from './message-table.ts'

export const backtestMessages = {
  'backtest.columns-missing': { zh: '回测文件缺少列', en: 'The file to test on lacks columns' },
  'backtest.column-missing': { zh: '第 1 行没有列「{column}」', en: 'line 1 has no column "{column}"' },
  'backtest.rows-malformed': { zh: '回测文件有无法读取的行', en: 'The file to test on has rows that cannot be read' },
  'backtest.row-length': { zh: '第 {line} 行有 {fields} 列，应为 {expected} 列', en: 'line {line} has {fields} fields, not {expected}' },
  'backtest.not-a-fiscal-year': {
    zh: '第 {line} 行「{column}」列的「{text}」不是财政年度（如 08 或 2008）',
    en: 'line {line}, column "{column}": "{text}" is no fiscal year such as 08 or 2008',
  },
  'backtest.no-budget-line': { zh: '第 {line} 行「{column}」列为空', en: 'line {line}, column "{column}" is empty' },
  'backtest.not-an-amount': {
    zh: '第 {line} 行「{column}」列的「{text}」不是金额',
    en: 'line {line}, column "{column}": "{text}" is no amount',
  },
  'backtest.no-rows': { zh: '回测文件没有数据行', en: 'The file to test on has no rows' },
  'backtest.too-few-years': {
    zh: '{books} 个年度不足以回测：需要三个已结束的连续年度，再加被检验的一年及其下一年',
    en: '{books} yearly books are too few: it takes three closed consecutive years, the year that is tested and the one after it',
  },
} satisfies MessageTable

import type { MessageTable } from './message-table.ts'

export const bulletinMessages = {
  'bulletin.not-found': { zh: '没有这期月报', en: 'There is no such bulletin' },
  'bulletin.cannot-draft': { zh: '不能起草该月月报', en: 'This month’s bulletin cannot be drafted' },
  'bulletin.month-ahead': { zh: '{month} 尚未开始，业务日期为 {today}', en: '{month} has not begun; the business date is {today}' },
  'bulletin.drafted-already': { zh: '{month} 已有草案，由{by}起草', en: 'There is a draft for {month} already, by {by}' },
  'bulletin.issued-already': {
    zh: '{month} 月报已签发（第 {number} 期），修改须起草更正版',
    en: 'The bulletin of {month} is issued (no. {number}); a change needs a corrected edition',
  },
  'bulletin.no-plan': { zh: '{year} 年没有已生效的年度计划', en: 'No plan of {year} is in force' },
  'bulletin.not-a-draft': { zh: '月报已签发定稿，不能修改', en: 'The bulletin is issued and frozen' },
  'bulletin.not-issued': { zh: '月报尚未签发', en: 'The bulletin is not issued' },
  'bulletin.not-the-latest': { zh: '已有更新的版次，请在最新版次上更正', en: 'There is a later edition; correct that one' },
  'bulletin.withdrawn-already': { zh: '月报已于 {on} 撤回', en: 'The bulletin was withdrawn on {on}' },
  'bulletin.cannot-issue': { zh: '不能签发月报', en: 'The bulletin cannot be issued' },
  'bulletin.figures-old': {
    zh: '草案数据读取后，系统中的数据已有变化，请先更新数据并核对文字',
    en: 'Figures have changed since the draft read them; refresh them and look at the texts first',
  },
  'bulletin.text-missing': { zh: '{part}没有文字', en: 'There is no text under “{part}”' },
  'bulletin.no-file-store': { zh: '没有可用的文件存储', en: 'There is no file store' },
  'bulletin.file-missing': { zh: '文件存储中找不到该文件', en: 'The file store does not have the file' },
  'document.no-glyph': {
    zh: '文档字体没有这些字符：{characters}，请改写',
    en: 'The fonts of the document lack these characters: {characters}; word it differently',
  },
} satisfies MessageTable

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
  'bulletin.template-refused': { zh: '不能采用该模板', en: 'The template cannot be used' },
  'document.template-too-large': { zh: '模板超过 4 MB', en: 'The template is larger than 4 MB' },
  'document.template-not-word': { zh: '不是可读取的 Word 文件（.docx）', en: 'It is no Word file (.docx) that can be read' },
  'document.template-macros': { zh: '模板含宏或嵌入程序', en: 'The template holds macros or embedded programs' },
  'document.template-loads': { zh: '模板引用文件之外的内容', en: 'The template refers to something outside of the file' },
  'document.template-unknown-tags': { zh: '不认识的标记：{tags}', en: 'Tags that nothing is filled into: {tags}' },
  'document.template-missing-tags': { zh: '缺少标记：{tags}', en: 'Tags that are missing: {tags}' },
  'document.no-glyph': {
    zh: '文档字体没有这些字符：{characters}，请改写',
    en: 'The fonts of the document lack these characters: {characters}; word it differently',
  },
} satisfies MessageTable

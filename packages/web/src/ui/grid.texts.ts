import { defineTexts } from '../app/language.tsx'

export const gridTexts = defineTexts(
  {
    required: '此项必填',
    'not-a-choice': '不在可选值之内',
    'not-a-date': '不是日期（如 2024-03-05）',
    'not-money': '不是金额，或小于分（万元）',
    negative: '金额不能为负',
    was: '原值：{text}',
    simulated: '模拟数据，并非公开事实',
    empty: '空',
    cell: '{column}，{row}',
    rowNumber: '行',
    pasteLost: '有 {count} 个单元格超出表格，未粘贴',
    pasteReadOnly: '有 {count} 个单元格只读，未改动',
    help: '方向键移动，Shift 选区，Enter 或 F2 编辑，Ctrl+C / V 与 Excel 互相粘贴，Ctrl+D 向下填充，Delete 清除，Ctrl+Z / Y 撤销与重做；Esc 后按 Tab 离开表格',
  },
  {
    required: 'This is required',
    'not-a-choice': 'Not one of the choices',
    'not-a-date': 'Not a date (e.g. 2024-03-05)',
    'not-money': 'Not an amount, or finer than a fen (10 k yuan)',
    negative: 'An amount cannot be negative',
    was: 'Was: {text}',
    simulated: 'Simulated, not a public fact',
    empty: 'empty',
    cell: '{column}, {row}',
    rowNumber: 'Row',
    pasteLost: '{count} cells fell off the table and were not pasted',
    pasteReadOnly: '{count} cells are read-only and stayed as they are',
    help: 'Arrows move, Shift selects, Enter or F2 edits, Ctrl+C / V exchange with Excel, Ctrl+D fills down, Delete clears, Ctrl+Z / Y undo and redo; Esc, then Tab, leaves the table',
  },
)

import type { MessageTable } from './message-table.ts'

export const exchangeMessages = {
  'exchange.not-found': { zh: '没有这次导入', en: 'There is no such import' },
  'exchange.version-missing': { zh: '请选择要导入的计划草稿', en: 'Choose the plan draft to import into' },
  'exchange.no-plan': { zh: '还没有可导出的计划', en: 'There is no plan to export yet' },
  'exchange.not-ready': { zh: '导入当前状态为「{status}」，不能执行此操作', en: 'The import is {status}; this cannot be done now' },
  'exchange.refusals-left': {
    zh: '有 {count} 行被退回；请确认只提交其余行',
    en: '{count} rows are refused; confirm that the others are written without them',
  },
  'exchange.nothing-to-write': { zh: '没有可写入的变化', en: 'There is nothing to write' },
  'exchange.preview-conflict': {
    zh: '预览之后数据已变化（{count} 行结果不同），已重新比对，请再看一遍',
    en: 'The data changed since the preview ({count} rows differ); it has been compared again, please look once more',
  },
  'exchange.cancelled': { zh: '导入已取消，没有写入任何内容', en: 'The import was cancelled; nothing was written' },
  'exchange.interrupted': { zh: '服务重启，读取中断；请重新上传', en: 'The server restarted while reading; please upload again' },
  'exchange.unknown-column': { zh: '没有「{key}」这一列', en: 'There is no column "{key}"' },
  'exchange.file-empty': { zh: '文件是空的', en: 'The file is empty' },
  'exchange.file-type': { zh: '只接受 .xlsx 与 .csv 文件', en: 'Only .xlsx and .csv files are taken' },
  'exchange.file-not-workbook': { zh: '这不是 Excel 工作簿（.xlsx）', en: 'This is not an Excel workbook (.xlsx)' },
  'exchange.file-xls': { zh: '这是旧版 .xls 文件，请另存为 .xlsx', en: 'This is an old .xls file; save it as .xlsx' },
  'exchange.file-xlsb': { zh: '这是二进制 .xlsb 文件，请另存为 .xlsx', en: 'This is a binary .xlsb file; save it as .xlsx' },
  'exchange.file-other-office': {
    zh: '这是其他类型的文档，不是 Excel 工作簿',
    en: 'This is another kind of document, not an Excel workbook',
  },
  'exchange.file-encrypted': { zh: '工作簿已加密，请取消密码后再上传', en: 'The workbook is encrypted; remove the password first' },
  'exchange.file-macros': { zh: '工作簿含有宏，请另存为不含宏的 .xlsx', en: 'The workbook holds macros; save it as .xlsx without them' },
  'exchange.file-damaged': {
    zh: '工作簿已损坏或被篡改，请在 Excel 中打开并另存后再试',
    en: 'The workbook is damaged or has been tampered with; open it in a spreadsheet program and save it anew',
  },
  'exchange.file-bomb': {
    zh: '工作簿解压后过大（{megabytes} MB），拒绝读取',
    en: 'The workbook inflates too far ({megabytes} MB); it is not read',
  },
  'exchange.file-texts-too-large': {
    zh: '工作簿的文本表过大（{megabytes} MB）',
    en: 'The texts of the workbook are too large ({megabytes} MB)',
  },
  'exchange.file-too-many-parts': { zh: '工作簿含 {count} 个部件，最多 {most} 个', en: 'The workbook has {count} parts; at most {most}' },
  'exchange.file-doctype': {
    zh: '工作簿部件 {part} 含实体定义，拒绝读取',
    en: 'Part {part} of the workbook defines entities; it is not read',
  },
  'exchange.file-too-large': { zh: '文件过大', en: 'The file is too large' },
  'exchange.csv-encoding': {
    zh: '第 {line} 行有无法识别的字符：请存为 UTF-8 或 GB18030',
    en: 'Line {line} holds bytes that are neither UTF-8 nor GB18030',
  },
  'exchange.csv-not-text': { zh: '第 {line} 行含二进制内容，这不是文本文件', en: 'Line {line} is binary; this is not a text file' },
  'exchange.csv-quote-open': { zh: '第 {line} 行的引号没有闭合', en: 'The quotation mark on line {line} is never closed' },
  'exchange.too-many-columns': { zh: '有 {columns} 列，最多 {most} 列', en: '{columns} columns; at most {most}' },
  'exchange.too-many-rows': { zh: '超过 {most} 行，请分批导入', en: 'More than {most} rows; import them in parts' },
  'exchange.no-sheet': {
    zh: '没有找到「{wanted}」的工作表（文件中有：{found}）；表头应与导出的一致',
    en: 'No sheet for {wanted} was found (the file has: {found}); its headers must be those of the export',
  },
  'exchange.wrong-resource': {
    zh: '这是「{found}」的工作簿，不是「{wanted}」',
    en: 'This is a workbook of {found}, not of {wanted}',
  },
  'exchange.other-month': {
    zh: '这是 {found} 的填报表，不能导入到 {wanted}',
    en: 'This is the workbook of {found}; it cannot be imported into {wanted}',
  },
  'exchange.part-twice': { zh: '「{part}」有两张工作表', en: 'Two sheets hold {part}' },
  'exchange.header-unit': {
    zh: '「{header}」的金额单位是{unit}，而金额按万元读取：请换算成万元并改表头',
    en: '"{header}" gives its amounts in {unit}, but they are read in 10,000 yuan (万元): convert them and change the header',
  },
  'exchange.header-twice': { zh: '表头「{header}」出现两次', en: 'The header "{header}" stands twice' },
  'exchange.columns-missing': { zh: '缺少列：{columns}', en: 'Columns are missing: {columns}' },
  'exchange.no-rows': { zh: '工作表中没有数据行', en: 'The sheets hold no rows' },
  'exchange.key-missing': {
    zh: '此行没有「{column}」；合并单元格请拆开，每行各填一个',
    en: 'This row has no {column}; split merged cells, each row needs its own',
  },
  'exchange.row-repeated': { zh: '「{key}」在文件中出现多次（另见第 {row} 行）', en: '"{key}" stands more than once (see row {row})' },
  'exchange.row-ragged': { zh: '此行有 {cells} 个字段，表头有 {columns} 个', en: 'This line has {cells} fields, the header {columns}' },
  'exchange.cell-empty': { zh: '「{column}」不能为空', en: '{column} may not be blank' },
  'exchange.cell-error': { zh: '单元格是错误值', en: 'The cell holds an error' },
  'exchange.cell-too-long': { zh: '单元格文字过长', en: 'The text of the cell is too long' },
  'exchange.cell-number-lost-digits': {
    zh: '长数字已被 Excel 截断，请改为文本格式重新填写',
    en: 'A long number lost digits in the spreadsheet; type it again as text',
  },
  'exchange.cell-formula-without-value': {
    zh: '公式没有计算结果，请在 Excel 中重新计算并保存',
    en: 'The formula has no result; recalculate and save in the spreadsheet',
  },
  'exchange.cell-outside-link': {
    zh: '公式引用了其他文件或程序，请改为数值',
    en: 'The formula refers to another file or program; put the value instead',
  },
  'exchange.cell-not-a-number': { zh: '「{text}」不是数字', en: '"{text}" is not a number' },
  'exchange.cell-not-whole': { zh: '「{text}」不是整数', en: '"{text}" is not a whole number' },
  'exchange.cell-not-a-relation': {
    zh: '「{text}」不是项目关系（应为 后期工程:项目编号）',
    en: '"{text}" is not a relation (expected: later phase of:project no.)',
  },
  'exchange.cell-not-a-choice': { zh: '「{text}」不在可选项中', en: '"{text}" is not one of the choices' },
  'exchange.month-twice': { zh: '{month} 月出现多行', en: 'Month {month} stands on more than one line' },
} satisfies MessageTable

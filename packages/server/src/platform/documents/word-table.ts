import { xmlText } from './word-xml.ts'

export interface WordTable {
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'center' | 'right'; readonly share: number }[]
  readonly rows: readonly { readonly cells: readonly string[]; readonly isTotal: boolean; readonly level: number }[]
}

/** Fiftieths of a percent. */
const WHOLE_WIDTH = 5000
/** A step of the first cell, in twentieths of a point. */
const LEVEL = 180
const LINE = 'w:val="single" w:sz="4" w:space="0" w:color="8A94A0"'
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} ${LINE}/>`).join('')

/** A table as wide as the text; its head is repeated on every page, and no row is cut by one. */
export function tableXml({ columns, rows }: WordTable): string {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.round((share / whole) * WHOLE_WIDTH))
  const cell = (text: string, column: number, { isHead, isBold, level }: { isHead: boolean; isBold: boolean; level: number }) => {
    const align = isHead ? 'center' : (columns[column]?.align ?? 'left')
    const indent = level > 0 && column === 0 ? `<w:ind w:left="${level * LEVEL}"/>` : ''
    const fill = isHead || isBold ? `<w:shd w:val="clear" w:color="auto" w:fill="${isHead ? 'DCE6F1' : 'EEF2F7'}"/>` : ''
    return (
      `<w:tc><w:tcPr><w:tcW w:w="${widths[column]}" w:type="pct"/>${fill}<w:vAlign w:val="center"/></w:tcPr>` +
      `<w:p><w:pPr><w:pStyle w:val="${isHead ? 'BulletinHead' : 'BulletinCell'}"/>${indent}<w:jc w:val="${align}"/></w:pPr>` +
      `<w:r>${isBold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${xmlText(text)}</w:t></w:r></w:p></w:tc>`
    )
  }
  const line = (cells: readonly string[], { isHead = false, isTotal = false, level = 0 }) =>
    `<w:tr><w:trPr><w:cantSplit/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>` +
    `${cells.map((text, column) => cell(text, column, { isHead, isBold: isTotal, level })).join('')}</w:tr>`
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${WHOLE_WIDTH}" w:type="pct"/><w:jc w:val="center"/><w:tblBorders>${BORDERS}</w:tblBorders>` +
    `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>` +
    `${line(
      columns.map(({ title }) => title),
      { isHead: true },
    )}${rows.map((row) => line(row.cells, row)).join('')}</w:tbl>`
  )
}

const WIDE = /[ᄀ-ᅟ⺀-〾ぁ-㏿㐀-䶿一-鿿ꀀ-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u

/** Columns that a text takes in a terminal: a Chinese character takes two. */
export function textWidth(text: string): number {
  let width = 0
  for (const sign of text) width += WIDE.test(sign) ? 2 : 1
  return width
}

export interface TableColumn {
  readonly title: string
  /** 'decimal': to the right, with as many decimals as the longest of the column, so that the points line up. */
  readonly align?: 'left' | 'right' | 'decimal'
}

const NUMBER = /^[-+]?[\d,]+(?:\.(\d+))?$/
const decimalsOf = (cell: string): number => NUMBER.exec(cell)?.[1]?.length ?? 0
function withDecimals(cell: string, decimals: number): string {
  if (decimals === 0 || !NUMBER.test(cell)) return cell
  return `${cell.includes('.') ? cell : `${cell}.`}${'0'.repeat(decimals - decimalsOf(cell))}`
}

/** A table of plain text whose columns line up; the last left-aligned column is not padded. */
export function textTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const decimals = columns.map((_, index) => Math.max(...rows.map((row) => decimalsOf(row[index] ?? ''))))
  const cellOf = (cell: string, index: number) =>
    columns[index]?.align === 'decimal' ? withDecimals(cell, decimals[index] ?? 0) : cell.replaceAll(/\s+/g, ' ')
  const lines = [columns.map((column) => column.title), ...rows.map((row) => row.map(cellOf))]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => textWidth(line[index] ?? ''))))
  const draw = (line: readonly string[]) =>
    columns
      .map(({ align }, index) => {
        const cell = line[index] ?? ''
        const pad = ' '.repeat(Math.max(0, (widths[index] ?? 0) - textWidth(cell)))
        return align === undefined || align === 'left' ? cell + pad : pad + cell
      })
      .join('  ')
      .trimEnd()
  const [head = [], ...body] = lines
  return [draw(head), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(draw)].join('\n')
}

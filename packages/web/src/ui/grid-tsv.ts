/**
 * The clipboard text of a block of cells, as spreadsheets write it: tabs between cells, a line end after each row, and
 * quotes (doubled inside) around a cell that holds a tab, a line end or a quote.
 */
export function formatTsv(block: readonly (readonly string[])[]): string {
  return block.map((row) => `${row.map(quoted).join('\t')}\r\n`).join('')
}

const quoted = (cell: string): string => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** The block that a spreadsheet put on the clipboard; short rows are filled with empty cells, so that it is a rectangle. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  for (;;) {
    const { cell, next } = readCell(text, at)
    rows.at(-1)?.push(cell)
    if (next >= text.length) break
    at = next + lineEndLength(text, next)
    if (text[next] === '\t') at = next + 1
    else if (at >= text.length) break
    else rows.push([])
  }
  const width = Math.max(...rows.map((row) => row.length))
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')])
}

function lineEndLength(text: string, at: number): number {
  if (text[at] === '\r') return text[at + 1] === '\n' ? 2 : 1
  return text[at] === '\n' ? 1 : 0
}

const isDelimiter = (character: string | undefined): boolean =>
  character === undefined || character === '\t' || character === '\r' || character === '\n'

function readCell(text: string, from: number): { cell: string; next: number } {
  const end = text[from] === '"' ? closingQuote(text, from + 1) : -1
  // A quote that nothing closes before the cell ends is an inch mark or a slip, and stays as it is.
  if (end >= 0 && isDelimiter(text[end + 1])) return { cell: text.slice(from + 1, end).replaceAll('""', '"'), next: end + 1 }
  let next = from
  while (!isDelimiter(text[next])) next++
  return { cell: text.slice(from, next), next }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at
  }
  return -1
}

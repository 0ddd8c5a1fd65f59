/** One row: the line on which it begins, and its cells by column; empty cells are left out. */
export interface CsvRow {
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

export interface CsvFault {
  readonly line: number
  readonly code: 'pack.no-header' | 'pack.column-twice' | 'pack.quote-open' | 'pack.cell-count' | 'pack.header-cells'
  readonly params?: Readonly<Record<string, string | number>>
}

interface Record_ {
  readonly line: number
  readonly values: readonly string[]
}

/** CSV as RFC 4180 has it, with the line of each row, so that a message can name it. Blank lines are passed over. */
export function readCsv(text: string): { columns: readonly string[]; rows: CsvRow[]; faults: CsvFault[] } {
  const { records, openQuote } = split(text)
  const faults: CsvFault[] = openQuote === null ? [] : [{ line: openQuote, code: 'pack.quote-open' }]
  const [header, ...body] = records
  if (!header) return { columns: [], rows: [], faults: [...faults, { line: 1, code: 'pack.no-header' }] }
  const columns = header.values.map((name) => name.trim())
  for (const column of new Set(columns.filter((name, index) => columns.indexOf(name) !== index))) {
    faults.push({ line: header.line, code: 'pack.column-twice', params: { column } })
  }
  // Every row of one other length: it is the header that is wrong, and the rows need not be named.
  const lengths = new Set(body.map(({ values }) => values.length))
  const [only] = lengths
  const isHeaderWrong = body.length > 1 && lengths.size === 1 && only !== undefined && only !== columns.length
  if (isHeaderWrong) faults.push({ line: header.line, code: 'pack.header-cells', params: { cells: only, columns: columns.length } })
  const rows = body.map(({ line, values }): CsvRow => {
    if (values.length !== columns.length && !isHeaderWrong) {
      faults.push({ line, code: 'pack.cell-count', params: { cells: values.length, columns: columns.length } })
    }
    const cells = columns.flatMap((column, index): [string, string][] => {
      const value = (values[index] ?? '').trim()
      return value === '' ? [] : [[column, value]]
    })
    return { line, cells: Object.fromEntries(cells) }
  })
  return { columns, rows, faults }
}

function split(text: string): { records: Record_[]; openQuote: number | null } {
  const records: Record_[] = []
  let values: string[] = []
  let value = ''
  let line = 1
  let firstLine = 1
  let quotedFrom: number | null = null
  const endRecord = () => {
    values.push(value)
    if (values.length > 1 || value.trim() !== '') records.push({ line: firstLine, values })
    values = []
    value = ''
    firstLine = line + 1
  }
  for (let index = text.startsWith('\uFEFF') ? 1 : 0; index < text.length; index += 1) {
    const character = text[index] as string
    if (quotedFrom !== null) {
      if (character !== '"') value += character
      else if (text[index + 1] === '"') {
        value += '"'
        index += 1
      } else quotedFrom = null
    } else if (character === '"' && value === '') quotedFrom = line
    else if (character === ',') {
      values.push(value)
      value = ''
    } else if (character === '\n') endRecord()
    else if (character !== '\r') value += character
    if (character === '\n') line += 1
  }
  if (value !== '' || values.length > 0) endRecord()
  return { records, openQuote: quotedFrom }
}

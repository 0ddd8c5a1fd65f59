export interface CsvRow {
  /** The line of the file on which it begins, from 1. */
  readonly line: number
  readonly fields: readonly string[]
}

/** Rows of comma-separated text with quoted fields, which may hold commas, quotes and line ends. Empty lines are left out. */
export function* csvRows(text: string): Generator<CsvRow> {
  let [at, line] = [text.startsWith('\uFEFF') ? 1 : 0, 1]
  while (at < text.length) {
    const began = line
    const fields: string[] = []
    for (;;) {
      let field = ''
      if (text[at] === '"') {
        for (at += 1; at < text.length; ) {
          const quote = text.indexOf('"', at)
          const until = quote < 0 ? text.length : quote
          field += text.slice(at, until)
          at = until + 1
          if (text[at] !== '"') break
          field += '"'
          at += 1
        }
        line += field.split('\n').length - 1
      }
      const rest = /[^,\r\n]*/y
      rest.lastIndex = at
      field += (rest.exec(text) as RegExpExecArray)[0]
      at = rest.lastIndex
      fields.push(field)
      if (text[at] !== ',') break
      at += 1
    }
    if (text[at] === '\r') at += 1
    if (text[at] === '\n') at += 1
    line += 1
    if (fields.length > 1 || fields[0] !== '') yield { line: began, fields }
  }
}

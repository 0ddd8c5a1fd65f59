import { Workbook, type Worksheet } from '@cj-tech-master/excelts'

export interface CellNote {
  readonly sheet: string
  /** "F12" */
  readonly cell: string
  readonly text: string
}

export interface NoteSheet {
  readonly name: string
  readonly headers: readonly string[]
  /** The first cell of a row links to the cell that it speaks of. */
  readonly rows: readonly { readonly link: { readonly sheet: string; readonly cell: string }; readonly cells: readonly string[] }[]
}

const RED = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } } as const
const MAX_NOTE_TEXT = 1000

/** Writes notes and colour into somebody's workbook, and a sheet in front of theirs that lists them with links. */
export async function annotateWorkbook(from: string, to: string, notes: readonly CellNote[], list: NoteSheet): Promise<void> {
  const workbook = new Workbook()
  await workbook.xlsx.readFile(from)
  const byCell = new Map<string, string[]>()
  for (const { sheet, cell, text } of notes) {
    const key = `${sheet}!${cell}`
    byCell.set(key, [...(byCell.get(key) ?? []), text])
  }
  for (const [key, texts] of byCell) {
    const at = key.lastIndexOf('!')
    const sheet = workbook.getWorksheet(key.slice(0, at))
    if (sheet === undefined) continue
    const cell = sheet.getCell(key.slice(at + 1))
    // Styles are shared between the cells of a file that was read: a coloured copy, not a coloured original.
    cell.style = { ...cell.style, fill: RED }
    const earlier = typeof cell.note === 'string' ? cell.note : (cell.note?.texts ?? []).map(({ text }) => text).join('')
    cell.note = [earlier, ...texts]
      .filter((text) => text !== '')
      .join('\n')
      .slice(0, MAX_NOTE_TEXT)
  }
  writeList(workbook.addWorksheet(uniqueName(workbook, list.name), { views: [{ state: 'frozen', ySplit: 1 }] }), list)
  await workbook.xlsx.writeFile(to)
}

function uniqueName(workbook: Workbook, wanted: string): string {
  let name = wanted
  for (let number = 2; workbook.getWorksheet(name) !== undefined; number += 1) name = `${wanted} ${number}`
  return name
}

function writeList(sheet: Worksheet, { headers, rows }: NoteSheet): void {
  sheet.columns = headers.map((_, index) => ({ width: index === headers.length - 1 ? 70 : 22 }))
  const head = sheet.addRow([...headers])
  head.font = { bold: true }
  for (const { link, cells } of rows) {
    const row = sheet.addRow([...cells])
    const target = `#'${link.sheet.replaceAll("'", "''")}'!${link.cell}`
    row.getCell(1).value = { text: cells[0] ?? link.cell, hyperlink: target }
    row.getCell(1).font = { color: { argb: 'FF1F5FA8' }, underline: true }
    row.getCell(cells.length).alignment = { wrapText: true, vertical: 'top' }
  }
}

/** The note and the colour of one cell of a workbook. */
export async function noteIn(path: string, sheet: string, cell: string): Promise<{ text: string; colour: string | undefined }> {
  const workbook = new Workbook()
  await workbook.xlsx.readFile(path)
  const { note, fill } = workbook.getWorksheet(sheet)?.getCell(cell) ?? {}
  const text = typeof note === 'string' ? note : (note?.texts ?? []).map((part) => part.text).join('')
  return { text, colour: fill?.type === 'pattern' ? fill.fgColor?.argb : undefined }
}

import { readFile } from 'node:fs/promises'
import { DOMParser, type Element } from '@xmldom/xmldom'
import { strFromU8, unzipSync } from 'fflate'

/** A sheet as any reader of the format finds it: the text of each cell by its address, and what is locked or hidden. */
export interface SheetText {
  readonly name: string
  readonly cells: ReadonlyMap<string, string>
  readonly formulas: ReadonlyMap<string, string>
  readonly unlocked: ReadonlySet<string>
  readonly isProtected: boolean
  readonly validations: readonly { readonly range: string; readonly list: string }[]
}

/** Reads a workbook by its XML alone, without the library that wrote it. */
export async function sheetTexts(file: Blob | string): Promise<SheetText[]> {
  const bytes = new Uint8Array(typeof file === 'string' ? await readFile(file) : await file.arrayBuffer())
  const parts = unzipSync(bytes)
  const xml = (name: string) => new DOMParser().parseFromString(strFromU8(parts[name] as Uint8Array), 'text/xml')
  const all = (node: { getElementsByTagName(name: string): ArrayLike<Element> }, tag: string) => Array.from(node.getElementsByTagName(tag))
  const textOf = (node: Element) =>
    all(node, 't')
      .map((one) => one.textContent ?? '')
      .join('')
  const shared = parts['xl/sharedStrings.xml'] === undefined ? [] : all(xml('xl/sharedStrings.xml'), 'si').map(textOf)
  const formats = all(all(xml('xl/styles.xml'), 'cellXfs')[0] as Element, 'xf')
  const isOpen = formats.map((format) => all(format, 'protection').some((one) => one.getAttribute('locked') === '0'))
  const targets = new Map(
    all(xml('xl/_rels/workbook.xml.rels'), 'Relationship').map((one) => [one.getAttribute('Id'), one.getAttribute('Target')]),
  )
  return all(xml('xl/workbook.xml'), 'sheet').map((sheet) => {
    const target = targets.get(sheet.getAttribute('r:id')) ?? ''
    const page = xml(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    const cells = new Map<string, string>()
    const formulas = new Map<string, string>()
    const unlocked = new Set<string>()
    for (const cell of all(page, 'c')) {
      const at = cell.getAttribute('r') ?? ''
      if (isOpen[Number(cell.getAttribute('s') ?? 0)]) unlocked.add(at)
      const [formula] = all(cell, 'f')
      if (formula !== undefined) formulas.set(at, formula.textContent ?? '')
      const value = all(cell, 'v')[0]?.textContent ?? null
      const type = cell.getAttribute('t')
      const text = type === 's' && value !== null ? (shared[Number(value)] ?? '') : type === 'inlineStr' ? textOf(cell) : value
      if (text !== null && text !== '') cells.set(at, text)
    }
    const validations = all(page, 'dataValidation').map((one) => ({
      range: one.getAttribute('sqref') ?? '',
      list: all(one, 'formula1')[0]?.textContent ?? '',
    }))
    return {
      name: sheet.getAttribute('name') ?? '',
      cells,
      formulas,
      unlocked,
      validations,
      isProtected: all(page, 'sheetProtection').some((one) => one.getAttribute('sheet') === '1'),
    }
  })
}

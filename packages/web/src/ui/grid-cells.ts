import { drawWan, formatWanExact, parseWan } from '@ballast/domain/shared/money.ts'
import { parsePlainDate } from '@ballast/domain/shared/time.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

interface ColumnBase {
  readonly key: string
  readonly title: string
  readonly width: number
  readonly readOnly?: boolean
  readonly required?: boolean
  /** A computed difference: anything but nothing is marked. */
  readonly marksNonZero?: boolean
}
export type GridColumn =
  | (ColumnBase & { readonly kind: 'text' })
  /** The value is kept, the label is drawn, copied and pasted. */
  | (ColumnBase & { readonly kind: 'choice'; readonly choices: readonly Choice[] })
  /** YYYY-MM-DD */
  | (ColumnBase & { readonly kind: 'date' })
  /** 万元, exact to the fen */
  | (ColumnBase & { readonly kind: 'money' })

/** What a typed or pasted text means in a column. A text that means nothing there stays as it is, for its owner to mend. */
export function readCellText(column: GridColumn, typed: string): string {
  const text = typed.trim()
  if (text === '') return ''
  if (column.kind === 'date') return readDate(text) ?? text
  if (column.kind === 'money') return readWan(text) ?? text
  if (column.kind === 'text') return text
  const folded = text.toLowerCase()
  return column.choices.find(({ value, label }) => value.toLowerCase() === folded || label.toLowerCase() === folded)?.value ?? text
}

/** The text of a cell as a person reads it, amounts grouped and to 100 yuan. */
export function drawCellText(column: GridColumn, text: string): string {
  if (column.kind === 'choice') return column.choices.find(({ value }) => value === text)?.label ?? text
  if (column.kind !== 'money' || readWan(text) === undefined) return text
  const [whole = '', fraction] = text.split('.')
  // Finer than 100 yuan is rounded in the cell; the exact amount is in its tooltip and its editor.
  if (fraction !== undefined && fraction.length > 2) return drawWan(parseWan(text))
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

export type CellProblem = 'required' | 'not-a-choice' | 'not-a-date' | 'not-money' | 'negative'

/** What is wrong with a cell's text, if anything. */
export function cellProblem(column: GridColumn, text: string): CellProblem | undefined {
  if (text === '') return column.required ? 'required' : undefined
  if (column.kind === 'choice') return column.choices.some(({ value }) => value === text) ? undefined : 'not-a-choice'
  if (column.kind === 'date') return readDate(text) === text ? undefined : 'not-a-date'
  if (column.kind === 'text') return undefined
  if (readWan(text) === undefined) return 'not-money'
  return text.startsWith('-') ? 'negative' : undefined
}

function readDate(text: string): string | undefined {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (!match) return undefined
  try {
    return parsePlainDate(`${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`)
  } catch {
    return undefined
  }
}

function readWan(text: string): string | undefined {
  const digits = text.replaceAll(/[,，\s¥￥]|万元?$/g, '')
  // Six decimals of 万元 are a fen; a long paste of other texts must not cost an exception each.
  if (!/^[+-]?\d{1,13}(\.\d{1,6}0*)?$/.test(digits)) return undefined
  return formatWanExact(parseWan(digits))
}

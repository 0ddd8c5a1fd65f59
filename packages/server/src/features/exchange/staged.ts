import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { CellText } from '../../platform/spreadsheet.ts'
import type { Part, Resource } from './sheet.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A line of the file: its number, and the texts of the columns that are read. */
export type StagedLine = readonly [number: number, cells: readonly CellText[]]

/** One row: the lines of a sheet that have the same natural key and follow one another. */
export interface StagedRow {
  readonly sheet: string
  readonly number: number
  readonly part: Part
  readonly key: string
  readonly lines: readonly StagedLine[]
  /** Why it cannot be taken whatever the register says. */
  readonly reasons: readonly Reason[]
}

/** A sheet that was recognised: where each column of its kind stands. */
export interface StagedSheet {
  readonly name: string
  readonly part: Part
  /** Keys of the columns whose texts are staged, in the order of the staged cells. */
  readonly columns: readonly string[]
  /** Where each of them stands in the sheet, from 0. */
  readonly positions: readonly number[]
  readonly from1904: boolean
  readonly unknownColumns: readonly string[]
}

export interface ReadFile {
  readonly path: string
  readonly format: 'xlsx' | 'csv'
  readonly fileName: string
}

export interface ReadRequest {
  readonly resource: Resource
  readonly vocabulary: Vocabulary
}

export type ReadEvent =
  | { readonly type: 'expected'; readonly rows: number }
  | { readonly type: 'sheet'; readonly sheet: StagedSheet }
  | { readonly type: 'ignored'; readonly name: string }
  | { readonly type: 'rows'; readonly rows: readonly StagedRow[]; readonly linesRead: number }

import { memo } from 'react'
import type { Translate } from '../app/language.tsx'
import { cellProblem, drawCellText, type GridColumn } from './grid-cells.ts'
import type { RowDraft } from './grid-edits.ts'
import type { gridTexts } from './grid.texts.ts'

export const ROW_HEIGHT = 30
export const NUMBER_WIDTH = 48

export interface GridRow {
  readonly key: string
  /** What a reader calls the row. */
  readonly label: string
  /** The saved texts by column. */
  readonly cells: Readonly<Record<string, string>>
  /** Columns whose saved text is simulated. */
  readonly simulated?: ReadonlySet<string>
}

/** What the server, or a rule over the row, has against a row: sentences by column, and about the row as a whole. */
export interface RowMarks {
  readonly row: readonly string[]
  readonly cells: Readonly<Record<string, readonly string[]>>
}

/** Cells that follow from others in the row, such as a sum; they are drawn, copied and never edited. */
export type DeriveCells = (textOf: (columnKey: string) => string) => Readonly<Record<string, string>>

interface Props {
  row: GridRow
  index: number
  columns: readonly GridColumn[]
  /** From the left edge of the table, by column. */
  offsets: readonly number[]
  frozen: number
  /** The columns in view beyond the frozen ones; the others are not drawn. */
  firstColumn: number
  lastColumn: number
  draft: RowDraft | undefined
  marks: RowMarks | undefined
  derive: DeriveCells | undefined
  /** First and last selected column, or -1. */
  from: number
  to: number
  active: number
  fillFrom: number
  fillTo: number
  t: Translate<keyof (typeof gridTexts)['zh-CN']>
}

export const rowText = (row: GridRow, draft: RowDraft | undefined, columnKey: string): string =>
  draft?.[columnKey] ?? row.cells[columnKey] ?? ''

/** One drawn row. It is drawn again only when something of its own changes, so that a step over a long table stays cheap. */
export const GridRowView = memo(function GridRowView(props: Props) {
  const { row, index, columns, offsets, frozen, draft, marks, derive, t } = props
  const derived = derive?.((columnKey) => rowText(row, draft, columnKey))
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="grid-row"
      style={{ top: index * ROW_HEIGHT, width: offsets.at(-1) }}
      data-row={index}
    >
      <div
        role="rowheader"
        className={`grid-cell grid-number grid-frozen${marks ? ' marked' : ''}`}
        style={{ left: 0 }}
        data-column={-1}
        title={marks?.row.join('\n')}
      >
        {index + 1}
      </div>
      {columns.map((column, at) => {
        if (at >= frozen && (at < props.firstColumn || at > props.lastColumn)) return null
        const text = derived?.[column.key] ?? rowText(row, draft, column.key)
        const changed = draft?.[column.key] !== undefined
        const problem = column.readOnly ? undefined : cellProblem(column, text)
        const against = [...(problem && (changed || problem !== 'required') ? [t(problem)] : []), ...(marks?.cells[column.key] ?? [])]
        const bad = against.length > 0 || (column.marksNonZero && text !== '' && text !== '0')
        const was = changed ? t('was', { text: drawCellText(column, row.cells[column.key] ?? '') || t('empty') }) : undefined
        const drawn = drawCellText(column, text)
        const isSimulated = !changed && text !== '' && row.simulated?.has(column.key) === true
        return (
          <div
            key={column.key}
            role="gridcell"
            aria-colindex={at + 2}
            aria-selected={at >= props.from && at <= props.to}
            aria-readonly={column.readOnly === true}
            aria-invalid={bad === true}
            data-column={at}
            className={cellClass(column, {
              'grid-frozen': at < frozen,
              'grid-frozen-last': at === frozen - 1,
              'grid-changed': changed,
              'grid-bad': bad === true,
              'grid-simulated': isSimulated,
              'grid-selected': at >= props.from && at <= props.to,
              'grid-filling': at >= props.fillFrom && at <= props.fillTo,
              'grid-active': at === props.active,
            })}
            style={{ width: column.width, left: offsets[at] }}
            title={
              [...against, ...(was === undefined ? [] : [was]), ...(isSimulated ? [t('simulated')] : [])].join('\n') ||
              (column.kind === 'money' ? text : drawn)
            }
          >
            {drawn}
          </div>
        )
      })}
    </div>
  )
})

export function cellClass(column: GridColumn, flags: Readonly<Record<string, boolean>>): string {
  const names = ['grid-cell', ...Object.entries(flags).flatMap(([name, on]) => (on ? [name] : []))]
  if (column.kind === 'money') names.push('grid-money')
  if (column.readOnly) names.push('grid-read-only')
  return names.join(' ')
}

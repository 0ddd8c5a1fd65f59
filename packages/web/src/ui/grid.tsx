import { App } from 'antd'
import {
  useCallback,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
} from 'react'
import { useTexts } from '../app/language.tsx'
import { drawCellText, readCellText, type GridColumn } from './grid-cells.ts'
import type { GridEdits } from './grid-edits.ts'
import { GridEditor } from './grid-editor.tsx'
import { fillDown, fillFromHandle, handleTarget, pasteBlock } from './grid-fill.ts'
import { cellsOf, clampCell, rangeOf, type CellAt, type CellRange, type CellText } from './grid-range.ts'
import { cellClass, GridRowView, NUMBER_WIDTH, ROW_HEIGHT, rowText, type DeriveCells, type GridRow, type RowMarks } from './grid-row.tsx'
import { formatTsv, parseTsv } from './grid-tsv.ts'
import { gridTexts } from './grid.texts.ts'
import './grid.css'

const HEAD_HEIGHT = 34
/** Rows drawn beyond the visible ones, so that a fast wheel does not run into white. */
const SPARE_ROWS = 6

interface Props {
  label: string
  columns: readonly GridColumn[]
  rows: readonly GridRow[]
  /** How many columns stay in view at the left. */
  frozen: number
  edits: GridEdits
  marks?: ReadonlyMap<string, RowMarks>
  derive?: DeriveCells
  onCells: (cells: readonly { rowKey: string; columnKey: string; text: string }[]) => void
  onUndo: () => void
  onRedo: () => void
  onSelect?: (range: CellRange) => void
}

/** A table edited like a spreadsheet's: one field holds the focus, only the rows in view are drawn, edits are the owner's. */
export function Grid({ label, columns: given, rows, frozen, edits, marks, derive, onCells, onUndo, onRedo, onSelect }: Props) {
  const t = useTexts(gridTexts)
  const { message } = App.useApp()
  const helpId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLTextAreaElement>(null)
  const [view, setView] = useState({ top: 0, left: 0, width: 800, height: 400 })
  const [anchor, setAnchor] = useState<CellAt>({ row: 0, column: 0 })
  const [active, setActive] = useState<CellAt>({ row: 0, column: 0 })
  const [editing, setEditing] = useState<{ text: string; typing: boolean } | null>(null)
  const [fillTo, setFillTo] = useState<CellRange | null>(null)
  const [leaving, setLeaving] = useState(false)
  const dragging = useRef<'select' | 'fill' | null>(null)

  // On a phone the frozen columns leave room for the others.
  const isNarrow = view.width < 600
  const columns = useMemo(
    () => (isNarrow ? given.map((column, at) => (at < frozen ? { ...column, width: Math.min(column.width, 120) } : column)) : given),
    [given, frozen, isNarrow],
  )
  const offsets = useMemo(() => {
    const starts = [NUMBER_WIDTH]
    for (const column of columns) starts.push((starts.at(-1) ?? 0) + column.width)
    return starts
  }, [columns])
  const width = offsets.at(-1) ?? NUMBER_WIDTH
  const frozenWidth = offsets[frozen] ?? width
  const at = clampCell(active, rows.length, columns.length)
  const selection = rangeOf(clampCell(anchor, rows.length, columns.length), at)

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const measure = () =>
      setView({ top: element.scrollTop, left: element.scrollLeft, width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const textAt = (row: number, column: number): string => {
    const found = rows[row]
    const key = columns[column]?.key ?? ''
    if (!found) return ''
    const draft = edits.drafts.get(found.key)
    return derive?.((columnKey) => rowText(found, draft, columnKey))[key] ?? rowText(found, draft, key)
  }
  const drawnAt = (row: number, column: number): string => {
    const found = columns[column]
    if (!found) return ''
    // Money goes out without separators: a spreadsheet then takes it for a number.
    return found.kind === 'money' ? textAt(row, column) : drawCellText(found, textAt(row, column))
  }

  const select = useCallback(
    (to: CellAt, extend: boolean) => {
      const cell = clampCell(to, rows.length, columns.length)
      setActive(cell)
      if (!extend) setAnchor(cell)
      onSelect?.(rangeOf(extend ? anchor : cell, cell))
      const element = scroller.current
      if (!element) return
      const top = cell.row * ROW_HEIGHT
      const visible = element.clientHeight - HEAD_HEIGHT
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + ROW_HEIGHT > element.scrollTop + visible) element.scrollTop = top + ROW_HEIGHT - visible
      if (cell.column < frozen) return
      const left = offsets[cell.column] ?? 0
      const right = left + (columns[cell.column]?.width ?? 0)
      // On a narrow screen the frozen columns may leave less room than a cell is wide.
      if (left - frozenWidth < element.scrollLeft) element.scrollLeft = left - frozenWidth
      else if (right > element.scrollLeft + element.clientWidth)
        element.scrollLeft = Math.min(left - frozenWidth, right - element.clientWidth)
    },
    [rows.length, columns, offsets, frozen, frozenWidth, anchor, onSelect],
  )

  const selectRange = (range: CellRange) => {
    setAnchor({ row: range.top, column: range.left })
    setActive({ row: range.bottom, column: range.right })
    onSelect?.(range)
  }

  /** Hands texts to the owner as one step: read as their columns read them, read-only cells left out. */
  const write = (cells: readonly CellText[]) => {
    const open = cells.filter(({ column }) => columns[column]?.readOnly !== true)
    if (open.length < cells.length) void message.info(t('pasteReadOnly', { count: cells.length - open.length }))
    onCells(
      open.flatMap(({ row, column, text }) => {
        const into = columns[column]
        const rowKey = rows[row]?.key
        return into && rowKey !== undefined ? [{ rowKey, columnKey: into.key, text: readCellText(into, text) }] : []
      }),
    )
  }

  const step = (back: boolean) => {
    const next = (back ? edits.done : edits.undone).at(-1)?.[0]
    if (next) {
      const row = rows.findIndex(({ key }) => key === next.rowKey)
      if (row >= 0) select({ row, column: columns.findIndex(({ key }) => key === next.columnKey) }, false)
    }
    if (back) onUndo()
    else onRedo()
  }

  const beginEdit = () => {
    const column = columns[at.column]
    if (column && !column.readOnly)
      setEditing({ text: column.kind === 'money' ? textAt(at.row, at.column) : drawnAt(at.row, at.column), typing: false })
  }

  const onRestKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const control = event.ctrlKey || event.metaKey
    const extend = event.shiftKey
    const page = Math.max(1, Math.floor(view.height / ROW_HEIGHT) - 2)
    const go = (row: number, column: number) => select({ row, column }, extend)
    const whole = { row: rows.length - 1, column: columns.length - 1 }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    setLeaving(false)
    if (control && key === 'z') step(!extend)
    else if (control && key === 'y') step(false)
    else if (control && key === 'd') write(fillDown(selection, textAt))
    else if (control && key === 'a') {
      selectRange(rangeOf({ row: 0, column: 0 }, whole))
    } else if (control && key === 'Home') go(0, 0)
    else if (control && key === 'End') go(whole.row, whole.column)
    else if (key === 'ArrowUp') go(control ? 0 : at.row - 1, at.column)
    else if (key === 'ArrowDown' && event.altKey) beginEdit()
    else if (key === 'ArrowDown') go(control ? whole.row : at.row + 1, at.column)
    else if (key === 'ArrowLeft') go(at.row, control ? 0 : at.column - 1)
    else if (key === 'ArrowRight') go(at.row, control ? whole.column : at.column + 1)
    else if (key === 'Home') go(at.row, 0)
    else if (key === 'End') go(at.row, whole.column)
    else if (key === 'PageUp') go(at.row - page, at.column)
    else if (key === 'PageDown') go(at.row + page, at.column)
    else if (key === 'Tab') {
      // After Escape the key leaves the table, so that the keyboard is never caught in it.
      if (leaving) return
      select({ row: at.row, column: at.column + (extend ? -1 : 1) }, false)
    } else if (key === 'F2' || key === 'Enter') beginEdit()
    else if (key === 'Escape') setLeaving(true)
    else if (key === 'Delete' || key === 'Backspace') write(cellsOf(selection).map((cell) => ({ ...cell, text: '' })))
    else return
    event.preventDefault()
  }

  const onCommit = (text: string, move: { rows: number; columns: number } | null) => {
    setEditing(null)
    write([{ ...at, text }])
    if (move) select({ row: at.row + move.rows, column: at.column + move.columns }, false)
    input.current?.focus({ preventScroll: true })
  }

  const copy = (event: ClipboardEvent) => {
    if (editing) return
    event.preventDefault()
    const block: string[][] = []
    for (let row = selection.top; row <= selection.bottom; row++) {
      block.push(Array.from({ length: selection.right - selection.left + 1 }, (_, column) => drawnAt(row, selection.left + column)))
    }
    event.clipboardData.setData('text/plain', formatTsv(block))
  }
  const cut = (event: ClipboardEvent) => {
    if (editing) return
    copy(event)
    write(cellsOf(selection).map((cell) => ({ ...cell, text: '' })))
  }
  const paste = (event: ClipboardEvent) => {
    if (editing) return
    event.preventDefault()
    const pasted = pasteBlock(parseTsv(event.clipboardData.getData('text/plain')), selection, {
      rows: rows.length,
      columns: columns.length,
    })
    if (pasted.lost > 0) void message.warning(t('pasteLost', { count: pasted.lost }))
    write(pasted.cells)
    selectRange(pasted.range)
  }

  const onMouseDown = (event: MouseEvent) => {
    const target = event.target as HTMLElement
    if (event.button !== 0 || target === input.current) return
    const cell = cellUnder(target)
    const isHandle = target.dataset['handle'] !== undefined
    if (!cell && !isHandle) return
    event.preventDefault()
    // The field that is being edited gives its text up before the focus comes back to it.
    if (editing) onCommit(editing.text, null)
    input.current?.focus({ preventScroll: true })
    if (isHandle) dragging.current = 'fill'
    else if (cell) {
      dragging.current = 'select'
      setLeaving(false)
      if (cell.row < 0 || cell.column < 0) selectLine(cell, event.shiftKey)
      else select(cell, event.shiftKey)
    }
  }
  const selectLine = (cell: CellAt, extend: boolean) => {
    const last = { row: rows.length - 1, column: columns.length - 1 }
    const from = { row: Math.max(0, cell.row), column: Math.max(0, cell.column) }
    const start = extend ? { row: cell.row < 0 ? 0 : anchor.row, column: cell.column < 0 ? 0 : anchor.column } : from
    const end = { row: cell.row < 0 ? last.row : cell.row, column: cell.column < 0 ? last.column : cell.column }
    setAnchor(cell.row < 0 ? { ...start, row: 0 } : start)
    setActive(end)
    onSelect?.(rangeOf(start, end))
  }
  const onMouseOver = (event: MouseEvent) => {
    if (dragging.current === null || event.buttons !== 1) return
    const cell = cellUnder(event.target as HTMLElement)
    if (!cell || cell.row < 0 || cell.column < 0) return
    if (dragging.current === 'select') select(cell, true)
    else setFillTo(handleTarget(selection, cell))
  }
  const finishDrag = () => {
    if (dragging.current === 'fill' && fillTo) {
      write(fillFromHandle(selection, fillTo, textAt))
      selectRange(fillTo)
    }
    dragging.current = null
    setFillTo(null)
  }

  const first = Math.max(0, Math.floor(view.top / ROW_HEIGHT) - SPARE_ROWS)
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW_HEIGHT) + SPARE_ROWS)
  // One column more on each side, so that a small step sideways shows no gap.
  const inView = (index: number) => (offsets[index + 1] ?? 0) > view.left + frozenWidth && (offsets[index] ?? 0) < view.left + view.width
  const visible = columns.flatMap((_, index) => (index >= frozen && inView(index) ? [index] : []))
  const firstColumn = (visible[0] ?? frozen) - 1
  const lastColumn = (visible.at(-1) ?? frozen) + 1
  const column = columns[at.column]
  const boxTop = HEAD_HEIGHT + at.row * ROW_HEIGHT - view.top
  const boxLeft = (offsets[at.column] ?? 0) - (at.column < frozen ? 0 : view.left)
  const atCorner = rows.length > 0 && selection.right >= frozen
  return (
    <div
      className="grid-frame"
      onMouseDown={onMouseDown}
      onMouseOver={onMouseOver}
      onMouseUp={finishDrag}
      onMouseLeave={finishDrag}
      onDoubleClick={() => (editing ? undefined : beginEdit())}
    >
      <div
        className="grid-scroller"
        ref={scroller}
        tabIndex={0}
        onFocus={(event) => {
          // Reached by Tab it hands the focus on; reached backwards from the field it keeps it, so that the next step leaves.
          if (event.target === scroller.current && event.relatedTarget !== input.current) input.current?.focus({ preventScroll: true })
        }}
        onScroll={({ currentTarget }) => setView((old) => ({ ...old, top: currentTarget.scrollTop, left: currentTarget.scrollLeft }))}
      >
        <div
          role="grid"
          aria-label={label}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length + 1}
          aria-multiselectable
          style={{ width }}
        >
          <div role="row" aria-rowindex={1} className="grid-head" style={{ width }}>
            <div
              role="columnheader"
              className="grid-cell grid-number grid-frozen"
              style={{ left: 0 }}
              data-column={-1}
              aria-label={t('rowNumber')}
            />
            {columns.map((item, index) =>
              index >= frozen && (index < firstColumn || index > lastColumn) ? null : (
                <div
                  key={item.key}
                  role="columnheader"
                  data-column={index}
                  title={item.title}
                  className={cellClass(item, { 'grid-frozen': index < frozen, 'grid-frozen-last': index === frozen - 1 })}
                  style={{ width: item.width, left: offsets[index] }}
                >
                  {item.title}
                </div>
              ),
            )}
          </div>
          <div className="grid-body" role="rowgroup" style={{ height: rows.length * ROW_HEIGHT, width }}>
            {rows.slice(first, last).map((row, index) => {
              const number = first + index
              const inside = number >= selection.top && number <= selection.bottom
              const filling = fillTo !== null && number >= fillTo.top && number <= fillTo.bottom
              return (
                <GridRowView
                  key={row.key}
                  row={row}
                  index={number}
                  columns={columns}
                  offsets={offsets}
                  frozen={frozen}
                  firstColumn={firstColumn}
                  lastColumn={lastColumn}
                  draft={edits.drafts.get(row.key)}
                  marks={marks?.get(row.key)}
                  derive={derive}
                  from={inside ? selection.left : -1}
                  to={inside ? selection.right : -1}
                  active={number === at.row ? at.column : -1}
                  fillFrom={filling ? fillTo.left : -1}
                  fillTo={filling ? fillTo.right : -1}
                  t={t}
                />
              )
            })}
            {atCorner ? (
              <div
                className="grid-handle"
                data-handle=""
                aria-hidden
                style={{
                  left: (offsets[selection.right] ?? 0) + (columns[selection.right]?.width ?? 0),
                  top: (selection.bottom + 1) * ROW_HEIGHT,
                }}
              />
            ) : null}
          </div>
        </div>
      </div>
      <GridEditor
        inputRef={input}
        column={column}
        label={t('cell', { column: column?.title ?? '', row: rows[at.row]?.label ?? '' })}
        describedBy={helpId}
        text={editing?.text ?? null}
        typing={editing?.typing ?? false}
        box={{
          left: Math.max(0, Math.min(boxLeft, view.width - 40)),
          top: Math.max(0, Math.min(boxTop, view.height - ROW_HEIGHT)),
          width: column?.width ?? 80,
          below: boxTop < view.height - 260,
        }}
        onText={(text) => {
          if (column && !column.readOnly) setEditing((old) => ({ text, typing: old?.typing ?? true }))
        }}
        onCommit={onCommit}
        onCancel={() => setEditing(null)}
        onRestKey={onRestKey}
        onCopy={copy}
        onCut={cut}
        onPaste={paste}
      />
      <span id={helpId} hidden>
        {t('help')}
      </span>
    </div>
  )
}

/** Cell indexes under the pointer; -1 stands for the head row or the number column. */
function cellUnder(target: HTMLElement): CellAt | undefined {
  const cell = target.closest<HTMLElement>('[data-column]')
  if (!cell) return undefined
  return { row: Number(cell.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? -1), column: Number(cell.dataset['column']) }
}

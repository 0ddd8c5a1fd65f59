import { RedoOutlined, SaveOutlined, UndoOutlined } from '@ant-design/icons'
import { Alert, App, Button, Input } from 'antd'
import { memo, useEffect, useMemo, useState, type ReactNode } from 'react'
import { ProblemError } from '@ballast/contract/client.ts'
import { drawWan, sumFen } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { cellProblem, drawCellText, type GridColumn } from '../../ui/grid-cells.ts'
import { applyStep, changedCells, NO_EDITS, redo, undo, type GridEdits } from '../../ui/grid-edits.ts'
import { cellsOf, type CellRange } from '../../ui/grid-range.ts'
import { rowText, type DeriveCells, type RowMarks } from '../../ui/grid-row.tsx'
import { Grid } from '../../ui/grid.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { textWidth } from '../../ui/label-width.ts'
import { MergeDialog, type MergeSubject } from '../../ui/merge-dialog.tsx'
import { DiffDrawer } from './diff-drawer.tsx'
import { fenOfCell } from './edit-sums.ts'
import { rowProblems } from './row-problems.ts'
import { findRows, type RowChange, type TableRow } from './table-row.ts'
import { workTableTexts } from './work-table.texts.ts'

/** What the page around the editor knows: the search box and whether anything is unsaved. */
export interface WorkTableFrame {
  readonly find: string | undefined
  readonly onFind: (text: string) => void
  readonly onDirty: (cells: number) => void
}

interface Props extends WorkTableFrame {
  label: string
  columns: readonly GridColumn[]
  rows: readonly TableRow[]
  derive?: DeriveCells
  mayEdit: boolean
  /** Saves all rows or none; answers the versions after the save. */
  send: (changes: readonly RowChange[]) => Promise<ReadonlyMap<string, string>>
  /** A row as somebody else saved it meanwhile. */
  readCurrent: (current: unknown) => TableRow
  columnOf: (field: string) => string | undefined
  selectors?: ReactNode
  hint?: string
}

/** Edits many rows as a spreadsheet does: changes are collected, shown as a difference, and saved once. */
export function WorkTableEditor(props: Props) {
  const w = useTexts(workTableTexts)
  const { message, modal } = App.useApp()
  const { columns, rows, derive, mayEdit, find, onFind, onDirty } = props
  const [edits, setEdits] = useState<GridEdits>(NO_EDITS)
  // Rows with unsaved changes keep the state in which their reader saw them, whatever is read anew.
  const [base, setBase] = useState<ReadonlyMap<string, TableRow>>(() => new Map(rows.map((row) => [row.key, row])))
  const [seenRows, setSeenRows] = useState(rows)
  if (rows !== seenRows) {
    setSeenRows(rows)
    setBase(
      (old) =>
        new Map([...old, ...rows.filter(({ key }) => !edits.drafts.has(key) || !old.has(key)).map((row) => [row.key, row] as const)]),
    )
  }
  const [marks, setMarks] = useState<ReadonlyMap<string, RowMarks>>(new Map())
  const [error, setError] = useState<Error | null>(null)
  const [merge, setMerge] = useState<readonly (MergeSubject & { theirRow: TableRow })[] | null>(null)
  const [saving, setSaving] = useState(false)
  const [showsDiff, setShowsDiff] = useState(false)
  const [range, setRange] = useState<CellRange | null>(null)

  const saved = useMemo(() => (rowKey: string, columnKey: string) => base.get(rowKey)?.cells[columnKey] ?? '', [base])
  const shown = useMemo(
    () =>
      findRows(
        rows.map((row) => base.get(row.key) ?? row),
        find,
      ),
    [rows, base, find],
  )
  const gridColumns = useMemo(
    () =>
      columns.map((column) => {
        const width = Math.max(column.width, Math.ceil(textWidth(column.title)) + 22)
        return { ...column, width, ...(mayEdit ? {} : { readOnly: true }) }
      }),
    [columns, mayEdit],
  )
  const changed = useMemo(() => changedCells(edits, saved), [edits, saved])
  const wrong = useMemo(() => {
    const byKey = new Map(columns.map((column) => [column.key, column]))
    return changed.filter(({ columnKey, after }) => {
      const column = byKey.get(columnKey)
      return column !== undefined && cellProblem(column, after) !== undefined
    }).length
  }, [changed, columns])
  useEffect(() => onDirty(changed.length), [changed.length, onDirty])

  const save = async () => {
    const changes = [...edits.drafts].map(([rowKey, texts]): RowChange => ({ rowKey, version: base.get(rowKey)?.version ?? '', texts }))
    setSaving(true)
    setError(null)
    try {
      const versions = await props.send(changes)
      setBase((old) => {
        const next = new Map(old)
        for (const { rowKey, texts } of changes) {
          const row = old.get(rowKey)
          if (row) next.set(rowKey, { ...row, version: versions.get(rowKey) ?? row.version, cells: { ...row.cells, ...texts } })
        }
        return next
      })
      setEdits(NO_EDITS)
      setMarks(new Map())
      setShowsDiff(false)
      void message.success(w('saved', { count: changes.length }))
    } catch (problem) {
      refuse(problem as Error, changes)
    } finally {
      setSaving(false)
    }
  }
  const refuse = (problem: Error, changes: readonly RowChange[]) => {
    setShowsDiff(false)
    if (!(problem instanceof ProblemError)) return setError(problem)
    const current =
      problem.problem.code === 'changed-meanwhile' ? (problem.problem.extra?.['current'] as Record<string, unknown> | undefined) : undefined
    if (current !== undefined) {
      setMerge(
        Object.entries(current).map(([key, row]) => {
          const theirRow = props.readCurrent(row)
          return {
            key,
            title: theirRow.label,
            before: base.get(key)?.cells ?? {},
            mine: edits.drafts.get(key) ?? {},
            theirs: ofColumns(theirRow.cells, columns),
            theirRow,
          }
        }),
      )
      return
    }
    setMarks(
      rowProblems(
        problem.problem,
        changes.map(({ rowKey }) => rowKey),
        props.columnOf,
      ),
    )
    setError(problem)
  }
  const takeMerge = (merged: ReadonlyMap<string, Record<string, string>>) => {
    const theirs = new Map((merge ?? []).map((subject) => [subject.key, subject.theirRow]))
    setBase((old) => new Map([...old, ...theirs]))
    const drafts = new Map(edits.drafts)
    for (const [key, texts] of merged) {
      if (Object.keys(texts).length === 0) drafts.delete(key)
      else drafts.set(key, texts)
    }
    // The steps before stand on rows that are no longer so.
    setEdits({ drafts, done: [], undone: [] })
    setMerge(null)
    void message.info(w('merged'))
  }
  const discard = () =>
    void modal.confirm({
      title: w('discardAsk', { count: changed.length }),
      onOk: () => {
        setEdits(NO_EDITS)
        setMarks(new Map())
        setError(null)
      },
    })
  const labelOf = (key: string) => columns.find((column) => column.key === key)?.title ?? key
  const drawn = (key: string, text: string) => {
    const column = columns.find((item) => item.key === key)
    return column ? drawCellText(column, text) : text
  }
  return (
    <>
      <div className="filter-bar no-print">
        {props.selectors}
        <Input.Search
          allowClear
          value={find ?? ''}
          aria-label={w('find')}
          placeholder={w('find')}
          style={{ width: 300 }}
          onChange={({ target }) => onFind(target.value)}
        />
        <span style={{ flex: '1 1 auto' }} />
        {mayEdit ? (
          <>
            <Button
              icon={<UndoOutlined />}
              aria-label={w('undo')}
              title={`${w('undo')} Ctrl+Z`}
              disabled={edits.done.length === 0}
              onClick={() => setEdits((old) => undo(old, saved))}
            />
            <Button
              icon={<RedoOutlined />}
              aria-label={w('redo')}
              title={`${w('redo')} Ctrl+Y`}
              disabled={edits.undone.length === 0}
              onClick={() => setEdits((old) => redo(old, saved))}
            />
            <Button disabled={changed.length === 0} onClick={discard}>
              {w('discard')}
            </Button>
            <Button disabled={changed.length === 0} onClick={() => setShowsDiff(true)}>
              {w('diff')}
            </Button>
            <Button
              type="primary"
              icon={<SaveOutlined />}
              loading={saving}
              disabled={changed.length === 0 || wrong > 0}
              onClick={() => void save()}
            >
              {w('save')}
            </Button>
          </>
        ) : null}
      </div>
      {props.hint === undefined || !mayEdit ? null : (
        <p className="quiet" style={{ margin: '0 0 8px' }}>
          {props.hint}
        </p>
      )}
      {error ? (
        <div style={{ marginBottom: 8 }}>
          <Refused error={error} marks={marks} nameOf={(rowKey) => base.get(rowKey)?.label ?? rowKey} />
        </div>
      ) : null}
      <Grid
        label={props.label}
        columns={gridColumns}
        rows={shown}
        frozen={1}
        edits={edits}
        marks={marks}
        {...(derive ? { derive } : {})}
        onCells={(cells) => setEdits((old) => applyStep(old, saved, cells))}
        onUndo={() => setEdits((old) => undo(old, saved))}
        onRedo={() => setEdits((old) => redo(old, saved))}
        onSelect={setRange}
      />
      <footer className="data-table-foot" aria-live="polite">
        <span className="data-table-totals">
          <span>{w('rows', { count: shown.length })}</span>
          {shown.some((row) => row.simulated !== undefined) ? (
            <span className="quiet">
              <span className="grid-legend-simulated" aria-hidden />
              {w('simulated')}
            </span>
          ) : null}
          {changed.length > 0 ? <b>{w('changed', { cells: changed.length, rows: edits.drafts.size })}</b> : null}
          {wrong > 0 ? <b className="fact-error">{w('wrong', { count: wrong })}</b> : null}
        </span>
        <SelectionSum range={range} columns={columns} rows={shown} edits={edits} {...(derive ? { derive } : {})} />
      </footer>
      {showsDiff ? (
        <DiffDrawer
          changed={changed}
          columns={columns}
          nameOf={(rowKey) => base.get(rowKey)?.label ?? rowKey}
          saving={saving}
          maySave={wrong === 0}
          onSave={() => void save()}
          onClose={() => setShowsDiff(false)}
        />
      ) : null}
      {merge ? (
        <MergeDialog
          subjects={merge}
          labelOf={labelOf}
          drawn={drawn}
          savesAtOnce={false}
          onMerge={takeMerge}
          onCancel={() => setMerge(null)}
        />
      ) : null}
    </>
  )
}

/** The texts of the table's own columns. */
const ofColumns = (cells: Readonly<Record<string, string>>, columns: readonly GridColumn[]): Record<string, string> =>
  Object.fromEntries(columns.flatMap(({ key }) => (cells[key] === undefined ? [] : [[key, cells[key]]])))

/** What a refused save says, row by row; rows without a reason of their own are not named. */
function Refused({ error, marks, nameOf }: { error: Error; marks: ReadonlyMap<string, RowMarks>; nameOf: (rowKey: string) => string }) {
  const w = useTexts(workTableTexts)
  if (marks.size === 0) return <ProblemAlert error={error} />
  return (
    <Alert
      type="error"
      showIcon
      title={w('refused', { count: marks.size })}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 18, maxHeight: 132, overflow: 'auto' }}>
          {[...marks].map(([rowKey, mark]) => (
            <li key={rowKey}>
              <b>{nameOf(rowKey)}</b> {mark.row.join('；')}
            </li>
          ))}
        </ul>
      }
    />
  )
}

/** How many cells are selected, and the sum of the amounts among them. */
const SelectionSum = memo(function SelectionSum({
  range,
  columns,
  rows,
  edits,
  derive,
}: {
  range: CellRange | null
  columns: readonly GridColumn[]
  rows: readonly TableRow[]
  edits: GridEdits
  derive?: DeriveCells
}) {
  const w = useTexts(workTableTexts)
  if (!range) return null
  const cells = cellsOf(range)
  const derived = new Map<number, Readonly<Record<string, string>>>()
  const amounts = cells.flatMap(({ row, column }) => {
    const found = rows[row]
    const at = columns[column]
    if (!found || at?.kind !== 'money') return []
    const textOf = (key: string) => rowText(found, edits.drafts.get(found.key), key)
    if (derive && !derived.has(row)) derived.set(row, derive(textOf))
    return [fenOfCell(derived.get(row)?.[at.key] ?? textOf(at.key))]
  })
  return (
    <span className="data-table-totals">
      <span className="quiet">{w('selection', { count: cells.length })}</span>
      {amounts.length > 0 ? (
        <span>
          {w('selectionSum')} <b className="number">{drawWan(sumFen(amounts))}</b>
        </span>
      ) : null}
    </span>
  )
})

/** One cell's change, by the keys of its row and column, so that it holds in any order of the rows. */
export interface CellEdit {
  readonly rowKey: string
  readonly columnKey: string
  readonly before: string
  readonly after: string
}

export type RowDraft = Readonly<Record<string, string>>

/** What was typed over the saved cells, and the steps that led there. A step is one key, paste or fill, whatever its size. */
export interface GridEdits {
  /** By row key, the cells that differ from what is saved. */
  readonly drafts: ReadonlyMap<string, RowDraft>
  readonly done: readonly (readonly CellEdit[])[]
  readonly undone: readonly (readonly CellEdit[])[]
}

export const NO_EDITS: GridEdits = { drafts: new Map(), done: [], undone: [] }

/** The text of a cell as it is saved; unknown rows and columns are empty. */
export type SavedText = (rowKey: string, columnKey: string) => string

export const currentText = (edits: GridEdits, saved: SavedText, rowKey: string, columnKey: string): string =>
  edits.drafts.get(rowKey)?.[columnKey] ?? saved(rowKey, columnKey)

/** Writes texts into cells as one step. Cells that stay as they are make no part of it; nothing changed: no step. */
export function applyStep(
  edits: GridEdits,
  saved: SavedText,
  cells: readonly { rowKey: string; columnKey: string; text: string }[],
): GridEdits {
  const step = new Map<string, CellEdit>()
  for (const { rowKey, columnKey, text } of cells) {
    const before = currentText(edits, saved, rowKey, columnKey)
    const key = `${rowKey}\u0000${columnKey}`
    if (before === text) step.delete(key)
    else step.set(key, { rowKey, columnKey, before, after: text })
  }
  if (step.size === 0) return edits
  const edit = [...step.values()]
  return { drafts: written(edits.drafts, saved, edit, 'after'), done: [...edits.done, edit], undone: [] }
}

export function undo(edits: GridEdits, saved: SavedText): GridEdits {
  const step = edits.done.at(-1)
  if (!step) return edits
  return { drafts: written(edits.drafts, saved, step, 'before'), done: edits.done.slice(0, -1), undone: [...edits.undone, step] }
}

export function redo(edits: GridEdits, saved: SavedText): GridEdits {
  const step = edits.undone.at(-1)
  if (!step) return edits
  return { drafts: written(edits.drafts, saved, step, 'after'), done: [...edits.done, step], undone: edits.undone.slice(0, -1) }
}

function written(
  drafts: GridEdits['drafts'],
  saved: SavedText,
  step: readonly CellEdit[],
  side: 'before' | 'after',
): ReadonlyMap<string, RowDraft> {
  const next = new Map(drafts)
  const touched = new Map<string, Record<string, string>>()
  for (const edit of step) {
    const row = touched.get(edit.rowKey) ?? { ...drafts.get(edit.rowKey) }
    touched.set(edit.rowKey, row)
    if (edit[side] === saved(edit.rowKey, edit.columnKey)) delete row[edit.columnKey]
    else row[edit.columnKey] = edit[side]
  }
  for (const [rowKey, row] of touched) {
    if (Object.keys(row).length === 0) next.delete(rowKey)
    else next.set(rowKey, row)
  }
  return next
}

/** Every cell that differs from what is saved. */
export function changedCells(edits: GridEdits, saved: SavedText): CellEdit[] {
  return [...edits.drafts].flatMap(([rowKey, row]) =>
    Object.entries(row).map(([columnKey, after]) => ({ rowKey, columnKey, before: saved(rowKey, columnKey), after })),
  )
}

import type { Problem } from '@ballast/contract/problem.ts'
import type { RowMarks } from '../../ui/grid-row.tsx'

/**
 * What a refused save says about each row that was sent: its reasons stand at "rows.<index>.<field>". `columnOf` finds the
 * table's column for a field of the server; what belongs to no column marks the row.
 */
export function rowProblems(
  problem: Problem,
  sentRowKeys: readonly string[],
  columnOf: (field: string) => string | undefined,
): Map<string, RowMarks> {
  const marks = new Map<string, { row: string[]; cells: Record<string, string[]> }>()
  for (const reason of problem.reasons) {
    const match = /^(?:body\.)?rows\.(\d+)(?:\.(.+))?$/.exec(reason.at ?? '')
    const rowKey = sentRowKeys[Number(match?.[1] ?? -1)]
    if (rowKey === undefined) continue
    const mark = marks.get(rowKey) ?? { row: [], cells: {} }
    marks.set(rowKey, mark)
    const column = match?.[2] === undefined ? undefined : columnOf(match[2])
    mark.row.push(reason.message)
    if (column !== undefined) mark.cells[column] = [...(mark.cells[column] ?? []), reason.message]
  }
  return marks
}

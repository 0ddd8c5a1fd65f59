import type { PlanMonthRow, PlanProjectRow } from '@ballast/domain/plan/plan-row.ts'
import type { FactSource } from '@ballast/domain/shared/row-facts.ts'
import { CODECS, type CellOut } from './cell-codec.ts'
import { MONTH_PARTS } from './plan-sheets.ts'
import { valueAt, type Column, type Line, type SheetSpec } from './sheet.ts'

type Locale = 'zh-CN' | 'en'

export function cellOf(column: Column, value: unknown, locale: Locale): CellOut {
  if (value === undefined || value === null || value === '') return null
  return CODECS[column.kind].toCell(value as never, { choices: column.choices ?? [], locale, from1904: false })
}

/** One row of a register, or a line made of a plan's row, as the cells of its sheet; sums and the number are made when written. */
export const lineOf = (spec: SheetSpec, row: object, locale: Locale): Line =>
  spec.columns.map((column) =>
    column.sumOf !== undefined || column.key === '#' ? undefined : cellOf(column, valueAt(row, column.key), locale),
  )

export const holdsSimulated = (row: {
  sourceKind?: string | undefined
  provenance?: Readonly<Record<string, FactSource | null>> | null | undefined
}): 'yes' | 'no' =>
  row.sourceKind === 'simulated' || Object.values(row.provenance ?? {}).some((source) => source?.kind === 'simulated') ? 'yes' : 'no'

/** A register's row with what its sheet shows beside the facts. */
export function shownRow(spec: SheetSpec, row: object): object {
  const shown = { ...row, '~simulated': holdsSimulated(row) }
  if (spec.part !== 'parcels') return shown
  const { name, names = [] } = row as { name: string; names?: readonly string[] }
  return { ...shown, names: names.filter((other) => other !== name) }
}

const monthParts = (line: PlanMonthRow) => Object.fromEntries(MONTH_PARTS.map(({ key }) => [key, line[key]]))

/** Lines of a project by what is said about countable: the countable ones, then those of each reason. */
function byReason(months: readonly PlanMonthRow[]): { reason: string | null; months: readonly PlanMonthRow[] }[] {
  const reasons = [...new Set(months.map((line) => line.notCountableReason))].sort((a, b) =>
    a === null ? -1 : b === null ? 1 : a < b ? -1 : 1,
  )
  return (reasons.length === 0 ? [null] : reasons).map((reason) => ({
    reason,
    months: months.filter((line) => line.notCountableReason === reason),
  }))
}

interface PlanShown {
  readonly nameOf: (projectNo: string) => string | undefined
}

/** The lines of a project in 项目月度计划; what belongs to the project stands on the first of them. */
export function* monthLines(project: PlanProjectRow, { nameOf }: PlanShown): Generator<object> {
  const { months = [], shares: _, ...facts } = project
  const shown = { '~name': nameOf(project.projectNo), '~simulated': holdsSimulated(project) }
  for (const [index, group] of byReason(months).entries()) {
    yield {
      ...(index === 0 ? facts : { projectNo: project.projectNo, sourceKind: undefined }),
      ...shown,
      countable: group.reason === null ? 'yes' : 'no',
      notCountableReason: group.reason,
      months: Object.fromEntries(group.months.map((line) => [line.month.slice(5), monthParts(line)])),
    }
  }
}

/** The lines of a project in 项目月度明细: one a month. */
export function* planLines(project: PlanProjectRow, { nameOf }: PlanShown): Generator<object> {
  const { months = [], shares: _, ...facts } = project
  const shown = { '~name': nameOf(project.projectNo), '~simulated': holdsSimulated(project) }
  if (months.length === 0) yield { ...facts, ...shown, month: null, countable: null }
  for (const [index, line] of months.entries()) {
    yield {
      ...(index === 0 ? facts : { projectNo: project.projectNo }),
      ...shown,
      month: line.month,
      countable: line.notCountableReason === null ? 'yes' : 'no',
      notCountableReason: line.notCountableReason,
      ...monthParts(line),
    }
  }
}

export function* shareLines(project: PlanProjectRow, { nameOf }: PlanShown): Generator<object> {
  for (const share of project.shares ?? []) yield { projectNo: project.projectNo, '~name': nameOf(project.projectNo), ...share }
}

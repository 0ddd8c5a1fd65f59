import { periodAfter, periodOf } from '@ballast/domain/report/period.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { CSV_FILES, type CsvKind, type ProblemList } from './pack-file.ts'
import type { Pack } from './read-pack.ts'

const PRESET = { joinsJanuary: true }

/** Months: periods follow one another, every row is of a project and a period that are there, a return is closed where its period is. */
export function monthChecks({ csv, zone }: Pack, problems: ProblemList): void {
  const projects = new Set(csv.projects.map(({ cells }) => cells['project_no']))
  const states = new Map(csv['report-periods'].map(({ cells }) => [cells['month'] as YearMonth, cells['state'] as string]))
  const codes = new Set(csv.codes.map(({ cells }) => `${cells['list']} ${cells['code']}`))
  const refer = (kind: CsvKind, line: number, column: string, value: string | undefined, known: boolean, file: string): void => {
    if (value !== undefined && !known) problems.add(CSV_FILES[kind].path, line, 'pack.unknown-reference', { column, value, file })
  }
  const rule = zone.reporting ?? PRESET
  const periods = csv['report-periods'].toSorted((a, b) => ((a.cells['month'] as string) < (b.cells['month'] as string) ? -1 : 1))
  for (const [index, { line, cells }] of periods.entries()) {
    const month = cells['month'] as YearMonth
    const before = periods[index - 1]?.cells
    const next = before === undefined ? periodOf(month, rule) : periodAfter(before['month'] as YearMonth, rule)
    const { path } = CSV_FILES['report-periods']
    if (month !== next) problems.add(path, line, 'pack.period-not-next', { month, next })
    if (before?.['state'] === 'open') problems.add(path, line, 'pack.period-after-open', { month: before['month'] as string })
  }
  for (const kind of ['report-openings', 'report-returns', 'report-corrections', 'dispatch-entries', 'difference-reasons'] as const) {
    for (const { line, cells } of csv[kind]) {
      refer(kind, line, 'project_no', cells['project_no'], projects.has(cells['project_no']), CSV_FILES.projects.path)
      if (kind === 'report-openings' || kind === 'dispatch-entries') continue
      refer(kind, line, 'month', cells['month'], states.has(cells['month'] as YearMonth), CSV_FILES['report-periods'].path)
    }
  }
  for (const { line, cells } of csv['report-returns']) {
    const { path } = CSV_FILES['report-returns']
    const period = states.get(cells['month'] as YearMonth)
    const isClosed = cells['state'] === 'closed'
    if (period !== undefined && isClosed !== (period === 'closed')) {
      problems.add(path, line, 'pack.return-state', { state: cells['state'] as string, period })
    }
    const code = cells['not_countable_code']
    refer('report-returns', line, 'not_countable_code', code, codes.has(`not-countable-reason ${code}`), CSV_FILES.codes.path)
    for (const [one, other] of [
      ['not_countable_wan', 'not_countable_code'],
      ['returned_field', 'returned_reason'],
    ] as const) {
      if ((cells[one] === undefined) !== (cells[other] === undefined)) {
        problems.add(path, line, 'pack.value-missing', { column: cells[one] === undefined ? one : other })
      }
    }
  }
  for (const { line, cells } of csv['report-corrections']) {
    const { month = '', appears_in: appears = '', reason_code: code } = cells
    const { path } = CSV_FILES['report-corrections']
    refer('report-corrections', line, 'appears_in', appears, states.has(appears as YearMonth), CSV_FILES['report-periods'].path)
    refer('report-corrections', line, 'reason_code', code, codes.has(`correction-reason ${code}`), CSV_FILES.codes.path)
    if (appears <= month) problems.add(path, line, 'pack.correction-too-early', { month, appears })
  }
  for (const { line, cells } of csv['difference-reasons']) {
    const { reason_code: code } = cells
    refer('difference-reasons', line, 'reason_code', code, codes.has(`difference-reason ${code}`), CSV_FILES.codes.path)
  }
}

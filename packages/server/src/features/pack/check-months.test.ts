import { expect, test } from 'vitest'
import { monthChecks } from './check-months.ts'
import { readCsv, type CsvRow } from './pack-csv.ts'
import { CSV_KINDS, ProblemList, type CsvKind } from './pack-file.ts'
import type { Pack } from './read-pack.ts'

const SOUND: Partial<Record<CsvKind, string>> = {
  projects: 'project_no\nA\n',
  codes: 'list,code\nnot-countable-reason,lease\ncorrection-reason,split\ndifference-reason,cut-off\n',
  'report-periods': 'month,state\n2023-12,closed\n2024-02,closed\n2024-03,open\n',
  'report-openings': 'project_no,before_year\nA,2023\n',
  'report-returns': 'project_no,month,state,not_countable_wan,not_countable_code\nA,2024-02,closed,1,lease\nA,2024-03,draft,,\n',
  'report-corrections': 'project_no,month,appears_in,reason_code\nA,2023-12,2024-02,split\n',
  'dispatch-entries': 'project_no,month,told_on\nA,2024-01,2024-01-25\n',
  'difference-reasons': 'project_no,month,reason_code\nA,2024-02,cut-off\n',
}

function found(changes: Partial<Record<CsvKind, string>>): string[] {
  const texts = { ...SOUND, ...changes }
  const csv = Object.fromEntries(CSV_KINDS.map((kind): [CsvKind, readonly CsvRow[]] => [kind, readCsv(texts[kind] ?? 'x\n').rows]))
  const problems = new ProblemList()
  monthChecks({ csv, zone: {} } as unknown as Pack, problems)
  return problems.sorted().map(({ at, code }) => `${at} ${code}`)
}

test('months of which everything is known are sound', () => {
  expect(found({})).toEqual([])
})

test.each<[rule: string, changes: Partial<Record<CsvKind, string>>, problems: string[]]>([
  [
    'January has no period of its own',
    { 'report-periods': 'month,state\n2023-12,closed\n2024-01,closed\n2024-02,closed\n2024-03,open\n' },
    ['report-periods.csv:3 pack.period-not-next'],
  ],
  [
    'no period after one that is open',
    {
      'report-periods': 'month,state\n2023-12,closed\n2024-02,open\n2024-03,open\n',
      'report-returns': 'project_no,month,state\nA,2024-02,draft\n',
    },
    ['report-periods.csv:4 pack.period-after-open'],
  ],
  [
    'a return is closed where its period is',
    { 'report-returns': 'project_no,month,state\nA,2024-02,verified\nA,2024-03,closed\n' },
    ['report-returns.csv:2 pack.return-state', 'report-returns.csv:3 pack.return-state'],
  ],
  [
    'rows are of projects and periods that are there',
    {
      'report-returns': 'project_no,month,state\nB,2024-03,draft\nA,2024-05,draft\n',
      'report-openings': 'project_no,before_year\nB,2023\n',
      'dispatch-entries': 'project_no,month,told_on\nB,2024-01,2024-01-25\n',
    },
    [
      'dispatch-entries.csv:2 pack.unknown-reference',
      'report-openings.csv:2 pack.unknown-reference',
      'report-returns.csv:2 pack.unknown-reference',
      'report-returns.csv:3 pack.unknown-reference',
    ],
  ],
  [
    'reasons are of their lists, and stand with what they are for',
    {
      'report-returns':
        'project_no,month,state,not_countable_wan,not_countable_code,returned_field,returned_reason\nA,2024-02,closed,1,rent,,\nA,2024-03,draft,1,,payablesFen,\n',
      'report-corrections': 'project_no,month,appears_in,reason_code\nA,2024-02,2024-02,guess\n',
      'difference-reasons': 'project_no,month,reason_code\nA,2024-02,guess\n',
    },
    [
      'difference-reasons.csv:2 pack.unknown-reference',
      'report-corrections.csv:2 pack.unknown-reference',
      'report-corrections.csv:2 pack.correction-too-early',
      'report-returns.csv:2 pack.unknown-reference',
      'report-returns.csv:3 pack.value-missing',
      'report-returns.csv:3 pack.value-missing',
    ],
  ],
])('%s', (_rule, changes, problems) => {
  expect(found(changes)).toEqual(problems)
})

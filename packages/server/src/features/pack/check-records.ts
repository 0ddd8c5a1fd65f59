import { CSV_FILES, type CsvKind, type ProblemList } from './pack-file.ts'
import { registrationsOf } from './pack-records.ts'
import type { Pack } from './read-pack.ts'

const OF_PROJECTS = ['fund-movements', 'land-payments', 'visits', 'registrations', 'commitments'] as const satisfies readonly CsvKind[]

/** Money, visits, packs and commitments are of projects that are there; a pack has what its state needs. */
export function recordChecks(pack: Pack, problems: ProblemList): void {
  const { csv } = pack
  const projects = new Set(csv.projects.map(({ cells }) => cells['project_no']))
  const codes = new Set(csv.codes.map(({ cells }) => `${cells['list']} ${cells['code']}`))
  const conditions = new Set(csv['gate-conditions'].map(({ cells }) => cells['code']))
  const refer = (kind: CsvKind, line: number, column: string, value: string | undefined, known: boolean, file: string): void => {
    if (value !== undefined && !known) problems.add(CSV_FILES[kind].path, line, 'pack.unknown-reference', { column, value, file })
  }
  for (const kind of OF_PROJECTS) {
    for (const { line, cells } of csv[kind]) {
      refer(kind, line, 'project_no', cells['project_no'], projects.has(cells['project_no']), CSV_FILES.projects.path)
    }
  }
  for (const { line, cells } of csv['land-payments']) {
    const { reason_code: code } = cells
    refer('land-payments', line, 'reason_code', code, codes.has(`not-countable-reason ${code}`), CSV_FILES.codes.path)
  }
  for (const { line, cells } of csv['light-rules']) {
    refer('light-rules', line, 'condition', cells['condition'], conditions.has(cells['condition']), CSV_FILES['gate-conditions'].path)
  }
  const packs = new Map(registrationsOf(pack).map((one) => [one.projectNo, one]))
  for (const { line, cells } of csv.registrations) {
    const { path } = CSV_FILES.registrations
    const project = cells['project_no'] as string
    const { state, gate, submittedOn, returned } = packs.get(project) as NonNullable<ReturnType<(typeof packs)['get']>>
    if (state === 'registered' && (gate?.on === undefined || cells['library_no'] === undefined)) {
      problems.add(path, line, 'pack.registration-gate', { project })
    }
    if (state !== 'preparing' && submittedOn === undefined) problems.add(path, line, 'pack.submitted-needed', { project })
    const { returned_reason: reason, returned_note: note } = cells
    if (state === 'returned' && (returned === null || reason === undefined || note === undefined)) {
      problems.add(path, line, 'pack.returned-needed', { project })
    }
  }
}

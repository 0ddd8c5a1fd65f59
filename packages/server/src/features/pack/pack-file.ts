import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reason } from '@ballast/domain/shared/refusal.ts'

/** What a pack is made of. A file that is not needed may be missing; it then counts as empty. */
export const CSV_FILES = {
  categories: { path: 'categories.csv', key: ['code'], needed: true },
  clusters: { path: 'clusters.csv', key: ['code'], needed: false },
  codes: { path: 'codes.csv', key: ['list', 'code'], needed: false },
  'custom-fields': { path: 'custom-fields.csv', key: ['subject', 'code'], needed: false },
  calendar: { path: 'calendar.csv', key: ['day'], needed: false },
  history: { path: 'history.csv', key: ['year', 'indicator'], needed: false },
  enterprises: { path: 'enterprises.csv', key: ['name_zh'], needed: false },
  projects: { path: 'projects.csv', key: ['project_no'], needed: false },
  parcels: { path: 'parcels.csv', key: ['name'], needed: false },
  'plan-projects': { path: 'plan-projects.csv', key: ['project_no'], needed: false },
  'plan-months': { path: 'plan-months.csv', key: null, needed: false },
  'plan-shares': { path: 'plan-shares.csv', key: ['project_no', 'parcel'], needed: false },
  sources: { path: 'sources.csv', key: ['register', 'key', 'column'], needed: false },
  'project-types': { path: 'project-types.csv', key: ['code'], needed: false },
  'gate-conditions': { path: 'gate-conditions.csv', key: ['code'], needed: false },
  'project-lives': { path: 'project-lives.csv', key: ['project_no'], needed: false },
  'gate-progress': { path: 'gate-progress.csv', key: ['project_no', 'gate'], needed: false },
  'gate-fulfilments': { path: 'gate-fulfilments.csv', key: ['project_no', 'condition'], needed: false },
  'report-periods': { path: 'report-periods.csv', key: ['month'], needed: false },
  'report-openings': { path: 'report-openings.csv', key: ['project_no'], needed: false },
  'report-returns': { path: 'report-returns.csv', key: ['project_no', 'month'], needed: false },
  'report-corrections': { path: 'report-corrections.csv', key: null, needed: false },
  'dispatch-entries': { path: 'dispatch-entries.csv', key: ['project_no', 'month', 'told_on'], needed: false },
  'difference-reasons': { path: 'difference-reasons.csv', key: ['project_no', 'month'], needed: false },
  'fund-movements': { path: 'fund-movements.csv', key: null, needed: false },
  'land-payments': { path: 'land-payments.csv', key: null, needed: false },
  visits: { path: 'visits.csv', key: null, needed: false },
  registrations: { path: 'registrations.csv', key: ['project_no'], needed: false },
  commitments: { path: 'commitments.csv', key: ['project_no', 'kind'], needed: false },
  'light-rules': { path: 'light-rules.csv', key: ['kind'], needed: false },
  acceptances: { path: 'acceptances.csv', key: ['rule', 'project_no'], needed: false },
} as const satisfies Record<string, { path: string; key: readonly string[] | null; needed: boolean }>
export type CsvKind = keyof typeof CSV_FILES
export const CSV_KINDS = Object.keys(CSV_FILES) as CsvKind[]

export const MAP_LAYERS = ['districts', 'roads', 'water'] as const
export type MapLayer = (typeof MAP_LAYERS)[number]

/** Where in a file something is wrong. */
export interface PackProblem extends Reason {
  /** "projects.csv:12" */
  readonly at: string
}

/** Collects every problem of a pack. */
export class ProblemList {
  readonly #problems: PackProblem[] = []
  readonly #leftOut = new Map<string, Set<string> | 'all'>()

  get count(): number {
    return this.#problems.length
  }

  add(file: string, line: number, code: string, params: Readonly<Record<string, string | number>> = {}): void {
    this.#problems.push({ code, params, at: `${file}:${line}` })
  }

  /** Rows that cannot be used for a fault of their own: that others refer to them is no second fault. */
  leaveOut(file: string, texts: readonly string[] | 'all'): void {
    const known = this.#leftOut.get(file)
    if (texts === 'all' || known === 'all') this.#leftOut.set(file, 'all')
    else this.#leftOut.set(file, new Set([...(known ?? []), ...texts.flatMap((text) => [text, ...text.split('|')])]))
  }

  #isConsequence({ code, params = {} }: PackProblem): boolean {
    const [file, text] =
      code === 'pack.shape-of-nothing'
        ? ['parcels.csv', params['name']]
        : code === 'pack.unknown-reference'
          ? [params['file'], params['value']]
          : []
    const gone = this.#leftOut.get(String(file))
    return gone === 'all' || (gone?.has(String(text)) ?? false)
  }

  /** By file and line. */
  sorted(): PackProblem[] {
    const place = ({ at }: PackProblem) => {
      const cut = at.lastIndexOf(':')
      return { file: at.slice(0, cut), line: Number(at.slice(cut + 1)) }
    }
    const causes = this.#problems.filter((problem) => !this.#isConsequence(problem))
    return causes.toSorted((a, b) => {
      const [first, second] = [place(a), place(b)]
      return first.file === second.file ? first.line - second.line : first.file < second.file ? -1 : 1
    })
  }
}

/** A file's text; null when it is missing. A text that is not UTF-8 is a problem. */
export async function readText(dir: string, path: string, isNeeded: boolean, problems: ProblemList): Promise<string | null> {
  let bytes: Buffer
  try {
    bytes = await readFile(join(dir, path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    if (isNeeded) problems.add(path, 1, 'pack.file-missing')
    return null
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    problems.add(path, lineOfBadBytes(bytes), 'pack.not-utf8')
    problems.leaveOut(path, 'all')
    return null
  }
}

/** The first line that does not decode. */
function lineOfBadBytes(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, from)
    const until = end === -1 ? bytes.length : end + 1
    try {
      decoder.decode(bytes.subarray(from, until))
    } catch {
      return line
    }
    from = until
  }
  return line
}

import { calendarChecks, codeChecks } from './check-codes.ts'
import { monthChecks } from './check-months.ts'
import { parcelChecks } from './check-parcels.ts'
import { planChecks } from './check-plan-files.ts'
import { recordChecks } from './check-records.ts'
import { registerChecks } from './check-registers.ts'
import { computingChecks } from './pack-computing.ts'
import { lifeChecks } from './pack-lives.ts'
import { CSV_FILES, CSV_KINDS, ProblemList, type PackProblem } from './pack-file.ts'
import { readPack, type Pack } from './read-pack.ts'

/** Every problem of a pack, each with its file and line; none: it can be loaded. */
export async function checkPack(dir: string): Promise<PackProblem[]> {
  return (await examinePack(dir)).problems
}

export async function examinePack(dir: string): Promise<{ pack: Pack | null; problems: PackProblem[] }> {
  const problems = new ProblemList()
  const pack = await readPack(dir, problems)
  if (pack !== null) {
    for (const check of [
      repeatedKeys,
      calendarChecks,
      codeChecks,
      registerChecks,
      parcelChecks,
      planChecks,
      lifeChecks,
      monthChecks,
      recordChecks,
      computingChecks,
    ])
      check(pack, problems)
  }
  return { pack, problems: problems.sorted() }
}

/** Two rows of one key contradict each other. */
function repeatedKeys({ csv }: Pack, problems: ProblemList): void {
  for (const kind of CSV_KINDS) {
    const { path, key } = CSV_FILES[kind]
    if (key === null) continue
    const first = new Map<string, number>()
    for (const { line, cells } of csv[kind]) {
      const value = key.map((column) => cells[column] ?? '').join(' ')
      const earlier = first.get(value)
      if (earlier === undefined) first.set(value, line)
      else problems.add(path, line, 'pack.key-twice', { key: value, line: earlier })
    }
  }
}

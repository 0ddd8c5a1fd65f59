import { ProblemList, type PackProblem } from './pack-file.ts'
import { readPack, type Pack } from './read-pack.ts'

/** Every problem of a pack, each with its file and line; none: it can be loaded. */
export async function checkPack(dir: string): Promise<PackProblem[]> {
  return (await examinePack(dir)).problems
}

export async function examinePack(dir: string): Promise<{ pack: Pack | null; problems: PackProblem[] }> {
  const problems = new ProblemList()
  const pack = await readPack(dir, problems)
  return { pack, problems: problems.sorted() }
}

import type { ProjectRow } from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { SaveOptions } from '../../platform/row-save.ts'
import { prepareProjects, type PreparedProject } from './prepare-projects.ts'
import { readProjectStates } from './project.queries.ts'
import { writePrepared } from './write-projects.ts'

/**
 * Saves rows by project number, refused ones apart. Reasons of a row that is not refused are notices ("a legacy code"). Money
 * in changes is yuan.
 */
export async function saveProjects(tx: WriteTx, ctx: Context, rows: readonly ProjectRow[], options: SaveOptions): Promise<RowOutcome[]> {
  if (rows.length === 0) return []
  const zoneId = ctx.zone.zoneId
  const numbers = rows.map((row) => row.projectNo.trim())
  const stored = await readProjectStates(tx, zoneId, { numbers })
  const states = new Map(stored.map((state) => [state.facts.projectNo, state]))
  const entries = rows.map((row, index) => ({ before: states.get(numbers[index] as string), row }))
  const prepared = refuseRepeats(await prepareProjects(tx, zoneId, entries, options))
  if (options.dryRun !== true) await writePrepared(tx, ctx, prepared, options.action)
  return prepared.map(outcomeOf)
}

/** Two rows of one number contradict each other; neither is taken. */
function refuseRepeats(prepared: readonly PreparedProject[]): PreparedProject[] {
  const byNumber = Map.groupBy(prepared, (project) => project.after.projectNo)
  return prepared.map((project) => {
    const { projectNo } = project.after
    if (byNumber.get(projectNo)?.length === 1) return project
    const faults = project.faults.filter((fault) => fault.code !== 'project.number-taken')
    return { ...project, faults: [...faults, { code: 'project.number-twice', params: { projectNo }, at: 'projectNo' }] }
  })
}

function outcomeOf({ before, after, changes, faults, notices }: PreparedProject): RowOutcome {
  const key = after.projectNo
  if (faults.length > 0) return { key, outcome: 'refused', changes, reasons: faults }
  if (changes.length === 0) return { key, outcome: 'unchanged', changes, reasons: notices }
  return { key, outcome: before === undefined ? 'new' : 'changed', changes, reasons: notices }
}

/** The rows that saveProjects would find unchanged, by project number. */
export async function readProjectRows(tx: ReadTx, zoneId: Uuid, projectIds?: readonly Uuid[]): Promise<ProjectRow[]> {
  const states = await readProjectStates(tx, zoneId, projectIds === undefined ? 'all' : { ids: projectIds })
  return states.map((state) => state.facts)
}

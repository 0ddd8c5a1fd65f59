import type { ProjectPatch } from '@ballast/contract/project.ts'
import type { RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { prepareProjects, type ProjectEntry } from './prepare-projects.ts'
import { rowOfPatch } from './project-patch.ts'
import { readProjectStates, type ProjectState } from './project.queries.ts'
import { showProject } from './show-project.ts'
import { writePrepared } from './write-projects.ts'

interface ChangedRow {
  readonly projectId: string
  readonly version: string
  readonly changes: ProjectPatch
}
type Answer = RouteResponse<Routes['project.save-many']>

/** Saves all rows of a work table or none; every reason names its row ("rows.3.totalFen"). */
export async function saveManyProjects(
  tx: WriteTx,
  ctx: Context,
  rows: readonly ChangedRow[],
  options: { readonly dryRun: boolean },
): Promise<Answer> {
  const states = await readProjectStates(tx, ctx.zone.zoneId, { ids: rows.map((row) => row.projectId as Uuid) })
  const byId = new Map(states.map((state) => [state.projectId as string, state]))
  await refuseStale(tx, ctx, rows, byId)
  const entries = rows.map((row): ProjectEntry => {
    const before = byId.get(row.projectId) as ProjectState
    return { before, row: rowOfPatch(before.facts.projectNo, row.changes) }
  })
  const prepared = await prepareProjects(tx, ctx.zone.zoneId, entries, {})
  const reasons = prepared.flatMap(({ faults }, index) => faults.map((fault) => atRow(fault, index)))
  if (reasons.length > 0) throw new Refusal('project.rows-refused', reasons)
  const versions = options.dryRun ? new Map<Uuid, bigint>() : await writePrepared(tx, ctx, prepared, 'project.save-many')
  return {
    rows: prepared.map(({ projectId, before, changes }) => ({
      projectId,
      version: (versions.get(projectId) ?? before?.version ?? 1n).toString(),
      outcome: changes.length === 0 ? 'unchanged' : 'changed',
      changes: [...changes],
    })),
  }
}

const atRow = (reason: Reason, index: number): Reason => ({
  ...reason,
  at: reason.at === undefined ? `rows.${index}` : `rows.${index}.${reason.at}`,
})

/** Rows of projects that are gone, named twice, or changed by somebody else; the answer carries the latter as they stand now. */
async function refuseStale(
  tx: WriteTx,
  ctx: Context,
  rows: readonly ChangedRow[],
  states: ReadonlyMap<string, ProjectState>,
): Promise<void> {
  const reasons: Reason[] = []
  const current: Record<string, unknown> = {}
  const seen = new Set<string>()
  for (const [index, { projectId, version }] of rows.entries()) {
    const state = states.get(projectId)
    if (state === undefined) reasons.push(atRow({ code: 'project.not-found' }, index))
    else if (seen.has(projectId)) reasons.push(atRow({ code: 'project.number-twice', params: { projectNo: state.facts.projectNo } }, index))
    else if (state.version !== BigInt(version)) {
      reasons.push(atRow({ code: 'changed-meanwhile' }, index))
      current[projectId] = await showProject(tx, ctx, state.projectId)
    }
    seen.add(projectId)
  }
  if (Object.keys(current).length > 0) throw new Refusal('changed-meanwhile', reasons, { current })
  if (reasons.length > 0) throw new Refusal('project.rows-refused', reasons)
}

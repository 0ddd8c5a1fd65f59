import { diffContents, type PlanDifference } from '@ballast/domain/plan/diff.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'
import { projectNumbers, readContent } from './plan-content.queries.ts'
import { versionById, type PlanVersionRow } from './plan.queries.ts'

export interface PlanComparison {
  readonly from: PlanVersionRow
  readonly to: PlanVersionRow
  readonly difference: PlanDifference
  readonly projects: ReadonlyMap<Uuid, { projectNo: string; nameZh: string }>
}

/** Any two versions of the zone, in either direction. */
export async function comparePlans(tx: ReadTx, zoneId: Uuid, from: Uuid, to: Uuid): Promise<PlanComparison> {
  const [before, after] = [await versionById(tx, zoneId, from), await versionById(tx, zoneId, to)]
  const difference = diffContents(await readContent(tx, zoneId, from), await readContent(tx, zoneId, to))
  const projectIds = difference.projects.map((project) => project.projectId)
  return { from: before, to: after, difference, projects: await projectNumbers(tx, zoneId, projectIds) }
}

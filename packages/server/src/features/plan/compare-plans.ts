import { diffContents, type PlanDifference } from '@ballast/domain/plan/diff.ts'
import type { PlanContent } from '@ballast/domain/plan/plan-content.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'
import { projectNumbers, readContent } from './plan-content.queries.ts'
import { versionById, type PlanVersionRow } from './plan.queries.ts'

export interface PlanComparison {
  readonly from: PlanVersionRow
  readonly to: PlanVersionRow
  readonly before: PlanContent
  readonly after: PlanContent
  readonly difference: PlanDifference
  readonly projects: ReadonlyMap<Uuid, { projectNo: string; nameZh: string; nameEn: string | null }>
}

/** Any two versions of the zone, in either direction. */
export async function comparePlans(tx: ReadTx, zoneId: Uuid, from: Uuid, to: Uuid): Promise<PlanComparison> {
  const [older, newer] = [await versionById(tx, zoneId, from), await versionById(tx, zoneId, to)]
  const [before, after] = [await readContent(tx, zoneId, from), await readContent(tx, zoneId, to)]
  const difference = diffContents(before, after)
  const projectIds = difference.projects.map((project) => project.projectId)
  return { from: older, to: newer, before, after, difference, projects: await projectNumbers(tx, zoneId, projectIds) }
}

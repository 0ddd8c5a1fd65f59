import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'

export interface PlanVersionRow {
  versionId: Uuid
  year: number
  number: number | null
  status: 'draft' | 'adopted' | 'discarded'
  title: string
  parentVersionId: Uuid | null
  version: bigint
}

/** The version asked for, or the one in force; before the first adoption, the latest draft. */
export async function findVersion(
  tx: ReadTx,
  zoneId: Uuid,
  request: { year: number; versionId?: Uuid | undefined },
): Promise<PlanVersionRow> {
  const row = await tx
    .selectFrom('plan_version')
    .innerJoin('year_plan', (join) =>
      join.onRef('year_plan.zone_id', '=', 'plan_version.zone_id').onRef('year_plan.year', '=', 'plan_version.year'),
    )
    .select([
      'plan_version.version_id as versionId',
      'plan_version.year',
      'plan_version.number',
      'plan_version.status',
      'plan_version.title',
      'plan_version.parent_version_id as parentVersionId',
      'plan_version.version',
    ])
    .where('plan_version.zone_id', '=', zoneId)
    .where('plan_version.year', '=', request.year)
    .$if(request.versionId !== undefined, (query) => query.where('plan_version.version_id', '=', request.versionId as Uuid))
    .$if(request.versionId === undefined, (query) =>
      query
        .where('plan_version.status', '<>', 'discarded')
        .orderBy((order) => order.case().whenRef('plan_version.version_id', '=', 'year_plan.adopted_version_id').then(0).else(1).end())
        .orderBy('plan_version.created_at', 'desc'),
    )
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new Refusal('plan.not-found', [{ code: 'plan.not-found', params: { year: request.year } }])
  return { ...row, status: row.status as PlanVersionRow['status'] }
}

import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'

/** Every project of the zone by its number. */
export async function projectIdsByNumber(tx: ReadTx, zoneId: Uuid): Promise<Map<string, Uuid>> {
  const rows = await tx.selectFrom('project').select(['project_no', 'project_id']).where('zone_id', '=', zoneId).execute()
  return new Map(rows.map((row) => [row.project_no, row.project_id]))
}

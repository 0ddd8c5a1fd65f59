import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'

export interface NamedProject {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
}

/** What projects are called now; one that is gone keeps its id for a name. */
export async function namesOf(tx: ReadTx, zoneId: Uuid, ids: readonly string[]): Promise<(id: string) => NamedProject> {
  const wanted = [...new Set(ids)] as Uuid[]
  const rows =
    wanted.length === 0
      ? []
      : await tx
          .selectFrom('project')
          .select((select) => [
            'project_id as projectId',
            'project_no as projectNo',
            select.fn.coalesce('short_name', 'name_zh').as('nameZh'),
            'name_en as nameEn',
          ])
          .where('zone_id', '=', zoneId)
          .where('project_id', 'in', wanted)
          .execute()
  const found = new Map<string, NamedProject>(rows.map((row) => [row.projectId, row]))
  return (id) => found.get(id) ?? { projectId: id as Uuid, projectNo: '', nameZh: id, nameEn: null }
}
